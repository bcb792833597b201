package dev.jumpgate.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Virtual time: what is to happen, in the order in which it does. */
public final class SimulatedTime {

  private final Random random;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::serial));
  private long now;
  private long serial;

  SimulatedTime(long seed) {
    this.random = new Random(seed);
  }

  private record Task(long at, long serial, Runnable code) {}

  /** Where all chance of this run comes from. */
  public Random random() {
    return random;
  }

  /** Nanoseconds since the run began. */
  public long now() {
    return now;
  }

  /** Something from {@code least} to {@code most}. */
  public Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
  }

  public void after(Duration delay, Runnable task) {
    at(now + delay.toNanos(), task);
  }

  void at(long when, Runnable task) {
    tasks.add(new Task(Math.max(now, when), serial++, task));
  }

  /** Lets so much time pass. */
  public void pass(Duration duration) {
    long end = now + duration.toNanos();
    for (Task task; (task = tasks.peek()) != null && task.at <= end; ) {
      tasks.remove();
      now = task.at;
      task.code.run();
    }
    now = end;
  }

  /** Lets time pass until the condition holds; false where it does not within {@code most}. */
  public boolean passUntil(BooleanSupplier condition, Duration most) {
    long end = now + most.toNanos();
    while (!condition.getAsBoolean()) {
      Task task = tasks.peek();
      if (task == null || task.at > end) {
        now = end;
        return condition.getAsBoolean();
      }
      tasks.remove();
      now = task.at;
      task.code.run();
    }
    return true;
  }
}
