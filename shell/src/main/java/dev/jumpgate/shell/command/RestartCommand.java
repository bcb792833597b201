package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts a process again. */
@Command(
    name = "restart",
    customSynopsis = "jumpgate restart NAME [--json]",
    description = "Starts a process again with its last state; it keeps its mailbox, name and pid.",
    footer = {"", "Example:", "  jumpgate restart nav"})
final class RestartCommand extends OperatorCommand<ProcessStatus> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  RestartCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ProcessStatus ask(Operator operator) {
    return operator.restart(name);
  }

  @Override
  String text(ProcessStatus process, Style style) {
    return WatchText.restarted(process, style);
  }
}
