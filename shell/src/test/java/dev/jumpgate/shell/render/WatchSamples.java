package dev.jumpgate.shell.render;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.operator.Role;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a small cluster would answer to those who watch and steer it. */
public final class WatchSamples {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  public static final Tree THRUST =
      new Tree.RecordNode(
          "Thrust",
          true,
          List.of(new Tree.Component("dx", Tree.of(1.5)), new Tree.Component("dy", Tree.of(-2.0))));

  public static final Tree BEFORE = ship(0);

  public static final CrashStatus CRASHED =
      new CrashStatus(
          "ship-3",
          TIME,
          "ship",
          "nav",
          Samples.PID,
          "spaceship@2",
          "Thrust[dx=1.5, dy=-2.0]",
          "IllegalStateException: no fuel");

  public static final CrashStatus NAMELESS_CRASHED =
      new CrashStatus(
          "home-1",
          TIME,
          "home",
          null,
          new Pid("home", 35, 4),
          "spaceship@1",
          "start",
          "ArithmeticException: / by zero");

  public static final Crash CRASH =
      new Crash(
          CRASHED,
          4_120,
          THRUST,
          BEFORE,
          List.of("spaceship.Navigation.burn(Navigation.java:44)", "spaceship.Engine.on(Engine:9)"),
          List.of(THRUST, Tree.of("refuel")),
          "ship-12");

  public static final ReplayResult REPLAY =
      new ReplayResult(
          "ship-3",
          "spaceship@3",
          null,
          List.of(),
          ship(5),
          List.of(
              new ReplayResult.Effect("send", "engine", THRUST),
              new ReplayResult.Effect("stop", null, null)),
          Duration.ofNanos(1_200_000));

  public static final ReplayResult THREW_AGAIN =
      new ReplayResult(
          "ship-3",
          "spaceship@2",
          "IllegalStateException: no fuel",
          List.of("spaceship.Navigation.burn(Navigation.java:44)"),
          null,
          List.of(),
          Duration.ofNanos(300_000));

  public static final DeadLetter LETTER =
      new DeadLetter(
          "ship-12", TIME, "ship", "nav", "crashed", "its handler threw", THRUST, "ship-3", 2);

  public static final DeadLetter UNSHOWN_LETTER =
      new DeadLetter(
          "home-7", TIME, "home", "radar", "ended", "the process was over", null, null, 0);

  public static final Conflict CONFLICT =
      new Conflict(
          "ship-conflict-3",
          TIME,
          "nav",
          Samples.PID,
          "ship",
          1,
          "spaceship@2",
          4_120,
          THRUST,
          Samples.PID,
          "home",
          2);

  public static final History HISTORY =
      new History(
          "nav",
          Samples.PID,
          "ship",
          true,
          List.of(
              new History.Entry(4_119, null, 2, "start", null, null),
              new History.Entry(4_120, TIME, 2, "Thrust", THRUST, 1_234L)));

  public static final ProcessLoad BUSY =
      new ProcessLoad(
          "nav",
          Samples.PID,
          "ship",
          "Navigation",
          "running",
          9_000,
          412.4,
          Duration.ofNanos(1_500),
          Duration.ofNanos(2_300_000),
          3,
          1_234L);

  public static final ProcessLoad LAZY =
      new ProcessLoad(
          null, new Pid("ship", 35, 4), "ship", "Radar", "stuck", 10, 0, null, null, 900, null);

  public static final ProcessStatus SUSPENDED =
      new ProcessStatus(
          "nav",
          Samples.PID,
          "ship",
          "Navigation",
          2,
          "suspended",
          1,
          0,
          9,
          null,
          null,
          null,
          null,
          null);

  public static final StopResult STOPPED =
      new StopResult("nav", "ship", false, null, Duration.ofNanos(1_200_000));

  public static final StopResult KILLED =
      new StopResult("nav", "ship", true, "ship-4", Duration.ofNanos(1_200_000));

  public static final TraceStep HANDLED =
      new TraceStep.Handled(
          TIME, "Thrust", THRUST, 4_119, 4_120, Duration.ofNanos(12_300), 1, "committed");

  public static final List<AuditEntry> AUDIT =
      List.of(
          new AuditEntry(
              TIME,
              "ship",
              1,
              AuditEntry.Kind.COMMAND,
              "ann",
              Role.OPERATOR,
              "home",
              "/10.0.0.7:5123",
              "move nav home",
              "done",
              Duration.ofMillis(12)),
          new AuditEntry(
              TIME,
              "ship",
              2,
              AuditEntry.Kind.STRANGER,
              null,
              null,
              "ship",
              "/10.0.0.8:5124",
              "at the door for members: no TLS",
              "refused",
              null),
          new AuditEntry(
              TIME,
              "home",
              1,
              AuditEntry.Kind.SNIPPET,
              "bob",
              Role.ADMIN,
              "home",
              "socket",
              "1 + 1",
              "done",
              Duration.ofMillis(3)));

  public static final AuditEntry LATER =
      new AuditEntry(
          TIME.plusSeconds(1),
          "ship",
          3,
          AuditEntry.Kind.COMMAND,
          "vic",
          Role.VIEWER,
          "ship",
          "/10.0.0.9:5125",
          "stop nav --kill",
          "refused",
          Duration.ZERO);

  private WatchSamples() {}

  private static Tree ship(long fuel) {
    return new Tree.RecordNode(
        "State",
        false,
        List.of(
            new Tree.Component("fuel", Tree.of(fuel)),
            new Tree.Component("owner", Tree.of("Ada"))));
  }
}
