package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Text;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster tells of a long command while it goes on, on the side of complaints; nothing
 * where a program reads.
 */
final class Progress implements AutoCloseable {

  private final Operator.@Nullable Subscription events;

  private Progress(Operator.@Nullable Subscription events) {
    this.events = events;
  }

  /**
   * Shows it from now on, until closed.
   *
   * @param subject which of the cluster's progress is that of this command
   */
  static Progress shown(Operator operator, Invocation invocation, Predicate<Event> subject) {
    if (invocation.json || !invocation.session().style().color()) {
      return new Progress(null);
    }
    try {
      return new Progress(
          operator.follow(event -> {
            if (event.kind() == Event.Kind.PROGRESS && subject.test(event)) {
              invocation.remark(Text.line(event.detail()));
            }
          }));
    } catch (OperatorException e) {
      return new Progress(null); // the command itself says what is wrong
    }
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
