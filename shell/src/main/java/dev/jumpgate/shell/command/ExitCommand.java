package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.OperatorException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends the session. */
@Command(
    name = "exit",
    customSynopsis = "jumpgate exit [CODE]",
    description = "Ends the session.",
    footer = {"", "Example:", "  jumpgate exit 1"})
final class ExitCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      description = "What the shell exits with, 0 to 255. Default: 0.")
  private int code;

  ExitCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    if (code < 0 || code > 255) {
      throw new OperatorException(BAD_USAGE, "an exit code is 0 to 255, not " + code, null);
    }
    invocation.session().exit(code);
    return code;
  }
}
