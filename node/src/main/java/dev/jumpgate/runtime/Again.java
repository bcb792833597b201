package dev.jumpgate.runtime;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Lets leave here what a process had asked for elsewhere. It may have left there too: receivers
 * know messages again by their marks, callers know answers by the numbers of their calls, and a
 * process that begins is looked for first.
 */
final class Again {

  private static final Logger LOG = LogManager.getLogger(Again.class);

  private Again() {}

  /** Lets one effect of a process leave that goes on here. */
  static void leave(Outbox.Entry entry, Cell<?, ?> cell) {
    try {
      leave(entry, cell, cell.delivery());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{}: {} could not leave again", cell.label(), entry.effect(), Thrown.forLog(e));
    }
  }

  private static void leave(Outbox.Entry entry, Cell<?, ?> cell, Delivery delivery) {
    switch (entry.effect()) {
      case Outgoing.ToProcess(var pid, var name, var mail) -> {
        Envelope envelope = Packing.unpack(mail);
        if (envelope instanceof Envelope.Message message) {
          var mark = new Mark(cell.pid(), entry.revision(), entry.index());
          delivery.sendEffect(delivery.ref(pid, name), new Envelope.Marked(mark, message));
        } else if (pid != null) {
          delivery.deliver(pid, envelope);
        }
      }
      case Outgoing.Answer(var caller, var result) ->
          delivery.answer(caller, Packing.unpack(result));
      case Outgoing.Birth(var image) -> delivery.processes().landing().beginAgain(image);
    }
  }
}
