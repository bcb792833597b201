package dev.jumpgate.shell.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Has Java lines run in the shell again. */
@Command(
    name = "detach",
    customSynopsis = "jumpgate detach",
    description = {
      "Runs Java in the shell again.",
      "What was declared in the node is gone, and what still runs there is stopped."
    },
    footer = {"", "Example:", "  jumpgate detach"})
final class DetachCommand implements Callable<Integer> {

  private final Invocation invocation;

  DetachCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    invocation.session().detach();
    return ExitCode.DONE;
  }
}
