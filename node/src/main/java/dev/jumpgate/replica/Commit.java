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

  private final Handover entries;
  private final Registry registry;
  private final Clock clock;

  Commit(Handover entries, Registry registry, Clock clock) {
    this.entries = entries;
    this.registry = registry;
    this.clock = clock;
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
            return stands == null
                ? tried
                : stands.pid().equals(process.pid()) && stands.epoch() > process.epoch();
          }

          @Override
          boolean isExpected(@Nullable Owner stands) {
            boolean unpublished =
                stands == null && process.name() == null && process.epoch() == 1 && !tried;
            // An earlier one where the table has forgotten how the process came here.
            return unpublished
                || (stands != null
                    && stands.pid().equals(process.pid())
                    && stands.epoch() <= process.epoch());
          }
        };
    // What this node knows spares a question; where it is late the answer says so.
    giving.change(registry.known(giving.key).orElse(null), joint);
    return giving.outcome;
  }

  /** Takes the process back, unless the target has made the entry its own; likewise. */
  CompletionStage<Outcome> takeBack(Standing process, Owner committed, JointChange joint) {
    var taking =
        new Attempt(process.key(), entries.reclaimed(committed), false) {
          @Override
          boolean isDone(@Nullable Owner stands) {
            return stands != null && stands.token() == next.token();
          }

          @Override
          boolean isExpected(@Nullable Owner stands) {
            // Nothing, or what stood before, where the others took both nodes for lost or have
            // forgotten the commit. Whichever of the two is the first to write again goes on.
            return stands == null
                || entries.isReturnable(stands, committed)
                || committed.supersedes(stands);
          }
        };
    taking.change(committed, joint);
    return taking.outcome;
  }

  /** The process is gone with its target, before the target had made the entry its own. */
  void free(Standing process, Owner committed) {
    registry
        .change(Map.of(process.key(), Change.release(committed)))
        .whenComplete((outcomes, failure) -> {
          if (failure != null) {
            clock.after(AGAIN, () -> free(process, committed));
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
              case Registry.Claim.Lost(var other) -> judge(other);
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
