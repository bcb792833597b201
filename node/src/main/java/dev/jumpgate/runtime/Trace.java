package dev.jumpgate.runtime;

import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator follows of one process. The worker puts references into a bounded queue and
 * never waits; what does not fit or comes too fast is counted. Whoever fetches pays for encoding.
 */
final class Trace {

  private static final int QUEUE_MAX = 1_000;
  private static final long WINDOW_NANOS = 1_000_000_000L;

  /** A trace that nobody fetches from for so long is over: its operator is gone. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Cell<?, ?> cell;
  private final TraceLimits limits;
  private final BlockingQueue<Step> queue;

  // Confined to the worker that runs the process.
  private int shown;
  private int inWindow;
  private long windowStart;

  // Published.
  private volatile long dropped;
  private volatile long fetched;
  private volatile @Nullable String over;

  Trace(Cell<?, ?> cell, TraceLimits limits, long now) {
    this.cell = cell;
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(Math.min(limits.count(), QUEUE_MAX));
    this.windowStart = now;
    this.fetched = now;
  }

  private record Step(
      Instant time,
      String what,
      @Nullable Object message,
      long before,
      long after,
      long took,
      int effects,
      String outcome) {}

  Cell<?, ?> cell() {
    return cell;
  }

  /** One was handled; by the worker. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void handled(
      Envelope envelope,
      long before,
      long after,
      long took,
      int effects,
      String outcome,
      long now) {
    if (over != null) {
      return;
    }
    if (now - windowStart >= WINDOW_NANOS) {
      windowStart = now;
      inWindow = 0;
    }
    Object message = Recorder.message(envelope);
    var step =
        new Step(
            Instant.now(),
            message == null ? Handling.what(envelope) : "",
            message,
            before,
            after,
            took,
            effects,
            outcome);
    if (inWindow >= limits.rate() || !queue.offer(step)) {
      dropped++;
      return;
    }
    inWindow++;
    if (++shown >= limits.count()) {
      end("its limit of %,d messages is reached".formatted(limits.count()));
    }
  }

  /** Nothing comes any more. */
  void end(String why) {
    if (over == null) {
      over = why;
    }
    cell.untrace(this);
  }

  /** Ends it where its operator is gone. */
  boolean expire(long now) {
    if (now - fetched > PATIENCE_NANOS) {
      end("nobody asks for it");
      return true;
    }
    return false;
  }

  /** What came since the last time; waits up to {@code wait} for the first. */
  List<TraceStep> fetch(Duration wait, UnaryOperator<Tree> sight, long now)
      throws InterruptedException {
    fetched = now + wait.toNanos();
    List<TraceStep> steps = new ArrayList<>();
    // Read first: what came before the end is in the queue then.
    String ended = over;
    Step first = ended == null ? queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS) : queue.poll();
    for (Step step = first; step != null; step = queue.poll()) {
      steps.add(shown(step, sight));
    }
    long lost = dropped;
    if (lost > said) {
      steps.add(new TraceStep.Dropped(lost - said));
      said = lost;
    }
    if (ended != null) {
      steps.add(new TraceStep.Over(ended));
    }
    return steps;
  }

  // Confined to whoever fetches.
  private long said;

  private static TraceStep shown(Step step, UnaryOperator<Tree> sight) {
    Tree message = Kept.tree(step.message, sight);
    return new TraceStep.Handled(
        step.time,
        message == null ? step.what : message.toString(),
        message,
        step.before,
        step.after,
        Duration.ofNanos(step.took),
        step.effects,
        step.outcome);
  }
}
