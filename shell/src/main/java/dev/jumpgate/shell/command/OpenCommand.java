package dev.jumpgate.shell.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a script in the session at hand. */
@Command(
    name = "open",
    customSynopsis = "jumpgate open FILE",
    description = {"Runs a script here.", "What it declares stays; its first error ends it."},
    footer = {"", "Example:", "  jumpgate open failover.jsh"})
final class OpenCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "FILE", description = "The script.")
  private Path file = Path.of("");

  OpenCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    RunCommand.requireScript(file);
    return invocation.session().open(file);
  }
}
