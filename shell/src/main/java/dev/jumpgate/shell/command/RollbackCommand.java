package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.render.CodeText;
import dev.jumpgate.shell.render.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings processes back to the code they ran before. */
@Command(
    name = "rollback",
    customSynopsis = "jumpgate rollback TARGET [--json]",
    description = "Brings processes back to the version they ran before, while they serve.",
    footer = {"", "Example:", "  jumpgate rollback nav"})
final class RollbackCommand extends OperatorCommand<UpgradeResult> {

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description = "A process, a pattern of names, or a bundle.")
  private String target = "";

  RollbackCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  UpgradeResult ask(Operator operator) {
    return operator.rollback(target);
  }

  @Override
  String text(UpgradeResult rollback, Style style) {
    return CodeText.upgrade(rollback, false, style);
  }

  @Override
  int exitCode(UpgradeResult rollback) {
    return rollback.failed().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
