package dev.jumpgate.shell.command;

import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.StandbyText;
import dev.jumpgate.shell.render.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has the standby of a process go on with it. */
@Command(
    name = "failover",
    customSynopsis = "jumpgate failover NAME [--force] [--json]",
    description = {
      "Has the standby of a process go on with it. While its node lives that is a move at once: no"
          + " call fails or is lost.",
      "Of three or more nodes a standby goes on by itself when the process's node is lost. Of two"
          + " it does so only where the node is known to be dead, as on one host; elsewhere --force"
          + " says that it is. If it lives after all, both go on until they meet, and what one of"
          + " them did since is kept by /conflicts only."
    },
    footer = {"", "Examples:", "  jumpgate failover nav", "  jumpgate failover nav --force"})
final class FailoverCommand extends OperatorCommand<MoveResult> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Option(names = "--force", description = "A node that is out of reach is dead: I made sure.")
  private boolean force;

  FailoverCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  MoveResult ask(Operator operator) {
    return operator.failover(name, force);
  }

  @Override
  String text(MoveResult move, Style style) {
    return StandbyText.wentOn(move);
  }
}
