package dev.jumpgate.replica;

import dev.jumpgate.operator.MoveOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rounds of one copy so far, and what is to follow them. */
final class Rounds {

  /** After so many the process changes faster than it can be copied. */
  static final int MOST = 8;

  /** What is so small that the pause would not feel it. */
  static final long SMALL_BYTES = 64 << 10;

  private static final long SMALL_NANOS = 1_000_000;

  private final MoveOptions options;
  private final Consumer<Rounds> progress;
  private Leaving.@Nullable Round before;
  private int count;
  private long bytes;
  private long nanos;
  private boolean slowed;

  /**
   * None yet.
   *
   * @param progress told after each
   */
  Rounds(MoveOptions options, Consumer<Rounds> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** What is to follow a round. */
  enum Step {
    COPY,
    /** The process changes as fast as it is copied. */
    SLOW_AND_COPY,
    FREEZE,
    GIVE_UP
  }

  Step next(Leaving.Round round) {
    add(round);
    Leaving.Round last = before;
    before = round;
    if (round.bytes() <= SMALL_BYTES || round.nanos() <= SMALL_NANOS) {
      return Step.FREEZE;
    }
    if (count >= MOST) {
      Duration most = options.maxPause();
      // What changes within a round takes as long as the round at most.
      return most != null && round.nanos() <= most.toNanos() ? Step.FREEZE : Step.GIVE_UP;
    }
    boolean shrinks = last == null || round.bytes() < last.bytes() / 2;
    if (shrinks || slowed || options.throttle() == 100) {
      return Step.COPY;
    }
    slowed = true;
    return Step.SLOW_AND_COPY;
  }

  /** The one under the freeze. */
  void last(Leaving.Round round) {
    add(round);
  }

  private void add(Leaving.Round round) {
    count++;
    bytes += round.bytes();
    nanos += round.nanos();
    progress.accept(this);
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  long bytesPerSecond() {
    return nanos == 0 ? 0 : (long) (bytes * 1e9 / nanos);
  }

  /** How long it may still take: each round is a part of the one before. */
  Duration left() {
    return before == null ? Duration.ZERO : Duration.ofNanos(before.nanos());
  }
}
