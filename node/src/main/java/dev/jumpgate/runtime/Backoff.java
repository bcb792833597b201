package dev.jumpgate.runtime;

import java.time.Duration;

/** The pause before a restart: doubled with each failure in a row. */
final class Backoff {

  /** Beyond this the doubling is out of the range of any clock. */
  private static final int MOST_DOUBLINGS = 40;

  private Backoff() {}

  /** The pause after so many failures in a row, from 1. */
  static Duration of(Duration first, Duration longest, int failures) {
    if (first.isZero()) {
      return Duration.ZERO;
    }
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
