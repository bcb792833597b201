package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a process has heard those who may repeat themselves: what a process asks for comes to
 * another in order, so that the last mark of each sender is enough. An immutable value; part of
 * {@link Ties}.
 *
 * @param senders of each the last mark
 */
record Heard(PMap<Pid, Last> senders) {

  /** Of how many senders this is kept: those that were heard last. */
  static final int MOST = 1024;

  static final Heard NOBODY = new Heard(PMap.empty());

  /**
   * The last of one sender.
   *
   * @param at the receiver's revision when it came
   */
  record Last(Mark mark, long at) {}

  /** With what comes now, at the receiver's revision {@code at}; null where it came before. */
  @Nullable Heard with(Mark mark, long at) {
    Last last = senders.get(mark.sender());
    if (last != null && !mark.isAfter(last.mark)) {
      return null;
    }
    PMap<Pid, Last> more = senders.with(mark.sender(), new Last(mark, at));
    return new Heard(more.size() > MOST ? more.withoutAll(longestSilent(more)) : more);
  }

  // A quarter goes at once, so that not every newcomer has to look for it.
  private static List<Pid> longestSilent(PMap<Pid, Last> senders) {
    return senders.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().at()))
        .limit(MOST / 4)
        .map(Map.Entry::getKey)
        .toList();
  }
}
