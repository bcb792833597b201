package dev.jumpgate.shell.command;

import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows the snippets that run in nodes. */
@Command(
    name = "evals",
    customSynopsis = "jumpgate evals [--json]",
    description = "Lists the snippets that run in nodes, and those that could not be stopped.",
    footer = {"", "Example:", "  jumpgate evals"})
final class EvalsCommand extends OperatorCommand<List<EvalStatus>> {

  EvalsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  List<EvalStatus> ask(Operator operator) {
    return operator.evals();
  }

  @Override
  String text(List<EvalStatus> evals, Style style) {
    return Text.evals(evals, style);
  }
}
