package dev.jumpgate.shell.command;

import java.util.List;

/** Runs operator commands by their words; the same for {@code /ps} and {@code jumpgate ps}. */
public interface CommandRunner {

  /**
   * Runs one command; errors go to the session as one line.
   *
   * @param words the command's name without a slash, and its arguments
   * @return its exit code
   */
  int run(List<String> words);

  /** The names of all commands, without the slash, in the order of the help. */
  List<String> names();
}
