package dev.jumpgate.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of changes into one part of the table. Those that come while others are under way wait
 * for them, and then go together; one that finds the lane free goes at once.
 *
 * <p>What came of changes that went together each asker finds for itself, by its own tokens: an
 * answer that is lost is lost to all of them, and each makes its own again.
 */
final class Lane {

  /** An operation on the table holds up others of its part: none may be endless. */
  static final int MOST = 500;

  /** Who has been under way for that long is held up by more than the table's work. */
  private static final Duration LATE = Duration.ofMillis(10);

  private final Table table;
  private final Clock clock;

  // Guarded by this.
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int underWay;
  private long began;

  Lane(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  private record Waiting(
      Map<String, Change> changes, CompletableFuture<Map<String, Owner>> answer) {}

  /**
   * Makes the changes as {@link Table#swap} does; the answer may speak of further keys.
   *
   * @param changes no more than {@link #MOST}
   */
  CompletionStage<Map<String, Owner>> swap(Map<String, Change> changes) {
    var one = new Waiting(changes, new CompletableFuture<>());
    List<Waiting> next;
    synchronized (this) {
      waiting.add(one);
      if (underWay > 0 && clock.nanos() - began < LATE.toNanos()) {
        return one.answer;
      }
      next = board();
    }
    go(next);
    return one.answer;
  }

  // Guarded by this. From the front, as many as may go as one.
  private List<Waiting> board() {
    List<Waiting> next = new ArrayList<>();
    Map<String, Change> load = new HashMap<>();
    while (!waiting.isEmpty() && fits(waiting.getFirst(), load)) {
      load.putAll(waiting.getFirst().changes);
      next.add(waiting.removeFirst());
    }
    underWay++;
    began = clock.nanos();
    return next;
  }

  // Two changes of one key go one after the other.
  private static boolean fits(Waiting one, Map<String, Change> load) {
    return load.size() + one.changes.size() <= MOST
        && one.changes.keySet().stream().noneMatch(load::containsKey);
  }

  private void go(List<Waiting> party) {
    Map<String, Change> load = new HashMap<>();
    party.forEach(one -> load.putAll(one.changes));
    table
        .swap(load)
        .whenComplete((standing, failure) -> {
          arrived(); // before anybody is told: who waits need not wait for that
          for (Waiting one : party) {
            if (standing != null) {
              one.answer.complete(standing);
            } else {
              one.answer.completeExceptionally(Objects.requireNonNull(failure));
            }
          }
        });
  }

  private void arrived() {
    List<Waiting> next;
    synchronized (this) {
      underWay--;
      if (waiting.isEmpty()) {
        return;
      }
      next = board();
    }
    go(next);
  }
}
