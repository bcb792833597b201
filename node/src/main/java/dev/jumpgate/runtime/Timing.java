package dev.jumpgate.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the messages of one process take, as counts by size: two for each doubling from a
 * quarter of a microsecond to some minutes, so that a figure is off by a fifth at most. Old ones
 * fade.
 *
 * <p>Written after each batch, read by anyone; two workers that write at once lose a count.
 */
final class Timing {

  private static final int SHORTEST_BITS = 8;
  private static final int BUCKETS = 62;

  /** Counts in all before each is halved. */
  private static final int FADING = 8_192;

  private final short[] counts = new short[BUCKETS];
  private int total;

  /** So many messages took so long together. */
  void record(long nanos, int messages) {
    if (messages <= 0) {
      return;
    }
    counts[bucket(nanos / messages)] += (short) messages;
    total += messages;
    if (total >= FADING) {
      fade();
    }
  }

  private void fade() {
    int left = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = (short) (counts[i] >> 1);
      left += counts[i];
    }
    total = left;
  }

  private static int bucket(long nanos) {
    int bits = 63 - Long.numberOfLeadingZeros(nanos | 1);
    if (bits < SHORTEST_BITS) {
      return 0;
    }
    int half = (int) (nanos >>> (bits - 1)) & 1;
    return Math.min(BUCKETS - 1, 2 * (bits - SHORTEST_BITS) + half);
  }

  // The upper end of a bucket.
  private static long nanos(int bucket) {
    long octave = 1L << (SHORTEST_BITS + bucket / 2);
    return bucket % 2 == 0 ? octave + octave / 2 : 2 * octave;
  }

  /**
   * How long all but the {@code rest} slowest take at most, or null before anything was measured.
   */
  @Nullable Duration quantile(double rest) {
    long beyond = (long) Math.floor(total * rest);
    long seen = 0;
    for (int i = BUCKETS - 1; i >= 0; i--) {
      seen += counts[i];
      if (seen > beyond) {
        return Duration.ofNanos(nanos(i));
      }
    }
    return null;
  }

  /** How long one takes in the middle, or null before anything was measured. */
  @Nullable Duration mean() {
    long sum = 0;
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts[i] * (nanos(i) * 5 / 6);
      all += counts[i];
    }
    return all == 0 ? null : Duration.ofNanos(sum / all);
  }
}
