package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves all processes off a node. */
@Command(
    name = "evacuate",
    customSynopsis = "jumpgate evacuate NODE [--to NODE,...] [--dry-run] [--json]",
    description = {
      "Moves all processes off a node while they serve, spread evenly over the others.",
      "Says what could not move, and why; that goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate evacuate ship",
      "  jumpgate evacuate ship --to home,moon --dry-run"
    })
final class EvacuateCommand extends RelocatingCommand {

  @Parameters(index = "0", paramLabel = "NODE", description = "The node that is to be empty.")
  private String node = "";

  @Option(
      names = "--to",
      paramLabel = "NODE",
      split = ",",
      description = "Where they are to go. Default: all other nodes.")
  private List<String> to = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Say how many would go where, and what could not; change nothing.")
  private boolean dryRun;

  EvacuateCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  Outcome ask(Operator operator) {
    if (dryRun) {
      return new Outcome.Planned(operator.planEvacuation(node, to));
    }
    try (var _ = Progress.shown(operator, invocation(), e -> e.node().equals(node))) {
      return new Outcome.Done(operator.evacuate(node, to));
    }
  }
}
