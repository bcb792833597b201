package dev.jumpgate.shell.command;

import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Moves a process. */
@Command(
    name = "move",
    customSynopsis = "jumpgate move NAME NODE [--json]",
    description = "Moves a process to another node while it serves; no call fails or is lost.",
    footer = {"", "Example:", "  jumpgate move nav home"})
final class MoveCommand extends OperatorCommand<MoveResult> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "NODE", description = "Where it is to go.")
  private String node = "";

  MoveCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  MoveResult ask(Operator operator) {
    return operator.move(name, node);
  }

  @Override
  String text(MoveResult move, Style style) {
    return Text.move(move, style);
  }
}
