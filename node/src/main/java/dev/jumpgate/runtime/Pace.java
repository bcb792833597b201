package dev.jumpgate.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * How fast a process may go while it is copied. While there is no limit it costs a look at a field.
 *
 * <p>The limit is set by anyone; the worker that owns the process waits for it, at a message
 * boundary and on its own thread, so that other processes notice nothing.
 */
final class Pace {

  /** Waits that are not worth it, and how long a hold on the process may have to wait at most. */
  private static final long SHORTEST_NANOS = 100_000;

  private static final long LONGEST_NANOS = 2_000_000;

  private final long began;
  private final long messagesBefore;
  private volatile Limit limit = Limit.NONE;

  private record Limit(long from, int taken, double messagesPerNano) {
    private static final Limit NONE = new Limit(0, 0, 0);
  }

  /**
   * No limit.
   *
   * @param messages how many it has handled so far
   */
  Pace(long now, long messages) {
    this.began = now;
    this.messagesBefore = messages;
  }

  /** From now on it handles at most so many percent of the messages that it did until now. */
  void slow(int percent, long now, long messages, int taken) {
    double pace = (messages - messagesBefore) / (double) Math.max(1, now - began);
    if (pace > 0) {
      limit = new Limit(now, taken, pace * percent / 100);
    }
  }

  /** True while there is a limit. */
  boolean isSlow() {
    return limit != Limit.NONE;
  }

  /** By the worker, before it goes on: waits where the process is ahead of its limit. */
  void keep(int taken) {
    Limit now = limit;
    if (now != Limit.NONE) {
      long due = now.from + (long) ((taken - now.taken) / now.messagesPerNano);
      long early = due - System.nanoTime();
      if (early > SHORTEST_NANOS) {
        LockSupport.parkNanos(Math.min(early, LONGEST_NANOS));
      }
    }
  }
}
