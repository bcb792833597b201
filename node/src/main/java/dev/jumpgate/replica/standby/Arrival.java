package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Owner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a copy goes on as its owner wants it, while that stands still: it is made ready, the registry
 * names this node, and the former owner lets go. Its lock is the copy's.
 */
final class Arrival {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Copy copy;

  Arrival(Copy copy) {
    this.copy = copy;
  }

  /** The owner has it stand still. */
  void prepare() {
    if (copy.phase() != Copy.Phase.FOLLOWING) {
      copy.say(new Word.Parted(copy.pid(), copy.epoch()));
      return;
    }
    copy.phase(Copy.Phase.READY);
    copy.prepare();
    copy.port().clock().after(AGAIN, this::look);
  }

  /** It is made, or cannot be. */
  void prepared(@Nullable String why) {
    copy.say(
        why == null
            ? new Word.Ready(copy.pid(), copy.epoch())
            : new Word.Unready(copy.pid(), copy.epoch(), why));
  }

  /** Who gave it away keeps it until this node has asked for it: it may be lost before it does. */
  void given() {
    if (copy.phase() == Copy.Phase.READY && copy.isPrepared()) {
      copy.phase(Copy.Phase.GIVEN);
    }
    if (copy.phase() == Copy.Phase.GIVEN) {
      copy.say(new Word.Arrived(copy.pid(), copy.epoch()));
    }
  }

  // The word that follows may be lost with the owner, or its link: the registry tells as well.
  private void look() {
    synchronized (copy) {
      if (isUnderWay()) {
        copy.port()
            .registry()
            .lookUp(copy.key())
            .whenComplete((found, failure) -> {
              if (found != null) {
                looked(found.orElse(null));
              }
              copy.port().clock().after(AGAIN, this::look);
            });
      }
    }
  }

  private boolean isUnderWay() {
    return copy.phase() == Copy.Phase.READY || copy.phase() == Copy.Phase.GIVEN;
  }

  private void looked(@Nullable Owner stands) {
    synchronized (copy) {
      // Nothing may be there only because the table is behind; then the owner tells, or is lost.
      if (!isUnderWay() || stands == null || isBefore(stands)) {
        return;
      }
      if (copy.isNext(stands)) {
        given();
      } else {
        copy.end();
      }
    }
  }

  private boolean isBefore(Owner stands) {
    return stands.pid().equals(copy.pid()) && stands.epoch() <= copy.epoch();
  }
}
