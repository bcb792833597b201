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
  // An operation on the table holds up others of its partition: none may be endless.
  private static final int BATCH_MAX = 500;

  private final Table table;
  private final Clock clock;
  private final long deadline;
  private final CompletableFuture<Map<String, Registry.Claim>> outcome = new CompletableFuture<>();

  // Confined to one attempt after the other.
  private final Map<String, Change> open;
  private final Map<String, Registry.Claim> settled = new HashMap<>();

  private Settlement(Table table, Clock clock, Map<String, Change> changes) {
    this.table = table;
    this.clock = clock;
    this.open = new LinkedHashMap<>(changes);
    this.deadline = clock.nanos() + PATIENCE.toNanos();
  }

  static CompletionStage<Map<String, Registry.Claim>> of(
      Table table, Clock clock, Map<String, Change> changes) {
    if (changes.size() <= BATCH_MAX) {
      var settlement = new Settlement(table, clock, changes);
      settlement.attempt();
      return settlement.outcome;
    }
    List<Map<String, Change>> batches = batches(changes);
    CompletionStage<Map<String, Registry.Claim>> all = of(table, clock, batches.getFirst());
    for (Map<String, Change> batch : batches.subList(1, batches.size())) {
      all = all.thenCombine(of(table, clock, batch), Settlement::union);
    }
    return all;
  }

  private static List<Map<String, Change>> batches(Map<String, Change> changes) {
    List<Map<String, Change>> batches = new ArrayList<>();
    changes.forEach((key, change) -> {
      if (batches.isEmpty() || batches.getLast().size() == BATCH_MAX) {
        batches.add(new LinkedHashMap<>());
      }
      batches.getLast().put(key, change);
    });
    return batches;
  }

  private static Map<String, Registry.Claim> union(
      Map<String, Registry.Claim> one, Map<String, Registry.Claim> other) {
    one.putAll(other);
    return one;
  }

  private void attempt() {
    table
        .swap(Map.copyOf(open))
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
