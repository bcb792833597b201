package dev.jumpgate.runtime;

import dev.jumpgate.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * A measurement of how large a state is when encoded.
 *
 * @param sequence of the revision that was measured
 * @param bytes null where it cannot be encoded
 * @param at when, on this node's clock, nanoseconds
 * @param cost how long that took, nanoseconds
 */
record StateSize(long sequence, @Nullable Long bytes, long at, long cost) {

  /** A measurement stands for so many times as long as it took: one percent of a processor. */
  private static final long SHARE = 100;

  /** What is measured faster need not be remembered. */
  private static final long CHEAP_NANOS = 20_000;

  /** The size of the committed state, or of one some time before it where that is large. */
  static @Nullable Long of(Cell<?, ?> cell) {
    Revision<?, ?> revision = cell.committed();
    StateSize last = cell.size();
    if (last != null && last.stands(revision.sequence(), System.nanoTime())) {
      return last.bytes;
    }
    StateSize now = measure(revision);
    if (now.cost > CHEAP_NANOS || last != null) {
      cell.size(now);
    }
    return now.bytes;
  }

  private boolean stands(long sequenceNow, long now) {
    return sequence == sequenceNow || now - at < SHARE * cost;
  }

  private static StateSize measure(Revision<?, ?> revision) {
    long start = System.nanoTime();
    Long bytes;
    try {
      bytes = EncodedSize.of(revision.state());
    } catch (CodecException e) {
      bytes = null; // one that cannot travel must not hide all others
    }
    long end = System.nanoTime();
    return new StateSize(revision.sequence(), bytes, end, end - start);
  }
}
