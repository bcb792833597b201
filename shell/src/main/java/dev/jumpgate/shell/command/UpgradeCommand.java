package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.render.CodeText;
import dev.jumpgate.shell.render.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings processes to another version of their code. */
@Command(
    name = "upgrade",
    customSynopsis = "jumpgate upgrade TARGET [--to VERSION] [--dry-run] [--json]",
    description = {
      "Brings processes to another version of their code while they serve.",
      "One whose state does not convert stays on its version, serving."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate upgrade nav --dry-run",
      "  jumpgate upgrade spaceship --to 2"
    })
final class UpgradeCommand extends OperatorCommand<UpgradeResult> {

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description = "A process, a pattern of names, or a bundle.")
  private String target = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version's number. Default: the latest.")
  private @Nullable Integer version;

  @Option(
      names = "--dry-run",
      description = "Convert copies of the states, say what would happen, and change nothing.")
  private boolean dryRun;

  UpgradeCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  UpgradeResult ask(Operator operator) {
    requireCounted(version);
    return operator.upgrade(target, version, dryRun);
  }

  /** Refuses a number that no version has. */
  static void requireCounted(@Nullable Integer version) {
    if (version != null && version < 1) {
      throw new OperatorException(BAD_USAGE, "versions are counted from 1, not " + version, null);
    }
  }

  @Override
  String text(UpgradeResult upgrade, Style style) {
    return CodeText.upgrade(upgrade, dryRun, style);
  }

  @Override
  int exitCode(UpgradeResult upgrade) {
    return upgrade.failed().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
