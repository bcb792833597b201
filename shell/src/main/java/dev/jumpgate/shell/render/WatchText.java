package dev.jumpgate.shell.render;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.StateDiff;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.process.Pid;
import dev.jumpgate.shell.render.Style.Color;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the commands that watch and steer processes return, for people. Everything ends its own
 * lines unless it says otherwise.
 */
public final class WatchText {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  private WatchText() {}

  /** Crashes as a table. */
  public static String crashes(List<CrashStatus> crashes, Style style) {
    return new Table<CrashStatus>()
        .text("ID", CrashStatus::id, _ -> Color.NAME)
        .text("TIME", c -> DAY_TIME.withZone(style.zone()).format(c.time()))
        .wide("PROCESS", c -> process(c.name(), c.pid()))
        .spare("VERSION", CrashStatus::version)
        .wide("HANDLING", CrashStatus::handling)
        .wide("ERROR", CrashStatus::error, _ -> Color.BAD)
        .render(crashes, style);
  }

  /** Messages that nobody handled, as a table. */
  public static String deadLetters(List<DeadLetter> letters, Style style) {
    return new Table<DeadLetter>()
        .text("ID", DeadLetter::id, _ -> Color.NAME)
        .text("TIME", l -> DAY_TIME.withZone(style.zone()).format(l.time()))
        .wide("PROCESS", DeadLetter::process)
        .text("REASON", DeadLetter::reason, _ -> Color.BAD)
        .sparse("AGAIN", l -> l.redelivered() == 0 ? null : l.redelivered() + "x")
        .wide("MESSAGE", l -> l.message() == null ? l.detail() : l.message().toString())
        .spare("CRASH", DeadLetter::crash)
        .spare("DETAIL", DeadLetter::detail)
        .render(letters, style);
  }

  /** Processes that gave way, as a table. */
  public static String conflicts(List<Conflict> conflicts, Style style) {
    return new Table<Conflict>()
        .text("ID", Conflict::id, _ -> Color.NAME)
        .text("TIME", c -> DAY_TIME.withZone(style.zone()).format(c.time()))
        .wide("PROCESS", Conflict::process)
        .text("OWNER", Conflict::ownerNode)
        .wide("STATE", c -> c.state() == null ? null : c.state().toString())
        .spareNumber("EPOCH", c -> Long.toString(c.epoch()))
        .spareNumber("REVISION", c -> Long.toString(c.revision()))
        .spare("VERSION", Conflict::version)
        .render(conflicts, style);
  }

  /** What somebody did as one line, without its end. */
  public static String audit(AuditEntry entry, Style style) {
    boolean good = entry.result().startsWith("done") || entry.result().equals("declared");
    String who = entry.operator() == null ? "stranger" : entry.operator() + " " + entry.role();
    return "%s  %s %s %s  %s  %s"
        .formatted(
            style.paint(Color.FAINT, DAY_TIME.withZone(style.zone()).format(entry.time())),
            "%-8s".formatted(Plain.line(entry.node())),
            "%-14s".formatted(Plain.line(who)),
            "%-10s".formatted(Plain.line(entry.from())),
            Plain.line(entry.what()),
            style.paint(good ? Color.FAINT : Color.BAD, Plain.line(entry.result())));
  }

  /** A dead letter that was sent again, as one line. */
  public static String redelivered(RedeliverResult result, Style style) {
    return "%s sent to %s again\n"
        .formatted(name(result.id(), style), name(result.process(), style));
  }

  /** What processes cost, as a table. */
  public static String loads(List<ProcessLoad> loads, Style style) {
    return new Table<ProcessLoad>()
        .wide("NAME", p -> process(p.name(), p.pid()), _ -> Color.NAME)
        .text("NODE", ProcessLoad::node)
        .spare("BEHAVIOR", ProcessLoad::behavior)
        .text("STATUS", ProcessLoad::status, p -> Text.colorOf(p.status()))
        .number("RATE", p -> Quantity.rate(p.rate()))
        .number("MEAN", p -> duration(p.mean()))
        .number("P99", p -> duration(p.p99()))
        .number("MAILBOX", p -> Integer.toString(p.mailbox()))
        .number("STATE", p -> p.stateBytes() == null ? null : Quantity.bytes(p.stateBytes()))
        .spareNumber("MESSAGES", p -> Long.toString(p.messages()))
        .render(loads, style);
  }

  private static @Nullable String duration(@Nullable Duration duration) {
    return duration == null ? null : Quantity.duration(duration);
  }

  /** The kept revisions of a process, as a line on it and a table. */
  public static String history(History history, Style style) {
    String head =
        "%s  on %s: %s\n"
            .formatted(
                name(process(history.name(), history.pid()), style),
                Plain.line(history.node()),
                history.on() ? "history on" : "history off");
    return history.entries().isEmpty() ? head : head + entries(history.entries(), style);
  }

  private static String entries(List<History.Entry> entries, Style style) {
    return new Table<History.Entry>()
        .number("REVISION", e -> Long.toString(e.revision()))
        .text("TIME", e -> e.time() == null ? null : TIME.withZone(style.zone()).format(e.time()))
        .number("VERSION", e -> Integer.toString(e.version()))
        .number("STATE", e -> e.stateBytes() == null ? null : Quantity.bytes(e.stateBytes()))
        .wide("AFTER", e -> handled(e.message(), e.handling()))
        .render(entries, style);
  }

  /** What changed between two revisions. */
  public static String diff(StateDiff diff, Style style) {
    if (diff.changes().isEmpty()) {
      return "%s: nothing changed from revision %d to %d\n"
          .formatted(name(diff.name(), style), diff.from(), diff.to());
    }
    return "%s  revision %d -> %d\n".formatted(name(diff.name(), style), diff.from(), diff.to())
        + DiffView.render(diff.changes(), style);
  }

  /** A process that stands still, as one line. */
  public static String suspended(ProcessStatus process, Style style) {
    boolean still = process.status().equals("suspended");
    return steered(
        process, still ? "is suspended" : "will stand still behind the message in hand", style);
  }

  /** A process that goes on, as one line. */
  public static String resumed(ProcessStatus process, Style style) {
    return steered(process, "goes on", style);
  }

  /** A process that starts again, as one line. */
  public static String restarted(ProcessStatus process, Style style) {
    return steered(process, "starts again with its last state", style);
  }

  private static String steered(ProcessStatus process, String how, Style style) {
    return "%s on %s %s: %s waiting\n"
        .formatted(
            name(process(process.name(), process.pid()), style),
            Plain.line(process.node()),
            how,
            process.mailbox() == 0 ? "no message" : Quantity.count(process.mailbox(), "message"));
  }

  /** A process that is over, as one line. */
  public static String stopped(StopResult stop, Style style) {
    String how =
        stop.abandoned()
            ? "was killed within a message on %s, its handler abandoned"
            : "ended on %s in good order";
    String report =
        stop.crash() == null ? "" : "; crash " + Plain.line(stop.crash()) + " tells where";
    return "%s %s: took %s%s\n"
        .formatted(
            name(stop.name(), style),
            how.formatted(Plain.line(stop.node())),
            Quantity.duration(stop.total()),
            report);
  }

  /** A step of a trace as one line, cut to the width and without its end. */
  public static String step(TraceStep step, Style style) {
    return switch (step) {
      case TraceStep.Handled handled -> handled(handled, style);
      case TraceStep.Dropped(long messages) ->
          style.paint(
              Color.CAUTION,
              "... %s not shown: more than the rate allows"
                  .formatted(Quantity.count(messages, "message")));
      case TraceStep.Over(String why) -> "the trace is over: " + Plain.line(why);
    };
  }

  private static String handled(TraceStep.Handled handled, Style style) {
    String time = TIME.withZone(style.zone()).format(handled.time());
    String revision =
        handled.before() == handled.after()
            ? Long.toString(handled.after())
            : handled.before() + ">" + handled.after();
    String facts =
        "%8s  %9s  %-9s"
            .formatted(
                Quantity.duration(handled.took()),
                Quantity.count(handled.effects(), "effect"),
                revision);
    boolean good = handled.outcome().equals("committed");
    String outcome = good ? "" : style.paint(Color.BAD, Plain.line(handled.outcome())) + "  ";
    int used = time.length() + 4 + facts.length() + (good ? 0 : handled.outcome().length() + 2);
    String message = handled(handled.message(), handled.handling());
    return "%s  %s  %s%s"
        .formatted(
            style.paint(Color.FAINT, time),
            facts,
            outcome,
            Plain.cut(Plain.line(message), Math.max(20, style.width() - used)));
  }

  private static String handled(@Nullable Tree message, String handling) {
    return message == null ? handling : message.toString();
  }

  static String process(@Nullable String name, Pid pid) {
    return name == null ? pid.toString() : name;
  }

  private static String name(String name, Style style) {
    return style.paint(Color.NAME, Plain.line(name));
  }
}
