package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has a suspended process go on. */
@Command(
    name = "resume",
    customSynopsis = "jumpgate resume NAME [--json]",
    description = "Has a suspended process go on.",
    footer = {"", "Example:", "  jumpgate resume nav"})
final class ResumeCommand extends OperatorCommand<ProcessStatus> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  ResumeCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ProcessStatus ask(Operator operator) {
    return operator.resume(name);
  }

  @Override
  String text(ProcessStatus process, Style style) {
    return WatchText.resumed(process, style);
  }
}
