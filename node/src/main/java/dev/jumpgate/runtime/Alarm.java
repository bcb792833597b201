package dev.jumpgate.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * One timer for all who wait with a limit. A virtual thread that parks with a limit of its own sets
 * a timer and cancels it, and wakes the JDK's timer thread for it: a third of what a call to
 * another node costs its caller.
 *
 * <p>Who begins to wait says until when, and the timer is set only where it would ring too late;
 * where it rings it is set for the earliest of those who wait then. Calls that are answered in time
 * set it once in as long as their callers' patience.
 */
final class Alarm {

  private static final long NEVER = Long.MAX_VALUE;

  private final LongSupplier clock;
  private final Later later;
  private final LongUnaryOperator look;
  // When it rings, counted from the beginning. Invariant: not later than the earliest deadline of
  // those who said one, and whom a look has not found overdue.
  private final AtomicLong next = new AtomicLong(NEVER);
  private final long beginning;

  /** Runs tasks after a delay. */
  interface Later {
    Executor after(long delay, TimeUnit unit);
  }

  /**
   * @param look ends the waits that are overdue at a moment, and gives the earliest deadline of the
   *     others; where none is left, the moment itself
   */
  Alarm(LongSupplier clock, Later later, LongUnaryOperator look) {
    this.clock = clock;
    this.later = later;
    this.look = look;
    this.beginning = clock.getAsLong();
  }

  /** Somebody waits until then, whom a look finds. */
  void by(long deadline) {
    long now = clock.getAsLong();
    long delay = Math.max(0, deadline - now);
    long elapsed = now - beginning;
    // Some wait as long as there are nanoseconds.
    long wanted = Math.min(delay, NEVER - 1 - elapsed) + elapsed;
    for (long set = next.get(); wanted < set; set = next.get()) {
      if (next.compareAndSet(set, wanted)) {
        later.after(delay, TimeUnit.NANOSECONDS).execute(() -> ring(wanted));
        return;
      }
    }
  }

  // Only the one that is set last: an earlier one has rung for it, or rings, and is set again for
  // those who are left. Before the look, so that who comes behind that sets it anew.
  private void ring(long at) {
    if (!next.compareAndSet(at, NEVER)) {
      return;
    }
    long now = clock.getAsLong();
    long earliest = look.applyAsLong(now);
    if (earliest != now) {
      by(earliest);
    }
  }
}
