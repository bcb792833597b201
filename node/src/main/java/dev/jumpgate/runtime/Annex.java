package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;
import org.jspecify.annotations.Nullable;

/** What a process needs only once it has been used for a while: idle ones go without. */
final class Annex {

  private static final long WINDOW_NANOS = 1_000_000_000L;

  private final long epoch;
  private volatile @Nullable BundleVersion former;

  // Written after each batch, read by anyone: a torn pair only blurs a figure.
  private volatile long windowStart;
  private volatile double lastRate;
  private int takenBefore;

  Annex(long epoch, int taken, long now) {
    this.epoch = epoch;
    takenBefore = taken;
    windowStart = now;
  }

  /** The epoch at which this node owns the process: the first where it was born here. */
  long epoch() {
    return epoch;
  }

  /** The version it ran before this one, or null. */
  @Nullable BundleVersion former() {
    return former;
  }

  void former(@Nullable BundleVersion version) {
    former = version;
  }

  /** A batch is over, with so many messages taken in all. */
  void tick(int taken, long now) {
    long elapsed = now - windowStart;
    if (elapsed >= WINDOW_NANOS) {
      lastRate = (taken - takenBefore) * 1e9 / elapsed;
      takenBefore = taken;
      windowStart = now;
    }
  }

  /** Messages handled in the last second or so, per second. */
  double rate(long now) {
    return now - windowStart > 2 * WINDOW_NANOS ? 0 : lastRate;
  }
}
