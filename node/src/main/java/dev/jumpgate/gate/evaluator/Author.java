package dev.jumpgate.gate.evaluator;

import dev.jumpgate.operator.Operator;
import java.time.Duration;

/**
 * Whose snippets a session runs.
 *
 * @param operator what the functions of {@link Facade} ask on their behalf
 * @param journal told of each snippet
 */
public record Author(String name, Operator operator, Journal journal) {

  /** Takes note of snippets; may be called on any thread. */
  @FunctionalInterface
  public interface Journal {

    /**
     * A snippet has ended, or what it declares is known.
     *
     * @param source its text
     * @param result what came of it, without its value
     */
    void ran(String source, String result, Duration took);
  }
}
