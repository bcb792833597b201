package dev.jumpgate.cluster;

import dev.jumpgate.process.JumpgateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way into the table, tried until the outcome of each is known.
 *
 * <p>A change whose answer was lost may have happened. It is simply made again: where the first
 * attempt took effect our own token stands there, and that is a success; where it did not, the
 * expected entry still stands there and the second attempt takes effect.
 */
final class Settlement {

  /** As long as a caller can be expected to wait for a table that gives no answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Logger LOG = LogManager.getLogger(Settlement.class);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Lane lane;
  private final Clock clock;
  private final long deadline;
  private final CompletableFuture<Map<String, Registry.Claim>> outcome = new CompletableFuture<>();

  // Confined to one attempt after the other.
  private final Map<String, Change> open;
  private final Map<String, Registry.Claim> settled = new HashMap<>();

  private Settlement(Lane lane, Clock clock, Map<String, Change> changes) {
    this.lane = lane;
    this.clock = clock;
    this.open = new LinkedHashMap<>(changes);
    this.deadline = clock.nanos() + PATIENCE.toNanos();
  }

  static CompletionStage<Map<String, Registry.Claim>> of(
      Lanes lanes, Clock clock, Map<String, Change> changes) {
    List<CompletionStage<Map<String, Registry.Claim>>> parts = new ArrayList<>();
    for (Lanes.Load load : lanes.of(changes)) {
      var settlement = new Settlement(load.lane(), clock, load.changes());
      settlement.attempt();
      parts.add(settlement.outcome);
    }
    CompletionStage<Map<String, Registry.Claim>> all = parts.getFirst();
    for (var part : parts.subList(1, parts.size())) {
      all = all.thenCombine(part, Settlement::union);
    }
    return all;
  }

  private static Map<String, Registry.Claim> union(
      Map<String, Registry.Claim> one, Map<String, Registry.Claim> other) {
    one.putAll(other);
    return one;
  }

  private void attempt() {
    lane.swap(Map.copyOf(open))
        .whenComplete((standing, failure) -> {
          try {
            answered(standing, failure);
          } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
  }

  private void answered(@Nullable Map<String, Owner> standing, @Nullable Throwable failure) {
    if (standing != null) {
      open.entrySet().removeIf(entry -> settle(entry.getKey(), entry.getValue(), standing));
    } else if (!(cause(failure) instanceof Table.Unclear)) {
      outcome.completeExceptionally(cause(failure));
      return;
    } else {
      LOG.debug("a change of {} is unclear, making it again", open.keySet(), failure);
    }
    if (open.isEmpty()) {
      outcome.complete(settled);
    } else if (clock.nanos() - deadline < 0) {
      clock.after(PAUSE, this::attempt);
    } else {
      String key = open.keySet().iterator().next();
      outcome.completeExceptionally(
          new JumpgateException("the registry gave no clear answer about " + key, cause(failure)));
    }
  }

  private boolean settle(String key, Change change, Map<String, Owner> standing) {
    Owner stands = standing.get(key);
    Owner next = change.next();
    if (change.isDone(stands)) {
      Owner owner = next != null ? next : change.expected();
      if (owner != null) {
        settled.put(key, new Registry.Claim.Won(owner));
      }
      return true;
    }
    if (change.fits(stands)) {
      return false; // it has not happened, and nothing is in its way
    }
    settled.put(key, new Registry.Claim.Lost(stands));
    return true;
  }

  static Throwable cause(@Nullable Throwable failure) {
    return failure == null
        ? new Table.Unclear("the entry keeps changing")
        : Failures.cause(failure);
  }
}
