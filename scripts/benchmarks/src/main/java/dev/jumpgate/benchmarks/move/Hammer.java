package dev.jumpgate.benchmarks.move;

import dev.jumpgate.Node;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers of one node, who wait some 5 ms between two calls, so that a gap is not hidden by a
 * saturated machine.
 */
final class Hammer {

  static final int CALLERS = 50;
  private static final int PACE_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Ref<Sized.Message> target;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong worst = new AtomicLong();
  private final AtomicLong gap = new AtomicLong();
  private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
  private volatile boolean over;

  private Hammer(Ref<Sized.Message> target) {
    this.target = target;
  }

  /** What came of the calls so far; times in nanoseconds. */
  record Tally(long acknowledged, long failed, long worst, long gap) {

    Tally plus(Tally other) {
      return new Tally(
          acknowledged + other.acknowledged,
          failed + other.failed,
          Math.max(worst, other.worst),
          Math.max(gap, other.gap));
    }

    static Tally parse(String line) {
      long[] parts = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
      return new Tally(parts[0], parts[1], parts[2], parts[3]);
    }

    String line() {
      return "%d %d %d %d".formatted(acknowledged, failed, worst, gap);
    }
  }

  static Hammer start(Node node, String name) {
    var hammer = new Hammer(node.find(name, Sized.class));
    for (int i = 0; i < CALLERS; i++) {
      String caller = node.name() + "/" + i;
      hammer.threads.add(Thread.startVirtualThread(() -> hammer.run(caller)));
    }
    return hammer;
  }

  private void run(String caller) {
    for (long number = 1; !over; number++) {
      long start = System.nanoTime();
      try {
        target.call(new Sized.Message.Count(caller, number), PATIENCE);
        answered(start, System.nanoTime());
      } catch (JumpgateException e) {
        failed.incrementAndGet();
      }
      pause();
    }
  }

  private void answered(long start, long now) {
    acknowledged.incrementAndGet();
    worst.accumulateAndGet(now - start, Math::max);
    gap.accumulateAndGet(now - lastAnswer.getAndSet(now), Math::max);
  }

  private static void pause() {
    try {
      // Uneven, so that the callers do not fall into step.
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, 2 * PACE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The longest times from here on. */
  void reset() {
    worst.set(0);
    gap.set(0);
  }

  Tally tally() {
    return new Tally(acknowledged.get(), failed.get(), worst.get(), gap.get());
  }

  /** Ends the calls, each with its answer. */
  Tally stop() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return tally();
  }
}
