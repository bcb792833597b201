package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;

/**
 * What a process that has a copy elsewhere has promised to others, so that whoever succeeds it can
 * keep it. An immutable value; part of its {@link Ledger}, and travels as it is.
 */
record Pledges(Requests requests, Outbox outbox) {

  /** Of a process that begins to have a copy. */
  static final Pledges NONE = new Pledges(Requests.NONE, Outbox.EMPTY);

  /** Once a request was handled. */
  Pledges accepted(ReplyTo<?> request) {
    return new Pledges(requests.accepted(request), outbox);
  }

  /** Once a caller said that it has all its answers to requests of lower numbers than that. */
  Pledges settled(Pid caller, long lowest) {
    Requests left = requests.settled(caller, lowest);
    return left == requests ? this : new Pledges(left, outbox);
  }

  /** Once all before that place of the outbox has left for good. */
  Pledges released(long place) {
    Outbox left = outbox.releasedBefore(place);
    return left == outbox ? this : new Pledges(requests, left);
  }

  /** Once an effect was asked for by the handler that led to {@code revision}. */
  Pledges with(long revision, int index, Outgoing effect) {
    Outbox more = outbox.with(new Outbox.Entry(revision, index, effect));
    return new Pledges(
        effect instanceof Outgoing.Answer(var caller, var result)
            ? requests.answered(caller, result)
            : requests,
        more);
  }
}
