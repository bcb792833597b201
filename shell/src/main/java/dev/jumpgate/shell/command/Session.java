package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command works with: the prompt's, a script's, or that of one command from the outside. */
public interface Session {

  /** The cluster behind the current gate. */
  Operator operator();

  /**
   * The gate where a command names none, as {@code --connect} would; null for the session's own.
   */
  default @Nullable String endpoint() {
    return null;
  }

  /** Where results go. */
  PrintWriter out();

  /** Where complaints and progress go. */
  PrintWriter err();

  /** How results are to look: colors, width, time zone. */
  default Style style() {
    return Style.PLAIN;
  }

  /** Takes the whole terminal for a view of its own; empty where there is none that can. */
  default Optional<Screen> screen() {
    return Optional.empty();
  }

  /** True where stack traces are wanted. */
  boolean verbose();

  /** Runs a script here, for {@code /open}; returns its exit code. */
  int open(Path script);

  /**
   * Has Java run inside of a node from now on, for {@code /attach}.
   *
   * @throws OperatorException where there is no such node, or it cannot be reached
   */
  default void attach(String node) {
    throw new OperatorException(BAD_USAGE, "there is nothing to attach here", null);
  }

  /**
   * Has Java run in the shell again, for {@code /detach}.
   *
   * @throws OperatorException where nothing is attached
   */
  default void detach() {
    throw new OperatorException(BAD_USAGE, "nothing is attached", null);
  }

  /** Ends the session with an exit code once the current command returns, for {@code /exit}. */
  void exit(int code);
}
