package dev.jumpgate.shell.command;

import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.shell.render.PlaceText;
import dev.jumpgate.shell.render.Style;

/** A command that brings many processes to other nodes, or says how it would. */
abstract class RelocatingCommand extends OperatorCommand<RelocatingCommand.Outcome> {

  RelocatingCommand(Invocation invocation) {
    super(invocation);
  }

  /** What came of it. */
  sealed interface Outcome {
    record Done(RelocationResult result) implements Outcome {}

    record Planned(RelocationPlan plan) implements Outcome {}
  }

  @Override
  Object json(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var result) -> result;
      case Outcome.Planned(var plan) -> plan;
    };
  }

  @Override
  String text(Outcome outcome, Style style) {
    return switch (outcome) {
      case Outcome.Done(var result) -> PlaceText.relocation(result, style);
      case Outcome.Planned(var plan) -> PlaceText.relocation(plan, style);
    };
  }

  @Override
  int exitCode(Outcome outcome) {
    boolean all =
        switch (outcome) {
          case Outcome.Done(var result) -> result.failed().isEmpty();
          case Outcome.Planned(var plan) -> plan.staying().isEmpty();
        };
    return all ? ExitCode.DONE : ExitCode.FAILED;
  }
}
