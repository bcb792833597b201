package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.PMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Ledger} as a copy of the process has it: without objects of the process's classes, and
 * with times that both ends understand.
 *
 * <p>It is made from the one before it and what changed, so that what did not change is the very
 * same and costs nothing in a difference.
 */
record CopiedLedger(
    long nextId,
    PMap<Long, Timer> timers,
    PMap<Long, Asked> asked,
    PMap<String, PMap<String, String>> groups,
    Ties ties,
    @Nullable Pledges pledges) {

  static final CopiedLedger EMPTY =
      new CopiedLedger(1, PMap.empty(), PMap.empty(), PMap.empty(), Ties.NONE, null);

  /**
   * A {@code Ledger.Timer}.
   *
   * @param due nanoseconds after the copy began. The reader's copy begins when it reads of it,
   *     hence later: what is due there is late by that, and never early
   */
  record Timer(long due, Bytes message) {}

  /**
   * A {@code Ledger.Asked}.
   *
   * @param due as for a timer
   */
  record Asked(long due, Bytes tag, String requestType) {}

  /**
   * This one brought from {@code before}, which it was made from, to {@code now}.
   *
   * @param base when the copy began, on the clock that the ledgers are on
   */
  CopiedLedger to(Ledger before, Ledger now, long base) {
    return new CopiedLedger(
        now.nextId(),
        follow(
            timers,
            before.timers(),
            now.timers(),
            t -> new Timer(t.due() - base, encoded(t.message()))),
        follow(
            asked,
            before.asked(),
            now.asked(),
            a -> new Asked(a.due() - base, encoded(a.tag()), a.requestType())),
        now.groups(),
        now.ties(),
        now.pledges());
  }

  private static Bytes encoded(Object content) {
    return Bytes.of(Codec.encode(content));
  }

  /** {@code image}, whose entries were made of those of {@code before}, brought to {@code now}. */
  static <A, B> PMap<Long, B> follow(
      PMap<Long, B> image, PMap<Long, A> before, PMap<Long, A> now, Function<A, B> make) {
    var builder = image.builder();
    Diff.forEach(
        before,
        now,
        change -> {
          switch (change) {
            case Diff.Added<Long, A>(var id, var entry) -> builder.put(id, make.apply(entry));
            case Diff.Changed<Long, A>(var id, var _, var entry) ->
                builder.put(id, make.apply(entry));
            case Diff.Removed<Long, A>(var id, var _) -> builder.remove(id);
          }
        });
    return builder.build();
  }
}
