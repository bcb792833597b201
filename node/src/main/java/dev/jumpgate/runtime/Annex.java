package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;
import org.jspecify.annotations.Nullable;

/** What a process needs only once it has been used for a while: idle ones go without. */
final class Annex {

  private static final long WINDOW_NANOS = 1_000_000_000L;

  /** Messages that take longer are timed one by one. */
  private static final long SLOW_NANOS = 10_000;

  private final long epoch;
  private final Timing timing = new Timing();
  private volatile @Nullable BundleVersion former;

  // Changed under the cell's monitor, read by the worker after each message.
  private volatile @Nullable Recorder recorder;

  // Set once, under the cell's monitor.
  private volatile @Nullable Withheld withheld;

  // Written after each batch, read by anyone: a torn pair only blurs a figure.
  private volatile long windowStart;
  private volatile double lastRate;
  private int takenBefore;
  private long messages;
  private int takenLast;
  private boolean slow;
  private boolean begun;

  // The last measurement of the state's size.
  private volatile @Nullable StateSize size;

  Annex(long epoch, int taken, long now) {
    this.epoch = epoch;
    takenBefore = taken;
    takenLast = taken;
    messages = taken;
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

  @Nullable Recorder recorder() {
    return recorder;
  }

  void recorder(@Nullable Recorder who) {
    recorder = who;
  }

  @Nullable Withheld withheld() {
    return withheld;
  }

  void withheld(Withheld first) {
    withheld = first;
  }

  /** True once it is settled whether its revisions are kept. */
  boolean begun() {
    return begun;
  }

  void begin() {
    begun = true;
  }

  @Nullable StateSize size() {
    return size;
  }

  void size(StateSize measured) {
    size = measured;
  }

  Timing timing() {
    return timing;
  }

  /** True where each message is to be timed: they are slow, or somebody looks at each. */
  boolean timed() {
    Recorder who = recorder;
    return slow || (who != null && !who.traces().isEmpty());
  }

  /** So many messages took so long together. */
  void took(long nanos, int handled) {
    timing.record(nanos, handled);
    slow = nanos > SLOW_NANOS * handled;
  }

  /** A batch is over, with so many messages taken in all. */
  void tick(int taken, long now) {
    messages += taken - takenLast;
    takenLast = taken;
    long elapsed = now - windowStart;
    if (elapsed >= WINDOW_NANOS) {
      lastRate = (taken - takenBefore) * 1e9 / elapsed;
      takenBefore = taken;
      windowStart = now;
    }
  }

  /** Messages handled here in all. */
  long messages() {
    return messages;
  }

  /** Messages handled in the last second or so, per second. */
  double rate(long now) {
    return now - windowStart > 2 * WINDOW_NANOS ? 0 : lastRate;
  }
}
