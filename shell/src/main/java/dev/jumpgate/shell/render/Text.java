package dev.jumpgate.shell.render;

import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.Style.Color;
import dev.jumpgate.state.Tree;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What commands return, for people. Everything ends its own lines unless it says otherwise. */
public final class Text {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private Text() {}

  /**
   * Any value: what commands return as the commands show it, all else as it prints itself. Without
   * the last line's end.
   */
  public static String value(Object value, Style style) {
    return Views.text(value, style);
  }

  /** Nodes as a table. */
  public static String nodes(List<NodeStatus> nodes, Style style) {
    return new Table<NodeStatus>()
        .text("NAME", NodeStatus::name, _ -> Color.NAME)
        .text("ADDRESS", NodeStatus::address)
        .number("PID", n -> Long.toString(n.pid()))
        .text("STATE", NodeStatus::state, n -> n.state().equals("up") ? Color.GOOD : Color.CAUTION)
        .text("VERSION", NodeStatus::version)
        .number("PROCESSES", n -> Integer.toString(n.processes()))
        .number("HEAP", n -> Quantity.bytes(n.heapUsed()))
        .number("MAX", n -> Quantity.bytes(n.heapMax()))
        .number("CPU", n -> Quantity.share(n.cpu()))
        .number("UPTIME", n -> Quantity.duration(n.uptime()))
        .text("GATE", NodeStatus::gate)
        .render(nodes, style);
  }

  /** Snippets that run in nodes, each with where it is. */
  public static String evals(List<EvalStatus> evals, Style style) {
    return new Table<EvalStatus>()
        .number("ID", e -> Long.toString(e.id()))
        .text("NODE", EvalStatus::node, _ -> Color.NAME)
        .text("OPERATOR", EvalStatus::operator)
        .text(
            "STATE", EvalStatus::state, e -> e.state().equals("abandoned") ? Color.BAD : Color.GOOD)
        .text("SINCE", e -> TIME.format(e.since().atZone(style.zone())))
        .text("AT", e -> e.stack().isEmpty() ? "" : e.stack().getFirst())
        .render(evals, style);
  }

  /** Processes as a table. */
  public static String processes(List<ProcessStatus> processes, Style style) {
    return processes(processes, ProcessStatus::name, style);
  }

  /** Processes as a table in which those that have a supervisor stand indented below it. */
  public static String forest(List<ProcessStatus> processes, Style style) {
    Forest forest = Forest.of(processes);
    return processes(
        forest.inOrder(),
        p -> {
          String name = p.name() == null ? "-" : p.name();
          return forest.indent(p) + name;
        },
        style);
  }

  private static String processes(
      List<ProcessStatus> processes, Function<ProcessStatus, @Nullable String> name, Style style) {
    return new Table<ProcessStatus>()
        .text("NAME", name, _ -> Color.NAME)
        .text("PID", p -> p.pid().toString())
        .text("NODE", ProcessStatus::node)
        .text("BEHAVIOR", ProcessStatus::behavior)
        .number("VERSION", p -> Integer.toString(p.version()))
        .text("STATUS", ProcessStatus::status, p -> colorOf(p.status()))
        .number("MAILBOX", p -> Integer.toString(p.mailbox()))
        .number("RATE", p -> Quantity.rate(p.rate()))
        .number("REVISION", p -> Long.toString(p.revision()))
        .number("STATE", p -> p.stateBytes() == null ? null : Quantity.bytes(p.stateBytes()))
        .sparse("STANDBY", StandbyText::place)
        .sparse("LAG", p -> p.lag() == null ? null : Long.toString(p.lag()))
        .render(processes, style);
  }

  static @Nullable Color colorOf(String status) {
    return switch (status) {
      case "stuck", "crashed" -> Color.BAD;
      case "suspended", "moving", "upgrading" -> Color.CAUTION;
      case "running" -> Color.GOOD;
      default -> null;
    };
  }

  /** A state as an indented tree. */
  public static String tree(Tree state, Style style) {
    return TreeView.render(state, style);
  }

  /** A state and what surrounds it. */
  public static String inspection(Inspection about, Style style) {
    var out = new StringBuilder();
    String name = WatchText.process(about.name(), about.pid());
    out.append(style.paint(Color.NAME, Plain.line(name)));
    if (about.name() != null) {
      out.append("  ").append(about.pid());
    }
    out.append("  on ").append(Plain.line(about.node())).append('\n');
    out.append("revision ").append(about.revision());
    out.append(", version ").append(about.version());
    out.append(about.stable() ? ", stable\n" : "\n");
    if (about.handling() == null) {
      out.append("idle\n");
    } else {
      String line = "handling " + Plain.line(about.handling());
      String since =
          about.since() == null
              ? ""
              : " since " + TIME.withZone(style.zone()).format(about.since());
      out.append(Plain.cut(line, style.width() - since.length())).append(since).append('\n');
    }
    for (String frame : about.stack()) {
      out.append(style.paint(Color.FAINT, "  at " + Plain.line(frame))).append('\n');
    }
    return out.append('\n').append(tree(about.state(), style)).toString();
  }

  /** A finished move as one line. */
  public static String move(MoveResult move, Style style) {
    String name = style.paint(Color.NAME, Plain.line(move.name()));
    if (move.from().equals(move.to())) {
      return "%s is on %s already\n".formatted(name, Plain.line(move.to()));
    }
    var facts = new StringJoiner(", ");
    facts.add("epoch " + move.epoch());
    if (move.rounds() == 0) {
      facts.add("by its standby there");
    } else {
      facts.add(Quantity.count(move.rounds(), "round"));
      facts.add(Quantity.bytes(move.bytes()));
    }
    facts.add("paused " + Quantity.duration(move.pause()));
    facts.add("took " + Quantity.duration(move.total()));
    facts.add(Quantity.count(move.forwarded(), "message") + " forwarded");
    if (move.crash() != null) {
      facts.add("gave up its message, see crash " + Plain.line(move.crash()));
    }
    return "%s moved from %s to %s: %s\n"
        .formatted(name, Plain.line(move.from()), Plain.line(move.to()), facts);
  }

  /** An event as one line, without the line's end. */
  public static String event(Event event, Style style) {
    String kind = kind(event.kind());
    String process = event.process() == null ? "" : Plain.line(event.process()) + "  ";
    return "%s  %s  %s  %s%s"
        .formatted(
            style.paint(Color.FAINT, TIME.withZone(style.zone()).format(event.time())),
            style.paint(colorOf(event.kind()), "%-11s".formatted(kind)),
            "%-8s".formatted(Plain.line(event.node())),
            process.isEmpty() ? "" : style.paint(Color.NAME, process),
            Plain.line(event.detail()));
  }

  /** The word for a kind of event, as in JSON. */
  public static String kind(Event.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Color colorOf(Event.Kind kind) {
    return switch (kind) {
      case MOVED, UPGRADED, PUSHED, RESUMED, STANDBY -> Color.GOOD;
      case CRASHED -> Color.BAD;
      case MOVING, PROGRESS -> Color.FAINT;
      case PROMOTED, JOINED, LEFT, DEAD_LETTER, SUSPENDED, RESTARTED, STOPPED, CONFLICT ->
          Color.CAUTION;
    };
  }

  /** What somebody else wrote, as one line that is harmless for a terminal. */
  public static String line(String text) {
    return Plain.line(text);
  }

  /** What was wrong as one line, without the line's end. */
  public static String error(String message, @Nullable String hint, Style style) {
    String line = Plain.line(hint == null ? message : "%s (%s)".formatted(message, hint));
    return style.paint(Color.BAD, "jumpgate:") + " " + line;
  }
}
