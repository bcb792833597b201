package dev.jumpgate.runtime;

/** How many messages a process handles in a second, over the last second or so. */
final class Rate {

  private static final long WINDOW = 1_000_000_000L;

  // Written by the worker that holds the cell, read by anyone: a torn pair only blurs a figure.
  private volatile long windowStart;
  private volatile double last;
  private int count;

  Rate(long now) {
    windowStart = now;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void tick(long now) {
    long elapsed = now - windowStart;
    if (elapsed >= WINDOW) {
      last = count * 1e9 / elapsed;
      windowStart = now;
      count = 0;
    }
    count++;
  }

  double perSecond(long now) {
    return now - windowStart > 2 * WINDOW ? 0 : last;
  }
}
