package dev.jumpgate.shell.render;

import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a small cluster would answer. */
public final class Samples {

  public static final Pid PID = new Pid("ship", 35, 17);

  public static final NodeStatus SHIP =
      new NodeStatus(
          "ship",
          "127.0.0.1:5801",
          4242,
          "up",
          "0.1.0",
          3,
          12_900_000,
          512L << 20,
          0.034,
          Duration.ofSeconds(3_723),
          "/run/jumpgate/ship.sock");

  public static final NodeStatus HOME =
      new NodeStatus(
          "home",
          "127.0.0.1:5802",
          77,
          "leaving",
          "0.1.0",
          0,
          900,
          1L << 30,
          -1,
          Duration.ZERO,
          null);

  public static final ProcessStatus NAV =
      new ProcessStatus(
          "nav",
          PID,
          "ship",
          "Navigation",
          1,
          "idle",
          0,
          412.4,
          4_120,
          1_234L,
          null,
          null,
          null,
          null);

  public static final ProcessStatus RADAR =
      new ProcessStatus(
          null,
          new Pid("ship", 35, 4),
          "ship",
          "Radar",
          12,
          "stuck",
          17,
          0,
          9,
          null,
          "home",
          4L,
          "async",
          PID);

  public static final MoveResult MOVE = moved(null);

  public static final MoveResult FORCED = moved("ship-4");

  private static MoveResult moved(@Nullable String crash) {
    return new MoveResult(
        "nav",
        "ship",
        "home",
        2,
        1,
        1_234,
        Duration.ofNanos(12_345_678),
        Duration.ofNanos(400_000),
        3,
        crash);
  }

  public static final Event MOVED =
      new Event(
          Instant.parse("2026-01-02T03:04:05.678Z"),
          "home",
          9,
          Event.Kind.MOVED,
          "nav",
          "from ship to home");

  public static final Event JOINED =
      new Event(
          Instant.parse("2026-01-02T03:04:05Z"), "ship", 1, Event.Kind.JOINED, null, "home joined");

  public static final BundleStatus BUNDLE =
      new BundleStatus(
          "spaceship",
          2,
          "cafe",
          Instant.parse("2026-01-02T03:04:05Z"),
          28,
          74_959,
          new TreeMap<>(Map.of("ship", 2, "home", 1)));

  public static final PushResult PUSH =
      new PushResult(
          "spaceship",
          2,
          "cafe",
          false,
          28,
          List.of(),
          List.of(
              new PushResult.Fit("nav", "ship", true, "", ""),
              new PushResult.Fit("engine", "ship", false, "State.fuel", "not a long")));

  public static final UpgradeResult UPGRADE =
      new UpgradeResult(
          "nav",
          "spaceship@2",
          List.of("nav"),
          List.of(),
          Duration.ofNanos(4_200_000),
          Duration.ofNanos(1_500_000));

  public static final UpgradeResult HALF_UPGRADE =
      new UpgradeResult(
          "all",
          "spaceship@2",
          List.of("nav", "radar"),
          List.of(new UpgradeResult.Failure("engine", "State.fuel", "not a long")),
          Duration.ofNanos(4_200_000),
          Duration.ofNanos(1_500_000));

  private Samples() {}
}
