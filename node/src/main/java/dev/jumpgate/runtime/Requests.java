package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.PMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The requests that a process has accepted, and what it answered, so that one which is sent again
 * is answered again and not applied twice. An immutable value; part of {@link Pledges}.
 *
 * <p>Of so many callers, those that asked last. A caller numbers its requests upwards. It says
 * below which number it has all its answers, and only so many are kept of each: what is below
 * either bound is forgotten, and never handled.
 *
 * @param asked how often something was kept
 * @param callers by process; the threads of one life of a node are one caller, with the pid that
 *     nobody has
 */
record Requests(long asked, PMap<Pid, Caller> callers) {

  /** Of how many callers something is kept. */
  static final int CALLERS = 4096;

  /** How many requests are kept of each caller: more than one has open at a time. */
  static final int PER_CALLER = 1024;

  static final Requests NONE = new Requests(0, PMap.empty());

  /**
   * What is kept of one caller.
   *
   * @param at when it asked last: one more with each request
   * @param from the lowest number that is not forgotten
   */
  record Caller(long at, long from, PMap<Long, Kept> kept) {

    private static final Caller FIRST = new Caller(0, Long.MIN_VALUE, PMap.empty());

    private Caller with(long now, long number, Kept what) {
      if (number < from) {
        return this;
      }
      var more = new Caller(now, from, kept.with(number, what));
      return more.kept.size() > PER_CALLER ? more.below(lowButFew(more.kept)) : more;
    }

    // A quarter goes at once, so that not every request has to look for the oldest.
    private static long lowButFew(PMap<Long, Kept> kept) {
      return kept.keySet().stream().sorted().skip(PER_CALLER / 4).findFirst().orElseThrow();
    }

    private Caller below(long number) {
      if (number <= from) {
        return this;
      }
      List<Long> over = kept.keySet().stream().filter(n -> n < number).toList();
      return new Caller(at, number, kept.withoutAll(over));
    }
  }

  /** What is known of a request. */
  sealed interface Known {}

  /** Nothing: it is to be handled. */
  record Fresh() implements Known {}

  /** It came so long ago that nobody can tell: it must not be handled. */
  record Forgotten() implements Known {}

  /** What is kept of a request. */
  sealed interface Kept extends Known {}

  /** It was handled, and the answer is still to come. */
  record Accepted() implements Kept {}

  /** It was handled and answered. */
  record Answered(Signal.Result result) implements Kept {}

  /** What is known of the request with this address. */
  Known find(ReplyTo<?> request) {
    Caller caller = callers.get(caller(request));
    if (caller == null) {
      return new Fresh();
    }
    if (request.call() < caller.from) {
      return new Forgotten();
    }
    Kept kept = caller.kept.get(request.call());
    return kept == null ? new Fresh() : kept;
  }

  /** With a request that was handled, unless it is known already. */
  Requests accepted(ReplyTo<?> request) {
    return find(request) instanceof Fresh ? with(request, new Accepted()) : this;
  }

  /** With the answer to a request; the first one counts. */
  Requests answered(ReplyTo<?> request, Signal.Result result) {
    return find(request) instanceof Answered ? this : with(request, new Answered(result));
  }

  private Requests with(ReplyTo<?> request, Kept what) {
    Pid caller = caller(request);
    Caller known = callers.getOrDefault(caller, Caller.FIRST);
    long now = asked + 1;
    var more = new Requests(now, callers.with(caller, known.with(now, request.call(), what)));
    return more.callers.size() > CALLERS ? more.withoutEldest() : more;
  }

  // A quarter goes at once, so that not every newcomer has to look for it.
  private Requests withoutEldest() {
    List<Pid> eldest =
        callers.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> entry.getValue().at))
            .limit(CALLERS / 4)
            .map(Map.Entry::getKey)
            .toList();
    return new Requests(asked, callers.withoutAll(eldest));
  }

  /**
   * Without what a caller will never send again.
   *
   * @param lowest the lowest number to which it has no answer
   */
  Requests settled(Pid caller, long lowest) {
    Caller known = callers.get(caller);
    return known == null || lowest <= known.from
        ? this
        : new Requests(asked, callers.with(caller, known.below(lowest)));
  }

  /** Who sent a request. */
  static Pid caller(ReplyTo<?> request) {
    Pid process = request.process();
    return process == null
        ? new Pid(request.node(), request.incarnation(), Relations.NOBODY)
        : process;
  }
}
