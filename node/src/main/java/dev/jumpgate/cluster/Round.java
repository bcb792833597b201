package dev.jumpgate.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The flushes of a route that are on their way at a time, and what has come of them. Guarded by the
 * route.
 */
final class Round {

  /** How many looks it may see before it is begun anew; twice as many the next time. */
  private static final int PATIENCE = 2;

  private long number;
  private boolean on;
  private int unanswered;
  private int looks;
  private int patience = PATIENCE;
  // Where the flushes came out, at the earliest epoch.
  private @Nullable String owner;
  private long epoch;

  boolean isOn() {
    return on;
  }

  /** True where the round of that number is on. */
  boolean isOn(long which) {
    return on && number == which;
  }

  /**
   * Begins the next one.
   *
   * @param ways how many flushes are to be sent; one more answer is awaited, so that those which
   *     come at once do not end the round
   * @return its number, from 1
   */
  long begin(int ways) {
    on = true;
    unanswered = ways + 1;
    looks = 0;
    owner = null;
    epoch = 0;
    return ++number;
  }

  /** A flush could not be sent. */
  void unsent() {
    unanswered--;
  }

  // Of several the earliest: behind that owner may be what this flush was to come behind, and from
  // there it goes on in order.
  void cameOut(String at, long now) {
    if (owner == null || now < epoch) {
      owner = at;
      epoch = now;
    }
  }

  /** One answer more; true where it was the last. */
  boolean answered() {
    return --unanswered == 0;
  }

  /** Where they came out; null where no process was found. */
  @Nullable String owner() {
    return owner;
  }

  long epoch() {
    return epoch;
  }

  void end() {
    on = false;
  }

  /** All came out: the way is as fast as any. */
  void endWell() {
    on = false;
    patience = PATIENCE;
  }

  /** Somebody looks at it; true where it is on for so long that its flushes may be lost. */
  boolean isOverdue() {
    if (!on || ++looks <= patience) {
      return false;
    }
    // The more patient the slower its way is: a flush is not to be overtaken by the next.
    patience = Math.min(2 * patience, Integer.MAX_VALUE / 2);
    return true;
  }
}
