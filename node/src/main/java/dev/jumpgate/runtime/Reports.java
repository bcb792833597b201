package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.operator.Event;
import dev.jumpgate.process.ExitReason;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What goes wrong in processes, told to operators and to the log. */
final class Reports {

  private static final Logger LOG = LogManager.getLogger(Reports.class);

  private static final int FRAMES_MAX = 200;
  private static final int CAUSES_MAX = 10;

  private final EventLog events;
  private final Chronicle chronicle;

  Reports(EventLog events, Chronicle chronicle) {
    this.events = events;
    this.chronicle = chronicle;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  void crashed(Cell<?, ?> cell, Revision<?, ?> before, Envelope envelope, Throwable thrown) {
    String error = Thrown.text(thrown);
    chronicle.crashed(cell, before, envelope, error, stack(thrown));
    events.publish(Event.Kind.CRASHED, cell.label(), error);
    LOG.error("{} failed on {}", cell.label(), Handling.what(envelope), Thrown.forLog(thrown));
  }

  /** A supervisor ends its children and itself. */
  void gaveUp(Cell<?, ?> cell, String why) {
    events.publish(Event.Kind.CRASHED, cell.label(), "the supervisor gave up: " + why);
    LOG.error("{} gave up: {}", cell.label(), why);
  }

  /**
   * A handler did not return, and its process was ended without it; the id of the report. Where the
   * message was done, and only the last word was not, it is none that nobody handled.
   */
  String abandoned(Cell<?, ?> cell, Fenced.Abandoned what) {
    Envelope on =
        what.settled() ? new Envelope.Stop(new ExitReason.Killed(), () -> {}) : what.hand();
    String error = "killed: the handler did not return and was abandoned";
    events.publish(Event.Kind.CRASHED, cell.label(), error);
    LOG.error("{} was killed within {}", cell.label(), Handling.what(on));
    return chronicle.crashed(cell, cell.committed(), on, error, what.stack()).id();
  }

  /** A handler did not return, and its process went on without it; the id of the report. */
  String givenUp(Cell<?, ?> cell, Revision<?, ?> before, Fenced.Abandoned what) {
    String error = "given up: the handler did not return, and the process went on without it";
    events.publish(Event.Kind.CRASHED, cell.label(), error);
    LOG.error("{} went on without its handler of {}", cell.label(), Handling.what(what.hand()));
    return chronicle.crashed(cell, before, what.hand(), error, what.stack()).id();
  }

  /** The stack of what was thrown and of what caused it, as shown to operators. */
  static List<String> stack(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < CAUSES_MAX && lines.size() < FRAMES_MAX; i++) {
      if (cause != thrown) {
        lines.add("caused by " + Thrown.text(cause));
      }
      Handling.frames(cause.getStackTrace()).stream().limit(FRAMES_MAX).forEach(lines::add);
      cause = Thrown.cause(cause);
    }
    return List.copyOf(lines);
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

  void refused(Cell<?, ?> cell, Envelope.Message message, Throwable e) {
    String error = Thrown.text(e);
    chronicle.dead(cell.pid(), cell.name(), Letter.Why.NOT_UNDERSTOOD, error, message.content());
    LOG.warn("{} got a message that it does not understand: {}", cell.label(), error);
  }
}
