package dev.jumpgate.runtime;

import dev.jumpgate.state.PMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Effects that are committed and not yet confirmed as released, in the order in which they leave.
 * An immutable value; part of {@link Pledges}.
 *
 * @param first the place of the oldest one
 * @param next the place of the one that comes next
 * @param effects by place, without a gap
 */
record Outbox(long first, long next, PMap<Long, Entry> effects) {

  static final Outbox EMPTY = new Outbox(0, 0, PMap.empty());

  /**
   * One effect. Whoever gets it knows it again by its sender, revision and index.
   *
   * @param revision the one that it was committed with
   * @param index its place among those of that revision
   */
  record Entry(long revision, int index, Outgoing effect) {}

  boolean isEmpty() {
    return first == next;
  }

  /** With one more at the end. */
  Outbox with(Entry effect) {
    return new Outbox(first, next + 1, effects.with(next, effect));
  }

  /** Without those before {@code place}: they have left for good. */
  Outbox releasedBefore(long place) {
    if (place <= first) {
      return this;
    }
    long from = Math.min(place, next);
    return new Outbox(
        from, next, effects.withoutAll(LongStream.range(first, from).boxed().toList()));
  }

  /** What may have to leave once more, in order. */
  List<Entry> unconfirmed() {
    return LongStream.range(first, next)
        .mapToObj(place -> Objects.requireNonNull(effects.get(place)))
        .toList();
  }
}
