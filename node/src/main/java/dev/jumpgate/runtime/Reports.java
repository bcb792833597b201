package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.operator.Event;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What goes wrong in processes, told to operators and to the log. */
final class Reports {

  private static final Logger LOG = LogManager.getLogger(Reports.class);

  private final EventLog events;

  Reports(EventLog events) {
    this.events = events;
  }

  void crashed(Cell<?, ?> cell, Envelope envelope, Throwable thrown) {
    events.publish(Event.Kind.CRASHED, cell.label(), Thrown.text(thrown));
    LOG.error("{} failed on {}", cell.label(), Handling.what(envelope), Thrown.forLog(thrown));
  }

  /** A supervisor ends its children and itself. */
  void gaveUp(Cell<?, ?> cell, String why) {
    events.publish(Event.Kind.CRASHED, cell.label(), "the supervisor gave up: " + why);
    LOG.error("{} gave up: {}", cell.label(), why);
  }

  /** An effect of a committed message could not leave. */
  void stranded(Cell<?, ?> cell, Effect effect, Throwable thrown) {
    String what = effect.getClass().getSimpleName();
    events.publish(
        Event.Kind.CRASHED,
        cell.label(),
        "%s after the commit could not leave: %s".formatted(what, Thrown.text(thrown)));
    LOG.error("{}: {} could not leave", cell.label(), what, Thrown.forLog(thrown));
  }

  /** The handling of an envelope failed in the runtime itself. */
  void broken(Cell<?, ?> cell, Envelope envelope, Throwable thrown) {
    LOG.error(
        "{}: the handling of a {} broke",
        cell.label(),
        envelope.getClass().getSimpleName(),
        Thrown.forLog(thrown));
  }

  void refused(Cell<?, ?> cell, Throwable e) {
    LOG.warn("{} got a message that it does not understand: {}", cell.label(), Thrown.text(e));
  }
}
