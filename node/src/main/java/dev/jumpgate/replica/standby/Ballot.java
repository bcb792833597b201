package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Failures;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.RefusedException;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A compare-and-set of one entry, made again until its outcome is known: nothing is guessed. */
final class Ballot {

  private static final Logger LOG = LogManager.getLogger(Ballot.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Registry registry;
  private final Clock clock;
  private final String key;
  private final Change change;
  private final Outcome outcome;
  // Confined to one attempt after the other: true once one may have been written unseen.
  private boolean unclear;

  private Ballot(Registry registry, Clock clock, String key, Change change, Outcome outcome) {
    this.registry = registry;
    this.clock = clock;
    this.key = key;
    this.change = change;
    this.outcome = outcome;
  }

  /** Gets what came of it; exactly one method is called, once. */
  interface Outcome {

    void won();

    /** Another entry stands there, or none; the change will never be made. */
    void lost(@Nullable Owner to);

    /** This side of a divided cluster must not; nothing was written, nor will be. */
    void refused(String why);
  }

  static void cast(Registry registry, Clock clock, String key, Change change, Outcome outcome) {
    new Ballot(registry, clock, key, change, outcome).attempt();
  }

  private void attempt() {
    registry
        .change(Map.of(key, change))
        .whenComplete((claims, failure) -> {
          if (failure != null) {
            failed(failure);
            return;
          }
          switch (claims.get(key)) {
            case Registry.Claim.Won _ -> outcome.won();
            case Registry.Claim.Lost(var to) -> outcome.lost(to);
            case null -> failed(new IllegalStateException("no answer about " + key));
          }
        });
  }

  private void failed(Throwable failure) {
    Throwable cause = Failures.cause(failure);
    if (cause instanceof RefusedException && !unclear) {
      outcome.refused(String.valueOf(cause.getMessage()));
      return;
    }
    unclear |= !(cause instanceof RefusedException);
    LOG.debug("who owns {} is unclear, trying again", key, cause);
    clock.after(PAUSE, this::attempt);
  }
}
