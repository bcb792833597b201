package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How a copy goes on in place of an owner that is lost, once the registry says so. Its lock is the
 * copy's.
 *
 * <p>While the owner is there after all, and nothing is written, it may have its claim back.
 */
final class Promotion {

  private static final Logger LOG = LogManager.getLogger(Promotion.class);
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final Duration UNABLE = Duration.ofSeconds(1);
  // How often an entry that was there is looked for before the process is taken for ended.
  private static final int ABSENT = 20;

  private final Copy copy;

  // Guarded by the copy.
  private @Nullable Owner next;
  private int absent;
  // While a compare-and-set is under way; and true where the owner asked meanwhile to be released.
  private boolean casting;
  private boolean releasing;
  private @Nullable Consumer<@Nullable String> asked;

  Promotion(Copy copy) {
    this.copy = copy;
  }

  /**
   * An operator says that the owner is dead.
   *
   * @param done gets null once the process goes on here, or why it does not
   */
  void force(Consumer<@Nullable String> done) {
    Optional<String> refusal = copy.port().registry().refusal();
    if (refusal.isPresent()) {
      done.accept(refusal.get());
      return;
    }
    answer("another command came between");
    asked = done;
    if (copy.phase() != Copy.Phase.DECIDED) {
      decide();
    }
  }

  /** The owner is lost for certain. */
  void decide() {
    LOG.info(
        "{} of epoch {}: {} is lost, this node goes on with it",
        copy.key(),
        copy.epoch(),
        copy.owner().name());
    boolean preparing = copy.phase() == Copy.Phase.READY && !copy.isPrepared();
    copy.phase(Copy.Phase.DECIDED);
    if (copy.isPrepared()) {
      claim();
    } else if (!preparing) {
      copy.prepare();
    }
  }

  /** It is made, or cannot be. */
  void prepared(@Nullable String why) {
    if (why == null) {
      claim();
    } else {
      LOG.error("{} cannot go on here, trying again: {}", copy.key(), why);
      copy.port().clock().after(UNABLE, this::prepareAgain);
    }
  }

  private void prepareAgain() {
    synchronized (copy) {
      if (copy.phase() == Copy.Phase.DECIDED && !copy.isPrepared()) {
        copy.prepare();
      }
    }
  }

  /** The owner wants to go on without it. Once the registry is asked, that has to tell. */
  void release() {
    if (casting) {
      releasing = true;
      copy.say(new Word.Parted(copy.pid(), copy.epoch()));
      return;
    }
    copy.end();
    copy.say(new Word.Released(copy.pid(), copy.epoch()));
    answer(copy.owner().name() + " is back, and goes on");
  }

  private void claim() {
    synchronized (copy) {
      if (copy.phase() == Copy.Phase.DECIDED) {
        copy.port().rollCall().inquiry().ask(copy.pid(), copy.key(), copy.epoch(), this::inquired);
      }
    }
  }

  private void inquired(Inquiry.Answer answer) {
    synchronized (copy) {
      if (copy.phase() != Copy.Phase.DECIDED) {
        return;
      }
      switch (answer) {
        case SILENCE -> again();
        case LATER -> lose(null);
        case NOT_LATER -> claimFrom();
      }
    }
  }

  // Nothing is written. The owner may be back, and has to ask for its claim.
  private void again() {
    if (copy.ownerIsBack()) {
      copy.say(new Word.Parted(copy.pid(), copy.epoch()));
    }
    copy.port().clock().after(AGAIN, this::claim);
  }

  private void claimFrom() {
    Owner named = copy.entry();
    if (named != null && next == null) {
      claim(named);
      return;
    }
    copy.port()
        .registry()
        .lookUp(copy.key())
        .whenComplete((found, failure) -> {
          if (failure != null) {
            copy.port().clock().after(AGAIN, this::claim);
          } else {
            judge(found.orElse(null));
          }
        });
  }

  // What stands in the registry tells who goes on.
  private void judge(@Nullable Owner stands) {
    synchronized (copy) {
      if (copy.phase() != Copy.Phase.DECIDED) {
        return;
      }
      if (stands == null && copy.entry() != null && ++absent < ABSENT) {
        // What two sides of a cluster wrote may be about to become one.
        copy.port().clock().after(AGAIN, this::claim);
      } else if (stands == null || !stands.pid().equals(copy.pid())) {
        lose(stands);
      } else if (copy.isNext(stands) && stands.standby() == null) {
        copy.goOn(false);
      } else if (copy.isNext(stands) || isNamed(stands)) {
        claim(stands);
      } else if (stands.epoch() < copy.epoch() || isForgotten(stands)) {
        behind(stands);
      } else {
        lose(stands);
      }
    }
  }

  // Not where it names this node only as the one that gave the process away, and that might have
  // taken it back.
  private boolean isNamed(Owner stands) {
    return stands.epoch() == copy.epoch()
        && Standby.on(copy.self(), copy.sync()).equals(stands.standby());
  }

  private boolean isForgotten(Owner stands) {
    Owner named = copy.entry();
    return named != null && stands.agreesWith(named);
  }

  // The table of this side is behind what the owner had written elsewhere, or has forgotten its
  // last write: within an epoch nothing follows on the naming of a standby.
  private void behind(Owner stands) {
    if (copy.entry() != null) {
      claim(stands);
    } else {
      copy.port().clock().after(AGAIN, this::claim);
    }
  }

  private void claim(Owner expected) {
    Owner mine = next;
    if (mine == null) {
      mine = Owner.at(copy.pid(), copy.self(), copy.epoch() + 1);
      next = mine;
    }
    casting = true;
    Ballot.cast(
        copy.port().registry(),
        copy.port().clock(),
        copy.key(),
        Change.replace(expected, mine),
        new Claiming());
  }

  private final class Claiming implements Ballot.Outcome {

    @Override
    public void won() {
      synchronized (copy) {
        casting = false;
        if (copy.phase() == Copy.Phase.DECIDED) {
          copy.goOn(false);
        }
      }
    }

    @Override
    public void lost(@Nullable Owner to) {
      synchronized (copy) {
        casting = false;
        judge(to);
      }
    }

    @Override
    public void refused(String why) {
      synchronized (copy) {
        casting = false;
        if (copy.phase() == Copy.Phase.DECIDED && releasing) {
          release();
        } else {
          again();
        }
      }
    }
  }

  private void lose(@Nullable Owner stands) {
    LOG.info("{} of epoch {} is not this node's: {}", copy.key(), copy.epoch(), stands);
    copy.end();
    answer(
        stands == null
            ? "the process has ended, or has gone on elsewhere"
            : "the registry has another owner for it: " + stands.node());
  }

  void answer(@Nullable String why) {
    Consumer<@Nullable String> done = asked;
    asked = null;
    if (done != null) {
      done.accept(why);
    }
  }
}
