package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The entry under the pid of a named process: a reference by pid must find it too, when the node it
 * was born on is gone. Whoever publishes at the same time publishes another epoch: the later one
 * remains, however often it takes.
 */
final class Publication {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Registry registry;
  private final Clock clock;
  private final Owner owner;

  private Publication(Registry registry, Clock clock, Owner owner) {
    this.registry = registry;
    this.clock = clock;
    this.owner = owner;
  }

  /** Publishes where the process is, unless the registry knows better. */
  static void of(Registry registry, Clock clock, Owner owner) {
    new Publication(registry, clock, owner).look();
  }

  private Pid pid() {
    return owner.pid();
  }

  private void look() {
    registry
        .lookUp(pid().toString())
        .whenComplete((found, failure) -> {
          if (failure != null) {
            clock.after(AGAIN, this::look);
          } else {
            write(found.orElse(null));
          }
        });
  }

  private void write(@Nullable Owner stands) {
    if (stands != null && !owner.supersedes(stands)) {
      return;
    }
    Ballot.cast(
        registry,
        clock,
        pid().toString(),
        new Change(stands, owner),
        new Ballot.Outcome() {
          @Override
          public void won() {}

          @Override
          public void lost(@Nullable Owner to) {
            write(to);
          }

          @Override
          public void refused(String why) {
            clock.after(AGAIN, Publication.this::look);
          }
        });
  }
}
