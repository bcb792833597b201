package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Failures;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.RefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The compare-and-sets of the source: that which gives a process to the target, and that which
 * takes it back. Each is tried until its outcome is known, however long that takes.
 */
final class Commit {

  private static final Logger LOG = LogManager.getLogger(Commit.class);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Entries entries;
  private final Registry registry;
  private final Clock clock;

  Commit(Entries entries, Registry registry, Clock clock) {
    this.entries = entries;
    this.registry = registry;
    this.clock = clock;
  }

  Member self() {
    return entries.self();
  }

  /** What goes to the registry as one. */
  JointChange joint() {
    return new JointChange(registry);
  }

  /** What came of it. */
  sealed interface Outcome {}

  /** This entry stands. */
  record Made(Owner owner) implements Outcome {}

  /** It does not, and never will. */
  record Refused(String reason) implements Outcome {}

  /**
   * Gives the process to the target, while this node may take it back. The entry that is made may
   * be a later one of the same process: the target has gone on by itself.
   *
   * @param joint what the first attempt goes with
   */
  CompletionStage<Outcome> make(Standing process, Member target, JointChange joint) {
    // The same one at each attempt: an earlier attempt is known by its token.
    Owner next = entries.committed(process.pid(), target, process.epoch() + 1);
    var giving =
        new Attempt(process.key(), next, true) {
          @Override
          boolean isDone(@Nullable Owner stands) {
            return stands != null
                && stands.pid().equals(process.pid())
                && stands.epoch() > process.epoch();
          }

          @Override
          boolean isExpected(@Nullable Owner stands) {
            return mayReplace(process, stands);
          }
        };
    // What this node knows spares a question; where it is late the answer says so.
    giving.change(registry.known(giving.key).orElse(null), joint);
    return giving.outcome;
  }

  /**
   * Names the target as the one that goes on with the process when this node is lost or has let it
   * go.
   */
  CompletionStage<Outcome> name(Standing process, Member target) {
    var naming =
        new Attempt(process.key(), entries.named(process.pid(), target, process.epoch()), true) {
          @Override
          boolean isDone(@Nullable Owner stands) {
            return stands != null && stands.token() == next.token();
          }

          @Override
          boolean isExpected(@Nullable Owner stands) {
            return mayReplace(process, stands);
          }
        };
    JointChange alone = joint();
    naming.change(registry.known(naming.key).orElse(null), alone);
    alone.send();
    return naming.outcome;
  }

  // This node has the process. Nothing stands where it was never written or has been forgotten, an
  // earlier one where it has been forgotten how the process came here. A side of the cluster that
  // lacks it now may get it from the other one, even what an attempt that seemed lost wrote there.
  private static boolean mayReplace(Standing process, @Nullable Owner stands) {
    return stands == null
        || (stands.pid().equals(process.pid()) && stands.epoch() <= process.epoch());
  }

  /** The target is not to go on with it after all; the process goes on meanwhile. */
  void unname(Standing process, Owner named) {
    boolean unpublished = process.name() == null && process.epoch() == 1;
    Change change =
        unpublished ? Change.release(named) : Change.replace(named, entries.alone(named));
    write(process.key(), change);
  }

  /**
   * Takes the process back at a later epoch, unless the target has made the entry its own;
   * likewise.
   */
  CompletionStage<Outcome> takeBack(Standing process, Owner written, JointChange joint) {
    var taking =
        new Attempt(process.key(), entries.reclaimed(written), false) {
          @Override
          boolean isDone(@Nullable Owner stands) {
            return stands != null && stands.token() == next.token();
          }

          @Override
          boolean isExpected(@Nullable Owner stands) {
            // Nothing, or what stood before, where the others took both nodes for lost or have
            // forgotten the commit. Whichever of the two is the first to write again goes on.
            return stands == null
                || entries.isReturnable(stands, written)
                || written.supersedes(stands);
          }
        };
    taking.change(written, joint);
    return taking.outcome;
  }

  /** The process is gone with its target, unless the target has made the entry its own. */
  void free(Standing process, Owner written) {
    if (entries.isReturnable(written, written)) {
      write(process.key(), Change.release(written));
    }
  }

  private void write(String key, Change change) {
    registry
        .change(Map.of(key, change))
        .whenComplete((outcomes, failure) -> {
          if (failure != null) {
            clock.after(AGAIN, () -> write(key, change));
          }
        });
  }

  private abstract class Attempt {

    final String key;
    final Owner next;
    // True where a refusal ends it, as long as nothing has been tried.
    private final boolean mayBeRefused;
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    boolean tried;

    Attempt(String key, Owner next, boolean mayBeRefused) {
      this.key = key;
      this.next = next;
      this.mayBeRefused = mayBeRefused;
    }

    /** True where the change has been made, as what stands shows. */
    abstract boolean isDone(@Nullable Owner stands);

    /** True where the change may be made on what stands. */
    abstract boolean isExpected(@Nullable Owner stands);

    void look() {
      registry
          .lookUp(key)
          .whenComplete((now, failure) -> {
            if (now != null) {
              judge(now.orElse(null));
            } else {
              again(failure);
            }
          });
    }

    private void judge(@Nullable Owner stands) {
      if (isDone(stands)) {
        outcome.complete(new Made(stands == null ? next : stands));
      } else if (isExpected(stands)) {
        JointChange alone = joint();
        change(stands, alone);
        alone.send();
      } else {
        outcome.complete(
            new Refused(
                "the registry has another owner for %s: %s"
                    .formatted(key, stands == null ? "none" : stands.node())));
      }
    }

    void change(@Nullable Owner stands, JointChange joint) {
      if (!isExpected(stands)) {
        look();
        return;
      }
      joint
          .make(key, new Change(stands, next))
          .whenComplete((claim, failure) -> {
            switch (claim) {
              case Registry.Claim.Won _ -> outcome.complete(new Made(next));
              case Registry.Claim.Lost(var other) -> {
                tried = true; // and what stands here need not be what remains of a divided table
                judge(other);
              }
              case null ->
                  failed(failure == null ? new IllegalStateException("no answer") : failure);
            }
          });
    }

    private void failed(Throwable failure) {
      Throwable cause = Failures.cause(failure);
      if (cause instanceof RefusedException && mayBeRefused && !tried) {
        outcome.complete(new Refused(String.valueOf(cause.getMessage())));
        return;
      }
      tried |= !(cause instanceof RefusedException);
      again(cause);
    }

    // While the outcome is unclear nobody goes on: that could mean two owners.
    private void again(@Nullable Throwable failure) {
      LOG.warn("who owns {} is unclear, asking again: {}", key, String.valueOf(failure));
      clock.after(AGAIN, this::look);
    }
  }
}
