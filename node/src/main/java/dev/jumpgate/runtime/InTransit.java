package dev.jumpgate.runtime;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * How much of an outbox has left, and for how long. What has just left may still be on its way
 * within this node, and be lost with it: it stays in the outbox for a while, so that a successor
 * lets it leave once more.
 *
 * <p>Guarded by whoever has it.
 */
final class InTransit {

  /** Far longer than something waits within a node that is about to be lost. */
  static final Duration WHILE = Duration.ofSeconds(1);

  // So that there are few steps, however much leaves.
  private static final long STEP_NANOS = WHILE.toNanos() / 8;

  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private long left;
  private long forGood;

  /**
   * @param place of the outbox before which all has left for good
   */
  InTransit(long place) {
    left = place;
    forGood = place;
  }

  /** Before {@code place}, all has left since the first of it did. */
  private record Step(long place, long since) {}

  /** All before that place has left. */
  void left(long place, long now) {
    left = Math.max(left, place);
    Step last = steps.peekLast();
    boolean same = last != null && now - last.since < STEP_NANOS;
    steps.add(new Step(left, same && last != null ? steps.removeLast().since : now));
  }

  /** Before which place all has left. */
  long left() {
    return left;
  }

  /** Before which place all has left for good. */
  long leftForGood(long now) {
    for (Step first;
        (first = steps.peek()) != null && now - first.since >= WHILE.toNanos() + STEP_NANOS; ) {
      forGood = first.place;
      steps.remove();
    }
    return forGood;
  }
}
