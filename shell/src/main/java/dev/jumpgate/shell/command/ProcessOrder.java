package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list of processes: words from A, numbers from the largest, what is unknown last.
 *
 * @param comparator how two are compared
 */
record ProcessOrder(Comparator<ProcessStatus> comparator) {

  /** As the cluster lists them. */
  static final ProcessOrder AS_IS = new ProcessOrder((_, _) -> 0);

  /** By the JSON field {@code key}. */
  static ProcessOrder by(String key) {
    return switch (key) {
      case "name" -> words(ProcessStatus::name);
      case "pid" -> words(p -> p.pid().toString());
      case "node" -> words(ProcessStatus::node);
      case "behavior" -> words(ProcessStatus::behavior);
      case "status" -> words(ProcessStatus::status);
      case "standby" -> words(ProcessStatus::standby);
      case "version" -> numbers(ProcessStatus::version);
      case "mailbox" -> numbers(ProcessStatus::mailbox);
      case "rate" -> numbers(ProcessStatus::rate);
      case "revision" -> numbers(ProcessStatus::revision);
      case "stateBytes" -> numbers(ProcessStatus::stateBytes);
      case "lag" -> numbers(ProcessStatus::lag);
      default ->
          throw new OperatorException(
              BAD_USAGE,
              "processes cannot be sorted by " + key,
              "by " + String.join(", ", new Keys()));
    };
  }

  /** What processes can be sorted by, for completion. */
  static final class Keys extends ArrayList<String> {
    Keys() {
      super(
          List.of(
              "name",
              "pid",
              "node",
              "behavior",
              "version",
              "status",
              "mailbox",
              "rate",
              "revision",
              "stateBytes",
              "standby",
              "lag"));
    }
  }

  private static ProcessOrder words(Function<ProcessStatus, @Nullable String> key) {
    return new ProcessOrder(comparing(key, nullsLast(naturalOrder())));
  }

  private static <N extends Comparable<N>> ProcessOrder numbers(
      Function<ProcessStatus, @Nullable N> key) {
    return new ProcessOrder(comparing(key, nullsLast(reverseOrder())));
  }
}
