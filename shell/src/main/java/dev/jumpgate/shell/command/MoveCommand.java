package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.PlaceText;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves processes. */
@Command(
    name = "move",
    customSynopsis = {
      "jumpgate move NAME... NODE [--dry-run] [--wait DURATION] [--last-revision]",
      "         [--max-pause DURATION] [--throttle PERCENT] [--json]"
    },
    description = {
      "Moves processes to another node while they serve; no call fails or is lost. To the node of"
          + " its standby a process moves without a copy, and the former node keeps the copy then.",
      "A NAME may be a pattern, where * stands for any text. Ctrl-C ends it: what has not gone by"
          + " then stays and serves on.",
      "A process that does not come to the end of its message stays where it is, unless"
          + " --last-revision takes it from its handler: that message is not applied and goes to"
          + " the dead letters, its caller is told so, and what its handler still does is dropped."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate move nav home",
      "  jumpgate move nav 'engine-*' home --dry-run",
      "  jumpgate move radar home --wait 2s --last-revision"
    })
final class MoveCommand extends OperatorCommand<MoveCommand.Outcome> {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The process: its name, its pid, or a pattern of names.")
  private String first = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NODE",
      description = "Where it is to go; what stands before the last word are more processes.")
  private List<String> rest = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Say what it would be like, and what stands in its way; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "How long the message in hand may take to its end. Default: 10s.")
  private Duration wait = MoveOptions.DEFAULT.patience();

  @Option(
      names = "--last-revision",
      description =
          "Where the message in hand takes longer, give it up and move the process as of its last"
              + " revision.")
  private boolean lastRevision;

  @Option(
      names = "--max-pause",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "How long it may stand still. Default: as little as can be had.")
  private @Nullable Duration maxPause;

  @Option(
      names = "--throttle",
      paramLabel = "PERCENT",
      description =
          "To how much of its speed it may be slowed down where it changes faster than it is"
              + " copied. Default: 50.")
  private int throttle = MoveOptions.DEFAULT.throttle();

  MoveCommand(Invocation invocation) {
    super(invocation);
  }

  /** What came of it. */
  sealed interface Outcome {
    record One(MoveResult move) implements Outcome {}

    record Many(MovesResult moves) implements Outcome {}

    /**
     * The plans of a dry run.
     *
     * @param one true where one process was named, and not by a pattern
     */
    record Planned(List<MovePlan> plans, boolean one) implements Outcome {}
  }

  @Override
  Outcome ask(Operator operator) {
    MoveOptions options = options();
    String node = rest.getLast();
    boolean one = rest.size() == 1 && !Patterns.isPattern(first);
    List<String> names = new ArrayList<>(rest.subList(0, rest.size() - 1));
    names.addFirst(first);
    if (dryRun) {
      return new Outcome.Planned(
          one
              ? List.of(operator.planMove(first, node, options))
              : operator.planMove(names, node, options),
          one);
    }
    try (var _ = Progress.shown(operator, invocation(), e -> !one || first.equals(e.process()))) {
      return one
          ? new Outcome.One(operator.move(first, node, options))
          : new Outcome.Many(operator.move(names, node, options));
    }
  }

  private MoveOptions options() {
    try {
      return new MoveOptions(throttle, maxPause, wait, lastRevision);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(BAD_USAGE, String.valueOf(e.getMessage()), "1 to 100");
    }
  }

  @Override
  Object json(Outcome outcome) {
    return switch (outcome) {
      case Outcome.One(var move) -> move;
      case Outcome.Many(var moves) -> moves;
      case Outcome.Planned(var plans, var one) -> one ? plans.getFirst() : plans;
    };
  }

  @Override
  String text(Outcome outcome, Style style) {
    return switch (outcome) {
      case Outcome.One(var move) -> Text.move(move, style);
      case Outcome.Many(var moves) -> PlaceText.moves(moves, style);
      case Outcome.Planned(var plans, var _) -> PlaceText.plans(plans, style);
    };
  }

  @Override
  int exitCode(Outcome outcome) {
    boolean done =
        switch (outcome) {
          case Outcome.One _ -> true;
          case Outcome.Many(var moves) -> moves.failed().isEmpty();
          case Outcome.Planned(var plans, var _) ->
              plans.stream().allMatch(plan -> plan.reasons().isEmpty());
        };
    return done ? ExitCode.DONE : ExitCode.FAILED;
  }
}
