package dev.jumpgate.runtime;

import dev.jumpgate.process.Query;
import dev.jumpgate.process.ReplyTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process with a copy elsewhere: what it asks for is pledged in its ledger, waits for the copy
 * where that holds it back, and a request that it knows is not handled again.
 */
final class Backed {

  private Backed() {}

  /** See {@link Cell#shadow}. */
  static <S, M> void shadow(Cell<S, M> cell, @Nullable Shadow next) {
    Shadow before = cell.shadow();
    if (next != null) {
      cell.checkHeld();
      cell.tell(next);
      Revision<S, M> now = cell.committed();
      // Callers of a process that succeeded another rely on what that had pledged, until a copy
      // has it again.
      boolean succeeded = before == null && now.ledger().pledges() != null;
      if (next.holds() || !succeeded) {
        cell.commit(now.ledger().with(pledges(cell, next.holds())));
      }
    } else if (before != null) {
      cell.tell((Shadow) null);
    }
    Withheld withheld = cell.withheld();
    if (withheld != null && (next == null || (!next.holds() && before != null))) {
      withheld.end();
    }
    if (before != null && before != next) {
      before.over();
    }
  }

  /** See {@link Cell#betweenShadows}. */
  static void betweenShadows(Cell<?, ?> cell) {
    Shadow before = cell.shadow();
    Withheld withheld = cell.withheld();
    if (before == null) {
      return;
    }
    cell.tell((Shadow) null);
    if (withheld != null) {
      withheld.open();
    }
    before.over();
  }

  private static @Nullable Pledges pledges(Cell<?, ?> cell, boolean holds) {
    if (!holds) {
      return null;
    }
    Pledges known = cell.committed().ledger().pledges();
    withheld(cell).hold(known == null);
    return known == null ? Pledges.NONE : known;
  }

  private static Withheld withheld(Cell<?, ?> cell) {
    Withheld known = cell.withheld();
    return known != null ? known : first(cell);
  }

  private static Withheld first(Cell<?, ?> cell) {
    synchronized (cell) {
      Annex annex = cell.annex();
      Withheld known = annex.withheld();
      if (known == null) {
        Pledges pledges = cell.committed().ledger().pledges();
        known = new Withheld(cell, pledges == null ? 0 : pledges.outbox().first());
        annex.withheld(known);
      }
      return known;
    }
  }

  // --- what is asked for ---

  /** By the worker, before the commit. */
  static void pledge(Cell<?, ?> cell, Revision<?, ?> before, Turn<?> turn) {
    Withheld withheld = withheld(cell);
    if (withheld.isOver() && withheld.hasLeft() && !turn.isQuery()) {
      // Now nothing is left that what leaves at once from here on could overtake.
      turn.pledge(null);
    } else if (!turn.isQuery()) { // which changes nothing, and can be asked again
      turn.pledge(pledged(cell, turn, before.sequence() + 1, withheld.leftForGood()));
    }
  }

  // What was answered and what is about to leave, with the revision that is about to be committed.
  private static Pledges pledged(Cell<?, ?> cell, Turn<?> turn, long revision, long left) {
    Pledges now = Objects.requireNonNull(turn.ledger().pledges()).released(left);
    if (turn.envelope() instanceof Envelope.Request request) {
      ReplyTo<?> caller = request.caller();
      now = now.settled(Requests.caller(caller), request.lowest()).accepted(caller);
    }
    int index = 0;
    for (Effect effect = turn.firstEffect(); effect != null; effect = effect.next) {
      Outgoing leaves = effect.outgoing(cell, cell.delivery());
      if (leaves != null) {
        now = now.with(revision, index, leaves);
      }
      index++;
    }
    return now;
  }

  /** By the worker, behind the commit: what the turn asked for leaves when it may. */
  static void withhold(Cell<?, ?> cell, Revision<?, ?> before, Turn<?> turn) {
    Ledger now = turn.ledger();
    cell.delivery().timers().arm(cell, before.ledger(), now);
    long revision = cell.committed().sequence();
    boolean joins = !before.ledger().groups().equals(now.groups());
    if (turn.effects() == 0 && !joins) {
      return;
    }
    Runnable effects =
        () -> {
          if (joins && !cell.isClosed()) {
            cell.delivery()
                .processes()
                .memberships()
                .bring(cell, before.ledger().groups(), now.groups());
          }
          turn.release(revision);
        };
    boolean pledged = !turn.isQuery();
    withheld(cell).add(new Withheld.Part(revision, place(now), pledged, turn.isSlow(), effects));
  }

  /** By who runs the process: lets something leave that is not in the outbox. */
  static void leave(Cell<?, ?> cell, Runnable what) {
    Withheld withheld = cell.withheld();
    Revision<?, ?> now = cell.committed();
    if (withheld == null || now.ledger().pledges() == null) {
      what.run();
    } else {
      withheld.add(new Withheld.Part(now.sequence(), place(now.ledger()), false, false, what));
    }
  }

  /** Tells whoever waits for an answer, behind all that was asked for before. */
  static void fail(Cell<?, ?> cell, Envelope envelope, Outcome.Why why, String reason) {
    if (envelope instanceof Envelope.Request request) {
      leave(cell, () -> request.answer(new Outcome.Failed(why, reason), cell.delivery()));
    }
  }

  private static long place(Ledger ledger) {
    return ledger.pledges() == null ? 0 : ledger.pledges().outbox().next();
  }

  // --- what is asked of it ---

  /**
   * By the worker, before a message is handled.
   *
   * @param mark of a message that may come twice, else null
   * @return the ledger that the handler begins with; null where the message came before, so that it
   *     must not be handled: see {@link #answerAgain}
   */
  static @Nullable Ledger opened(
      Envelope.Message message, Object live, Revision<?, ?> now, @Nullable Mark mark) {
    Ledger ledger = now.ledger();
    if (mark != null && isMarkedOnce(message, live, ledger)) {
      return heard(now, mark);
    }
    return knows(message, live, now) ? null : ledger;
  }

  private static @Nullable Ledger heard(Revision<?, ?> now, Mark mark) {
    Ledger ledger = now.ledger();
    Heard heard = ledger.ties().heard().with(mark, now.sequence());
    return heard == null ? null : ledger.with(ledger.ties().heard(heard));
  }

  /** The ledger once that envelope is given up: it does not come again, as if it were handled. */
  static Ledger spent(Envelope envelope, Revision<?, ?> now) {
    Ledger ledger = now.ledger();
    if (!(envelope instanceof Envelope.Marked marked)) {
      return Contents.opened(envelope, ledger);
    }
    boolean once = isMarkedOnce(marked.message, marked.message.content(), ledger);
    Ledger heard = once ? heard(now, marked.mark) : null;
    return heard == null ? ledger : heard;
  }

  private static boolean knows(Envelope.Message message, Object live, Revision<?, ?> now) {
    Pledges pledges = now.ledger().pledges();
    return pledges != null
        && message instanceof Envelope.Request request
        && !(live instanceof Query<?, ?>)
        && !(pledges.requests().find(request.caller()) instanceof Requests.Fresh);
  }

  /** By the worker: what came before is answered again where it was, or will be answered. */
  static void answerAgain(Cell<?, ?> cell, Envelope.Message message, Revision<?, ?> now) {
    Pledges pledges = now.ledger().pledges();
    if (pledges == null || !(message instanceof Envelope.Request request)) {
      return;
    }
    switch (pledges.requests().find(request.caller())) {
      case Requests.Fresh _ -> {}
      case Requests.Accepted _ -> {} // its answer goes to the same caller
      case Requests.Answered(var result) ->
          leave(cell, () -> request.answer(Packing.unpack(result), cell.delivery()));
      case Requests.Forgotten _ ->
          fail(
              cell,
              request,
              Outcome.Why.LOST,
              "%s no longer knows whether it has applied this request, and does not do so again"
                  .formatted(cell.label()));
    }
  }

  // A query may come twice, and a request is known by its number where answers are kept.
  private static boolean isMarkedOnce(Envelope.Message message, Object live, Ledger ledger) {
    return !(live instanceof Query<?, ?>)
        && !(message instanceof Envelope.Request && ledger.pledges() != null);
  }

  // --- where it goes on ---

  /**
   * Nothing leaves from now on, while it stands to go on elsewhere.
   *
   * @return what it goes on from: without what has left here
   */
  static <S, M> Revision<S, M> seal(Cell<S, M> cell) {
    Revision<S, M> now = cell.committed();
    Withheld withheld = cell.withheld();
    Pledges pledges = now.ledger().pledges();
    return withheld == null || pledges == null
        ? now
        : now.with(now.ledger().with(pledges.released(withheld.seal())));
  }

  /** It goes on here after all. */
  static void unseal(Cell<?, ?> cell) {
    Withheld withheld = cell.withheld();
    if (withheld != null) {
      withheld.unseal();
    }
  }

  /** It is elsewhere: what is in its outbox leaves there, and only the rest here. */
  static void handOver(Cell<?, ?> cell) {
    Withheld withheld = cell.withheld();
    if (withheld != null) {
      withheld.handOver();
    }
    shadow(cell, null);
  }

  /** It came here, and is about to go on: what is in its outbox leaves before anything newer. */
  static void arrived(Cell<?, ?> cell) {
    Pledges pledges = cell.committed().ledger().pledges();
    if (pledges != null) {
      long place = pledges.outbox().first();
      List<Withheld.Part> parts = new ArrayList<>();
      for (Outbox.Entry entry : pledges.outbox().unconfirmed()) {
        boolean slow = entry.effect() instanceof Outgoing.Birth;
        Runnable effect = () -> Again.leave(entry, cell);
        parts.add(new Withheld.Part(entry.revision(), ++place, true, slow, effect));
      }
      withheld(cell).addAll(parts);
    }
  }

  // --- its end ---

  /**
   * By the worker: an end waits at the next boundary until all has left that was asked for before.
   *
   * @param hand what the worker has in hand
   * @return false where all has left
   */
  static boolean endsLater(Cell<?, ?> cell, Envelope hand, Envelope.Stop stop) {
    Withheld withheld = cell.withheld();
    if (withheld == null || withheld.hasLeft()) {
      return false;
    }
    cell.putNext(hand, new Envelope.Stop(stop.reason, stop.then));
    withheld.standToTheLast();
    return true;
  }
}
