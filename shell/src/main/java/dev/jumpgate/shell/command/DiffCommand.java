package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.StateDiff;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two revisions of a process. */
@Command(
    name = "diff",
    customSynopsis = "jumpgate diff NAME [A B] [--json]",
    description =
        "Shows what the last change of a process changed, or what two revisions differ in.",
    footer = {"", "Examples:", "  jumpgate diff nav", "  jumpgate diff nav 4118 4120"})
final class DiffCommand extends OperatorCommand<StateDiff> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REVISION",
      description = "The one to begin with, as history shows it. Default: the last but one.")
  private @Nullable Long from;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "REVISION",
      description = "The one to end with. Default: the last one.")
  private @Nullable Long to;

  DiffCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  StateDiff ask(Operator operator) {
    if (from == null) {
      return operator.diff(name);
    }
    if (to == null) {
      throw new OperatorException(
          BAD_USAGE, "diff takes two revisions or none", "history " + name + " lists them");
    }
    return operator.diff(name, from, to);
  }

  @Override
  String text(StateDiff diff, Style style) {
    return WatchText.diff(diff, style);
  }
}
