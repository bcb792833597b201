package dev.jumpgate.runtime;

import dev.jumpgate.process.ExitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a process ends: by itself, held at a boundary, or taken from its handler. */
final class Endings {

  private Endings() {}

  /**
   * With a last word of its own. By the worker, which has {@code hand} in hand.
   *
   * @return false where it was taken from the caller
   */
  static <S, M> boolean byItself(Cell<S, M> cell, Envelope hand, ExitReason reason, Worker worker) {
    Delivery delivery = cell.delivery();
    Revision<S, M> last = cell.committed();
    var turn = new Turn<M>(cell, delivery, null, last.ledger(), worker);
    try {
      last.kind().behavior().stopped(last.state(), reason, turn);
      turn.close();
      if (!cell.settles(worker)) {
        return false;
      }
      turn.release();
    } catch (Throwable thrown) {
      if (!cell.settles(worker)) {
        return false;
      }
      delivery.reports().crashed(cell, last, hand, thrown);
    }
    List<Envelope> left = new ArrayList<>();
    cell.closeBehind(hand, leaving(cell, left));
    delivery.ended(cell, reason, left);
    return true;
  }

  /** At the boundary where it is held, without a word of its own. */
  static void held(Cell<?, ?> cell, ExitReason reason) {
    List<Envelope> left = new ArrayList<>();
    cell.close(leaving(cell, left));
    cell.delivery().ended(cell, reason, left);
  }

  /** Takes it from a handler that does not return; see {@link Fenced#abandon}. */
  static Fenced.@Nullable Abandoned abandon(Cell<?, ?> cell) {
    List<Envelope> left = new ArrayList<>();
    Fenced.Abandoned abandoned = cell.abandon(cell.worker(), leaving(cell, left));
    if (abandoned != null) {
      abandoned.worker().interrupt(cell);
      cell.delivery().ended(cell, new ExitReason.Killed(), left);
    }
    return abandoned;
  }

  /** Under the monitor, while nobody finds it closed; who waits in vain is told outside of it. */
  static Consumer<List<Envelope>> leaving(Cell<?, ?> cell, List<Envelope> left) {
    return waiting -> {
      cell.delivery().gone(cell);
      left.addAll(waiting);
    };
  }
}
