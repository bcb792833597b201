package dev.jumpgate.benchmarks.move;

import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Callers of one node who call any of many processes, as {@link Hammer} calls one. */
final class Crowd {

  private static final int PACE_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Ref<Sized.Message>> targets;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong worst = new AtomicLong();
  private volatile boolean over;

  private Crowd(List<Ref<Sized.Message>> targets) {
    this.targets = targets;
  }

  static Crowd start(String name, int callers, List<Ref<Sized.Message>> targets) {
    var crowd = new Crowd(targets);
    for (int i = 0; i < callers; i++) {
      String caller = name + "/" + i;
      crowd.threads.add(Thread.startVirtualThread(() -> crowd.run(caller)));
    }
    return crowd;
  }

  private void run(String caller) {
    long[] numbers = new long[targets.size()];
    while (!over) {
      int which = ThreadLocalRandom.current().nextInt(numbers.length);
      long start = System.nanoTime();
      try {
        targets.get(which).call(new Sized.Message.Count(caller, ++numbers[which]), PATIENCE);
        acknowledged.incrementAndGet();
        worst.accumulateAndGet(System.nanoTime() - start, Math::max);
      } catch (JumpgateException e) {
        failed.incrementAndGet();
      }
      pause();
    }
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
  }

  Hammer.Tally tally() {
    return new Hammer.Tally(acknowledged.get(), failed.get(), worst.get(), 0);
  }

  /** Ends the calls, each with its answer. */
  Hammer.Tally stop() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return tally();
  }
}
