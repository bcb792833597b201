package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a process beside its state and travels with it: armed timers, open questions and
 * memberships and ties to other processes. An immutable value; empty it costs nothing.
 *
 * @param nextId the number of the next timer, question or monitor
 * @param groups those it is in, with what it says of itself there
 * @param pledges what a copy of it elsewhere has to keep; null where there is none
 */
record Ledger(
    long nextId,
    PMap<Long, Timer> timers,
    PMap<Long, Asked> asked,
    PMap<String, PMap<String, String>> groups,
    Ties ties,
    @Nullable Pledges pledges) {

  private static final int FEW = 8;

  static final Ledger EMPTY =
      new Ledger(1, PMap.empty(), PMap.empty(), PMap.empty(), Ties.NONE, null);

  static Ledger of(
      long nextId,
      PMap<Long, Timer> timers,
      PMap<Long, Asked> asked,
      PMap<String, PMap<String, String>> groups,
      Ties ties,
      @Nullable Pledges pledges) {
    boolean untied = ties.equals(Ties.NONE);
    return nextId == 1 && groups.isEmpty() && untied && pledges == null
        ? EMPTY
        : new Ledger(nextId, timers, asked, groups, untied ? Ties.NONE : ties, pledges);
  }

  Ledger arm(Timer timer) {
    return new Ledger(nextId + 1, timers.with(nextId, timer), asked, groups, ties, pledges);
  }

  Ledger ask(Asked question) {
    return new Ledger(nextId + 1, timers, asked.with(nextId, question), groups, ties, pledges);
  }

  /**
   * The lowest number of a question whose answer has not come; 0 where there are too many to look.
   */
  long lowestAsked() {
    return asked.size() > FEW ? 0 : asked.keySet().stream().mapToLong(id -> id).min().orElse(0);
  }

  Ledger monitor(Pid process) {
    return new Ledger(nextId + 1, timers, asked, groups, ties.monitor(nextId, process), pledges);
  }

  Ledger withoutTimer(long id) {
    return timers.containsKey(id)
        ? new Ledger(nextId, timers.without(id), asked, groups, ties, pledges)
        : this;
  }

  Ledger withoutAsked(long id) {
    return asked.containsKey(id)
        ? new Ledger(nextId, timers, asked.without(id), groups, ties, pledges)
        : this;
  }

  Ledger join(String group, PMap<String, String> metadata) {
    return new Ledger(nextId, timers, asked, groups.with(group, metadata), ties, pledges);
  }

  Ledger leave(String group) {
    return new Ledger(nextId, timers, asked, groups.without(group), ties, pledges);
  }

  Ledger with(Ties other) {
    return other == ties ? this : new Ledger(nextId, timers, asked, groups, other, pledges);
  }

  Ledger with(@Nullable Pledges other) {
    return other == pledges ? this : new Ledger(nextId, timers, asked, groups, ties, other);
  }

  /**
   * A message that the process sends itself.
   *
   * @param due on this node's monotonic clock, nanoseconds
   */
  record Timer(long due, Object message) {}

  /**
   * A question whose answer has not come.
   *
   * @param requestType the class name of the request, which says what type the answer has
   * @param due when the process is told that no answer came, on this node's clock, nanoseconds
   */
  record Asked(Object tag, String requestType, long due) {}
}
