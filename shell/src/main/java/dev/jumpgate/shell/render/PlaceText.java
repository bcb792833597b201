package dev.jumpgate.shell.render;

import dev.jumpgate.operator.Flow;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.shell.render.Style.Color;
import java.time.Duration;
import java.util.List;

/** What the commands about places return, for people. Everything ends its own lines. */
public final class PlaceText {

  /** Whoever wants more takes {@code --json}. */
  private static final int FAILURES_SHOWN = 20;

  private PlaceText() {}

  /** Moves of several processes: a line for each, and what did not go. */
  public static String moves(MovesResult moves, Style style) {
    var out = new StringBuilder();
    moves.moved().forEach(move -> out.append(Text.move(move, style)));
    int all = moves.moved().size() + moves.failed().size();
    if (all == 0) {
      return "all of them are there already\n";
    }
    out.append(moves.moved().size())
        .append(" of ")
        .append(Quantity.count(all, "process", "processes"))
        .append(" moved, took ")
        .append(Quantity.duration(moves.total()))
        .append('\n');
    return out.append(failures(moves.failed(), "could not", style)).toString();
  }

  /** What moves would be like, a line for each process. */
  public static String plans(List<MovePlan> plans, Style style) {
    return new Table<MovePlan>()
        .text("NAME", MovePlan::name, _ -> Color.NAME)
        .text("FROM", p -> p.from().isEmpty() ? null : p.from())
        .text("TO", MovePlan::to)
        .number("STATE", p -> Quantity.bytes(p.stateBytes()))
        .number("MAILBOX", p -> Integer.toString(p.mailbox()))
        .number("ROUNDS", p -> Integer.toString(p.rounds()))
        .number("BYTES", p -> Quantity.bytes(p.bytes()))
        .number("TIME", p -> about(p.total()))
        .number("PAUSE", p -> about(p.pause()))
        .sparse("HOW", p -> p.standby() ? "by its standby, nothing is copied" : null)
        .sparse("REFUSED", p -> p.reasons().isEmpty() ? null : String.join("; ", p.reasons()))
        .render(plans, style);
  }

  private static String about(Duration estimate) {
    return "~" + Quantity.duration(estimate);
  }

  /** What went where, and what did not. */
  public static String relocation(RelocationResult result, Style style) {
    var out = new StringBuilder();
    result.flows().forEach(flow -> out.append(flow(flow, "moved", style)));
    int all = result.moved() + result.failed().size();
    if (all == 0) {
      out.append("nothing to move\n");
    } else {
      out.append(result.moved())
          .append(" of ")
          .append(Quantity.count(all, "process", "processes"))
          .append(" moved, took ")
          .append(Quantity.duration(result.total()))
          .append('\n');
    }
    return out.append(failures(result.failed(), "could not", style)).toString();
  }

  /** What would go where, and what would not. */
  public static String relocation(RelocationPlan plan, Style style) {
    var out = new StringBuilder();
    plan.flows().forEach(flow -> out.append(flow(flow, "would move", style)));
    if (plan.flows().isEmpty() && plan.staying().isEmpty()) {
      out.append("nothing to move\n");
    }
    return out.append(failures(plan.staying(), "could not", style)).toString();
  }

  /** A process that was written to a file, as one line. */
  public static String exported(
      String name,
      String file,
      long bytes,
      long revision,
      int mailbox,
      String bundle,
      Style style) {
    return "%s exported to %s: %s, revision %d, %s, %s\n"
        .formatted(
            style.paint(Color.NAME, Plain.line(name)),
            Plain.line(file),
            Quantity.bytes(bytes),
            revision,
            Quantity.count(mailbox, "message"),
            Plain.line(bundle));
  }

  /** A process that was started from a file, as one line. */
  public static String imported(ProcessStatus process, Style style) {
    String name = WatchText.process(process.name(), process.pid());
    return "%s imported on %s: %s, revision %d, version %d\n"
        .formatted(
            style.paint(Color.NAME, Plain.line(name)),
            Plain.line(process.node()),
            process.pid(),
            process.revision(),
            process.version());
  }

  private static String flow(Flow flow, String verb, Style style) {
    return "%s %s from %s to %s, %s\n"
        .formatted(
            Quantity.count(flow.processes(), "process", "processes"),
            verb,
            style.paint(Color.NAME, Plain.line(flow.from())),
            style.paint(Color.NAME, Plain.line(flow.to())),
            Quantity.bytes(flow.bytes()));
  }

  private static String failures(List<MoveFailure> failures, String verb, Style style) {
    if (failures.isEmpty()) {
      return "";
    }
    var out = new StringBuilder();
    out.append(style.paint(Color.BAD, Quantity.count(failures.size(), "process", "processes")))
        .append(' ')
        .append(verb)
        .append(":\n")
        .append(
            new Table<MoveFailure>()
                .text("NAME", MoveFailure::name, _ -> Color.NAME)
                .text("REASON", MoveFailure::reason)
                .render(failures.stream().limit(FAILURES_SHOWN).toList(), style));
    if (failures.size() > FAILURES_SHOWN) {
      out.append("and ").append(failures.size() - FAILURES_SHOWN).append(" more: see --json\n");
    }
    return out.toString();
  }
}
