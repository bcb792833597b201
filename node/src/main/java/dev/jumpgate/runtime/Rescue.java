package dev.jumpgate.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Takes a live process from a handler that does not return, so that it goes on with its next
 * message from its last revision. The message in hand is as one on which the process failed:
 * reported, kept as a dead letter, and not applied. Nobody else is told: no supervisor, no link.
 */
final class Rescue {

  private Rescue() {}

  /**
   * By who has put a hold on the process, which has not come to stand; it stands when this gives
   * something.
   *
   * @return the id of the crash report; null where no handler holds it up: it stands, is about to,
   *     or is about to end
   */
  static <S, M> @Nullable String of(Cell<S, M> cell) {
    // With a hold on the message in hand is the last: where that is taken from its worker, nothing
    // was committed behind this one.
    Revision<S, M> before = cell.committed();
    Fenced.Abandoned abandoned =
        cell.bypass(
            cell.worker(),
            hand -> {
              Ledger spent = Backed.spent(hand, before);
              if (spent != before.ledger()) {
                cell.commit(spent);
              }
            });
    if (abandoned == null) {
      return null;
    }
    // It stands, and is ours: what follows needs no lock.
    abandoned.worker().interrupt(cell);
    return givenUp(cell, before, abandoned);
  }

  private static <S, M> String givenUp(
      Cell<S, M> cell, Revision<S, M> before, Fenced.Abandoned abandoned) {
    Delivery delivery = cell.delivery();
    Envelope hand = abandoned.hand();
    Envelope.Message message = Envelope.messageIn(hand);
    Envelope handled = message == null ? hand : message;
    delivery
        .processes()
        .names()
        .withdrawAll(
            cell.pid(), claimant -> claimant instanceof Turn<?> t && t.envelope() == handled);
    String crash = delivery.reports().givenUp(cell, before, abandoned);
    cell.record(hand, before, cell.committed(), null, "given-up", abandoned.worker().since());
    Backed.fail(
        cell,
        handled,
        Outcome.Why.CRASHED,
        "this was not applied: %s went on without its handler, which did not return; only what that did by services may stand"
            .formatted(cell.label()));
    // Its supervisor waits for that, and for nothing else of it.
    Supervised.tellStarted(cell, hand, Supervised.supervisorOf(cell));
    return crash;
  }
}
