package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Spreads processes over the nodes. */
@Command(
    name = "balance",
    customSynopsis = "jumpgate balance [--dry-run] [--json]",
    description = {
      "Spreads the processes evenly over the nodes, by their number, while they serve.",
      "Only what a node has above its share moves, named or not; suspended ones stay."
    },
    footer = {"", "Example:", "  jumpgate balance --dry-run"})
final class BalanceCommand extends RelocatingCommand {

  @Option(
      names = "--dry-run",
      description = "Say how many would go where, and what could not; change nothing.")
  private boolean dryRun;

  BalanceCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  Outcome ask(Operator operator) {
    if (dryRun) {
      return new Outcome.Planned(operator.planBalance());
    }
    try (var _ = Progress.shown(operator, invocation(), _ -> true)) {
      return new Outcome.Done(operator.balance());
    }
  }
}
