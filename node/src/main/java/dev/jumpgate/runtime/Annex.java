package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.state.PSet;
import org.jspecify.annotations.Nullable;

/** What a process needs only once it has been used for a while: idle ones go without. */
final class Annex {

  private static final long WINDOW_NANOS = 1_000_000_000L;

  /** Messages that take longer are timed one by one. */
  private static final long SLOW_NANOS = 10_000;

  // The later one is that which this node has asked the registry for.
  private volatile long epoch;
  private volatile long reclaimed;
  // Written under this: the names of the services that it has used here.
  private volatile PSet<String> services = PSet.empty();
  // While it is copied to another node.
  private volatile @Nullable Pace pace;
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

  /** The epoch at which this node owns the process; the first where it was born here. */
  long epoch() {
    return epoch;
  }

  /** This node owns it at a later epoch. */
  void epoch(long later) {
    epoch = later;
  }

  /** This node may own it at that epoch soon. */
  void reclaims(long later) {
    reclaimed = later;
  }

  /** True where this node owns it at that epoch, or may soon. */
  boolean isOf(long which) {
    return which == epoch || which == reclaimed;
  }

  PSet<String> services() {
    return services;
  }

  // Also by a handler that its process goes on without.
  void uses(String service) {
    if (!services.contains(service)) {
      synchronized (this) {
        services = services.plus(service);
      }
    }
  }

  @Nullable Pace pace() {
    return pace;
  }

  void pace(@Nullable Pace next) {
    pace = next;
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
    Pace kept = pace;
    return slow || (kept != null && kept.isSlow()) || (who != null && !who.traces().isEmpty());
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
