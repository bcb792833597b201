package dev.jumpgate.shell.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demonstration. */
@Command(
    name = "demo",
    customSynopsis = "jumpgate demo [--script FILE]",
    description = {
      "Starts two nodes with a spaceship under load and opens the shell.",
      "The nodes are ship and home, on this machine. With --script it runs that instead of opening"
          + " the shell. At the end it stops both and prints the clients' ledger."
    },
    footer = {"", "Example:", "  jumpgate demo --script failover.jsh"})
final class DemoCommand implements Callable<Integer> {

  private final Invocation invocation;
  private final Frontends frontends;

  @Option(names = "--script", paramLabel = "FILE", description = "Run this, open no shell.")
  private @Nullable Path script;

  DemoCommand(Invocation invocation, Frontends frontends) {
    this.invocation = invocation;
    this.frontends = frontends;
  }

  @Override
  public Integer call() {
    if (script != null) {
      RunCommand.requireScript(script);
    }
    return frontends.demo(script, invocation.verbose());
  }
}
