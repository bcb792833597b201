package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The compare-and-sets of the target: that which has it go on by itself where the source is lost,
 * and that which takes the way back from the source once it serves. Each is tried until its outcome
 * is known, however long that takes, or nobody wants it any more.
 */
final class Tenancy {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Entries entries;
  private final Registry registry;
  private final Clock clock;

  Tenancy(Entries entries, Registry registry, Clock clock) {
    this.entries = entries;
    this.registry = registry;
    this.clock = clock;
  }

  /** Changes that go together. */
  JointChange joint() {
    return new JointChange(registry);
  }

  /**
   * Makes the entry this node's own, where it is this node's or nobody's.
   *
   * @param said what the source has said that it wrote, or null: nothing there, or what stood there
   *     before, means then that the cluster has forgotten it
   * @param disowned true where the source is there, so that what stood there before may be true
   * @param wanted false where it need not be known any more; the stage is never done then
   * @return empty where the process is not this node's
   */
  CompletionStage<Optional<Owner>> claim(
      Newcomer process, @Nullable Owner said, boolean disowned, BooleanSupplier wanted) {
    var attempt =
        new Attempt(process, wanted) {
          private @Nullable Owner written = said;

          @Override
          void judge(@Nullable Owner stands) {
            if (stands == null ? written != null : isHere(stands) || isNext(stands)) {
              written = written == null ? stands : written; // what was seen has been written
              make(new Change(stands, own), null);
            } else {
              outcome.complete(Optional.empty());
            }
          }

          // Of the two that may write upon what stood before, the first goes on: a source that is
          // there has its reasons where it does not.
          private boolean isNext(Owner stands) {
            return written != null
                && (disowned
                    ? entries.isMine(stands, written)
                    : stands.agreesWith(written) || written.supersedes(stands));
          }
        };
    attempt.look();
    return attempt.outcome;
  }

  /**
   * Takes the way back from the source: until then nobody else frees the name when this node dies.
   *
   * @param written what stands, as far as it is known; something else may, or nothing, where the
   *     cluster has forgotten it
   * @param joint what it goes with
   * @return what remains
   */
  CompletionStage<Optional<Owner>> settle(
      Newcomer process, @Nullable Owner written, JointChange joint) {
    var attempt =
        new Attempt(process, () -> true) {
          @Override
          void judge(@Nullable Owner stands) {
            if (stands == null || own.supersedes(stands) || leadsBack(stands)) {
              make(new Change(stands, own), null);
            } else {
              outcome.complete(Optional.of(stands));
            }
          }

          private boolean leadsBack(Owner stands) {
            Standby source = written == null ? null : written.standby();
            return isHere(stands) && source != null && source.equals(stands.standby());
          }
        };
    if (written == null) {
      attempt.look();
    } else {
      attempt.make(Change.replace(written, attempt.own), joint);
    }
    return attempt.outcome;
  }

  private abstract class Attempt {

    private final Newcomer process;
    private final BooleanSupplier wanted;
    final Owner own;
    final CompletableFuture<Optional<Owner>> outcome = new CompletableFuture<>();

    Attempt(Newcomer process, BooleanSupplier wanted) {
      this.process = process;
      this.wanted = wanted;
      this.own = entries.settled(process.pid(), process.epoch());
    }

    /** Does what is to be done where that stands. */
    abstract void judge(@Nullable Owner stands);

    boolean isHere(Owner stands) {
      return entries.isHere(stands, process.pid(), process.epoch());
    }

    void look() {
      if (!wanted.getAsBoolean()) {
        return;
      }
      registry
          .lookUp(process.key())
          .whenComplete((stands, failure) -> {
            if (stands == null) {
              clock.after(AGAIN, this::look);
            } else {
              judge(stands.orElse(null));
            }
          });
    }

    void make(Change change, @Nullable JointChange with) {
      if (!wanted.getAsBoolean()) {
        return;
      }
      JointChange carrier = with == null ? joint() : with;
      carrier
          .make(process.key(), change)
          .whenComplete((claim, failure) -> {
            if (claim instanceof Registry.Claim.Won) {
              outcome.complete(Optional.of(own));
            } else {
              clock.after(AGAIN, this::look);
            }
          });
      if (with == null) {
        carrier.send();
      }
    }
  }
}
