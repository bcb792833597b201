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

  /**
   * What may stand in place of the last word, which may be empty. Waits for nothing long.
   *
   * @param words of a line that is being typed, from the command's name
   */
  default List<Candidate> complete(List<String> words) {
    return List.of();
  }

  /** The names of all commands, without the slash, in the order of the help. */
  List<String> names();
}
