package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be opened from the command line on top of a gate. Each returns an exit code. */
public interface Frontends {

  /**
   * The interactive prompt.
   *
   * @param title what it is attached to
   */
  int prompt(Operator operator, String title);

  /**
   * The terminal that this JVM was started on, for a view of its own; empty where there is none.
   */
  default Optional<Screen> screen() {
    return Optional.empty();
  }

  /** A script without a terminal. */
  int script(Operator operator, Path file, List<String> args, boolean verbose);

  /**
   * The demonstration: two nodes, and the prompt or a script on top.
   *
   * @param script null for the prompt
   */
  int demo(@Nullable Path script, boolean verbose);
}
