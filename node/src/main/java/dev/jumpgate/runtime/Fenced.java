package dev.jumpgate.runtime;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be taken from a worker whose handler does not return.
 *
 * <p>Invariant: what a worker has in hand is settled by the worker, or by who took the process from
 * it, never by both. The worker says that it is settling before it looks for the bit; who takes the
 * process sets the bit before it reads the phase, and in between the worker's thread is made to
 * pass a handshake, which a look at its stack is. So either the phase is seen by the one, and the
 * worker keeps the process, or the bit by the other, and the worker waits for the monitor and finds
 * that it has lost the process. Where the process goes on without it the bit is taken down behind
 * that, and whoever finds it down finds the worker lost. It stays lost until it has left the
 * process alone: nothing it still does in this turn touches what another worker may be at.
 */
abstract class Fenced extends Mailbox {

  Fenced() {}

  Fenced(Hold hold, Envelope start) {
    super(hold, start);
  }

  /**
   * A handler that was abandoned.
   *
   * @param settled true where the message itself was done, and the process about to end
   */
  record Abandoned(Envelope hand, Worker worker, List<String> stack, boolean settled) {}

  /**
   * Takes the process from a worker whose handler does not return, and closes the mailbox. To be
   * called while a hold is on. What the handler had in hand goes to {@code leave}, with what waits.
   *
   * @return null where there is no such handler: the process is at a boundary or about to come
   *     there
   */
  final synchronized @Nullable Abandoned abandon(
      @Nullable Worker worker, Consumer<List<Envelope>> leave) {
    Abandoned found = fence(worker);
    if (found != null) {
      found.worker.lose();
      shut(found.hand, all -> leave.accept(found.settled ? all.subList(1, all.size()) : all));
    }
    return found;
  }

  /**
   * Takes the process from a worker whose handler does not return, and has it stand behind the
   * message in hand. To be called while a hold is on that was put on before this message began or
   * while it was in hand, by who put it on.
   *
   * @param giveUp takes that message, before anybody finds that the process stands
   * @return null where there is no such handler, as above, or the process is about to end
   */
  final synchronized @Nullable Abandoned bypass(
      @Nullable Worker worker, Consumer<Envelope> giveUp) {
    Abandoned found = fence(worker);
    if (found == null) {
      return null;
    }
    boolean handled =
        switch (found.hand) {
          case Envelope.Nothing _, Envelope.End _, Envelope.Stop _ -> false;
          default -> !found.settled;
        };
    if (handled) {
      found.worker.lose();
      giveUp.accept(found.hand);
      standBehind(found.hand);
    }
    abandoned(false);
    return handled ? found : null;
  }

  // The bit is up when it gives something.
  private @Nullable Abandoned fence(@Nullable Worker worker) {
    Thread thread = worker == null ? null : worker.thread();
    if (worker == null || thread == null || isHeld() || isClosed()) {
      return null;
    }
    abandoned(true);
    List<String> stack = Handling.frames(thread.getStackTrace());
    int phase = worker.phase();
    Envelope hand = worker.hand();
    if (hand == null || phase == Worker.SETTLING || !worker.runs(this)) {
      abandoned(false);
      return null;
    }
    return new Abandoned(hand, worker, stack, phase == Worker.ENDING);
  }

  /**
   * The worker is about to make visible what came of the message in hand.
   *
   * @return false where it must not: the process was taken from it
   */
  final boolean settles(Worker worker) {
    worker.phase(Worker.SETTLING);
    return isAbandoned() ? isStillOf(worker) : !worker.isLost();
  }

  private synchronized boolean isStillOf(Worker worker) {
    return !worker.isLost();
  }
}
