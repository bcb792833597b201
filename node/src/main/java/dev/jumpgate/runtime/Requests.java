package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.PMap;
import java.util.List;

/**
 * The requests that a process has accepted, and what it answered, so that one which is sent again
 * is answered again and not applied twice. An immutable value; part of {@link Pledges}.
 *
 * <p>A caller numbers its requests upwards. It says below which number it has all its answers, and
 * only so many are kept of each: what is below either bound is forgotten, and never handled.
 *
 * @param callers by process; the threads of one life of a node are one caller, with the pid that
 *     nobody has
 */
record Requests(PMap<Pid, Caller> callers) {

  /** How many requests are kept of each caller: more than one has open at a time. */
  static final int PER_CALLER = 1024;

  static final Requests NONE = new Requests(PMap.empty());

  /**
   * What is kept of one caller.
   *
   * @param from the lowest number that is not forgotten
   */
  record Caller(long from, PMap<Long, Kept> kept) {

    private static final Caller FIRST = new Caller(Long.MIN_VALUE, PMap.empty());

    private Caller with(long number, Kept what) {
      if (number < from) {
        return this;
      }
      PMap<Long, Kept> more = kept.with(number, what);
      return more.size() > PER_CALLER
          ? new Caller(from, more).below(lowButFew(more))
          : new Caller(from, more);
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
      return new Caller(number, kept.withoutAll(over));
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
    return new Requests(callers.with(caller, known.with(request.call(), what)));
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
        : new Requests(callers.with(caller, known.below(lowest)));
  }

  /** Without a caller that is over. */
  Requests without(Pid caller) {
    return callers.containsKey(caller) ? new Requests(callers.without(caller)) : this;
  }

  /** Who sent a request. */
  static Pid caller(ReplyTo<?> request) {
    Pid process = request.process();
    return process == null
        ? new Pid(request.node(), request.incarnation(), Relations.NOBODY)
        : process;
  }
}
