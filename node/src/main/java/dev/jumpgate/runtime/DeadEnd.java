package dev.jumpgate.runtime;

import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Why envelopes do not arrive, and what becomes of them: messages are kept as dead letters, and who
 * waits is told, on a thread of its own: the caller may hold a route's or a cell's lock, and
 * telling somebody takes another route's.
 *
 * @param reason one line for whoever waits
 * @param end what a process that is tied to the target is told of it
 */
record DeadEnd(Letter.Why why, String reason, ExitReason end) {

  private static final Logger LOG = LogManager.getLogger(DeadEnd.class);

  /** Nobody knows the process. */
  static DeadEnd unknown(String reason) {
    return new DeadEnd(Letter.Why.UNKNOWN, reason, new ExitReason.NoProcess());
  }

  /** The node that has the process is not in the cluster. */
  static DeadEnd lost(String node) {
    String reason = node + " is not in the cluster; this was not applied";
    return new DeadEnd(Letter.Why.UNKNOWN, reason, new ExitReason.NodeLost());
  }

  /** The process has ended before them. */
  static DeadEnd ended(String reason) {
    return new DeadEnd(Letter.Why.ENDED, reason, new ExitReason.NoProcess());
  }

  /** They cannot be encoded. */
  static DeadEnd unsendable(RuntimeException e) {
    String reason = "the message cannot travel: " + e.getMessage();
    return new DeadEnd(Letter.Why.UNSENDABLE, reason, new ExitReason.NoProcess());
  }

  /** The mailbox, or the way there, takes no more. */
  static DeadEnd noRoom(Letter.Why why, String reason) {
    return new DeadEnd(why, reason, new ExitReason.NoProcess());
  }

  /**
   * Refuses what was to go to a process that lives: a caller is told, a message is kept. It is
   * known by its pid, its global name or both, as below.
   */
  void refuse(@Nullable Pid target, @Nullable String name, Envelope envelope, Delivery delivery) {
    switch (envelope) {
      case Envelope.Marked marked -> refuse(target, name, marked.message, delivery);
      case Envelope.Request request ->
          Thread.startVirtualThread(
              () -> request.answer(new Outcome.Failed(Outcome.Why.REFUSED, reason), delivery));
      case Envelope.Message message ->
          delivery.chronicle().dead(target, name, why, reason, message.content());
      default -> LOG.warn("{} for {} is lost: {}", envelope, target, reason);
    }
  }

  /** Takes what was to go to a process that is not to be found. */
  void take(@Nullable Pid target, @Nullable String name, Envelope envelope, Delivery delivery) {
    if (envelope instanceof Envelope.Message message) {
      delivery.chronicle().dead(target, name, why, reason, message.content());
    }
    switch (envelope) {
      case Envelope.Marked marked -> take(target, name, marked.message, delivery);
      case Envelope.Told told when target != null ->
          Thread.startVirtualThread(
              () -> delivery.relations().undeliverable(target, told.notice, end));
      case Envelope.Request request ->
          Thread.startVirtualThread(
              () -> request.answer(new Outcome.Failed(Outcome.Why.NO_PROCESS, reason), delivery));
      case Envelope.End lost when target != null ->
          Thread.startVirtualThread(() -> delivery.flushed(target, lost.flush, 0));
      case Envelope.Stop stop -> Thread.startVirtualThread(stop.then);
      default -> LOG.debug("nobody takes {} for {}: {}", envelope, target, reason);
    }
  }
}
