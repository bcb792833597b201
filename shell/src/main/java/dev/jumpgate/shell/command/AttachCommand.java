package dev.jumpgate.shell.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has Java lines run inside a node from now on. */
@Command(
    name = "attach",
    customSynopsis = "jumpgate attach NODE",
    description = {
      "Runs Java inside of a node from now on.",
      "The lines see the node's classes, the bundles' classes, and the node itself as `node`.",
      "What was declared here before comes back with /detach."
    },
    footer = {"", "Example:", "  jumpgate attach ship"})
final class AttachCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "NODE", description = "A node of this machine.")
  private String node = "";

  AttachCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    invocation.session().attach(node);
    return ExitCode.DONE;
  }
}
