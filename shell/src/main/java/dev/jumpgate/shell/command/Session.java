package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a command works with: the prompt's, a script's, or that of one command from the outside. */
public interface Session {

  /** The cluster behind the current gate. */
  Operator operator();

  /** Where results go. */
  PrintWriter out();

  /** Where complaints and progress go. */
  PrintWriter err();

  /** How results are to look: colors, width, time zone. */
  default Style style() {
    return Style.PLAIN;
  }

  /** True where stack traces are wanted. */
  boolean verbose();

  /** Runs a script here, for {@code /open}; returns its exit code. */
  int open(Path script);

  /** Ends the session with an exit code once the current command returns, for {@code /exit}. */
  void exit(int code);
}
