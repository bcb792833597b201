package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The order of what processes cost: the most first, what is unknown last. */
enum LoadOrder {
  BUSY("busy", 'b'),
  RATE("rate", 'r'),
  MEAN("mean", 'e'),
  P99("p99", 'p'),
  MAILBOX("mailbox", 'm'),
  STATE("stateBytes", 's'),
  MESSAGES("messages", 'g'),
  NAME("name", 'n');

  private final String word;
  private final char key;

  LoadOrder(String word, char key) {
    this.word = word;
    this.key = key;
  }

  /** The one that is written so. */
  static LoadOrder by(String word) {
    return Arrays.stream(values())
        .filter(order -> order.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new OperatorException(
                BAD_USAGE,
                "the busiest cannot be sorted by " + word,
                "by " + String.join(", ", new Words())));
  }

  /** The one that a key stands for while the view is live. */
  static Optional<LoadOrder> at(char key) {
    return Stream.of(values()).filter(order -> order.key == key).findFirst();
  }

  List<ProcessLoad> of(List<ProcessLoad> loads) {
    return loads.stream().sorted(comparator()).toList();
  }

  private Comparator<ProcessLoad> comparator() {
    return switch (this) {
      // As the cluster lists them.
      case BUSY -> (_, _) -> 0;
      case RATE -> most(ProcessLoad::rate);
      case MEAN -> most(ProcessLoad::mean);
      case P99 -> most(ProcessLoad::p99);
      case MAILBOX -> most(ProcessLoad::mailbox);
      case STATE -> most(ProcessLoad::stateBytes);
      case MESSAGES -> most(ProcessLoad::messages);
      case NAME -> comparing(ProcessLoad::name, nullsLast(naturalOrder()));
    };
  }

  private static <N extends Comparable<? super N>> Comparator<ProcessLoad> most(
      Function<ProcessLoad, @Nullable N> of) {
    return comparing(of, nullsLast(reverseOrder()));
  }

  String word() {
    return word;
  }

  /** Its key and its word, short enough for all to stand on one line. */
  String hint() {
    return key + " " + word.replace("Bytes", "");
  }

  /** The words, for completion. */
  static final class Words extends ArrayList<String> {
    Words() {
      super(Stream.of(LoadOrder.values()).map(LoadOrder::word).toList());
    }
  }
}
