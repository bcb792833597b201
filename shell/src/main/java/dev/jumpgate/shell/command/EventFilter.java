package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.shell.render.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted.
 *
 * @param process of processes of this form; null for all, those about nodes too
 * @param kind of this kind; null for all
 */
record EventFilter(@Nullable Pattern process, Event.@Nullable Kind kind) {

  /** As it is typed; see there for null. */
  static EventFilter of(@Nullable String process, @Nullable String kind) {
    return new EventFilter(
        process == null ? null : Patterns.parse(process), kind == null ? null : kind(kind));
  }

  private static Event.Kind kind(String typed) {
    return Stream.of(Event.Kind.values())
        .filter(kind -> Text.kind(kind).equals(typed))
        .findFirst()
        .orElseThrow(() ->
            new OperatorException(
                BAD_USAGE,
                "no event is of the kind " + typed,
                "kinds: " + String.join(", ", new Kinds())));
  }

  boolean takes(Event event) {
    return (kind == null || event.kind() == kind)
        && (process == null || (event.process() != null && process.matches(event.process())));
  }

  /** The words for the kinds, for completion. */
  static final class Kinds extends ArrayList<String> {
    Kinds() {
      super(List.of(Event.Kind.values()).stream().map(Text::kind).toList());
    }
  }
}
