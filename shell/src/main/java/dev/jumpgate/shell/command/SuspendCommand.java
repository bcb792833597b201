package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has a process stand still. */
@Command(
    name = "suspend",
    customSynopsis = "jumpgate suspend NAME [--json]",
    description = "Has a process stand still behind the message in hand; what comes queues up.",
    footer = {"", "Example:", "  jumpgate suspend nav"})
final class SuspendCommand extends OperatorCommand<ProcessStatus> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  SuspendCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ProcessStatus ask(Operator operator) {
    return operator.suspend(name);
  }

  @Override
  String text(ProcessStatus process, Style style) {
    return WatchText.suspended(process, style);
  }
}
