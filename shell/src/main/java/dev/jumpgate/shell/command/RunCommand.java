package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.OperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a script without a terminal. */
@Command(
    name = "run",
    customSynopsis = "jumpgate run [--connect ENDPOINT] FILE.jsh [ARG...]",
    description = {
      "Runs a script: Java and commands.",
      "The first error ends it with its line and an exit code other than 0. What follows FILE goes"
          + " to the script as args."
    },
    footer = {"", "Example:", "  jumpgate run failover.jsh nav home"})
final class RunCommand implements Callable<Integer> {

  private final Invocation invocation;
  private final Frontends frontends;

  @Parameters(index = "0", paramLabel = "FILE.jsh", description = "The script.")
  private Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARG",
      description = "The script's arguments.")
  private List<String> args = new ArrayList<>();

  RunCommand(Invocation invocation, Frontends frontends) {
    this.invocation = invocation;
    this.frontends = frontends;
  }

  @Override
  public Integer call() {
    requireScript(file);
    return invocation.withOperator(
        operator -> frontends.script(operator, file, List.copyOf(args), invocation.verbose()));
  }

  /** Said before anything is connected or started for its sake. */
  static void requireScript(Path file) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new OperatorException(BAD_USAGE, "there is no script " + file, null);
    }
    if (!Files.isReadable(file)) {
      throw new OperatorException(BAD_USAGE, "the script %s cannot be read".formatted(file), null);
    }
  }
}
