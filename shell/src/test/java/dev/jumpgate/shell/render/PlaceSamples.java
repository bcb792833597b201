package dev.jumpgate.shell.render;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.ExportFile;
import dev.jumpgate.gate.protocol.Exported;
import dev.jumpgate.operator.Flow;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a small cluster would answer about places. */
public final class PlaceSamples {

  public static final MovePlan PLAN =
      new MovePlan(
          "nav",
          "ship",
          "home",
          1_234,
          3,
          2,
          1_500,
          Duration.ofMillis(9),
          Duration.ofMillis(5),
          false,
          List.of());

  public static final MovePlan REFUSED =
      new MovePlan(
          "engine",
          "ship",
          "home",
          7,
          0,
          1,
          7,
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          false,
          List.of("engine is suspended"));

  public static final MovePlan TO_ITS_STANDBY =
      new MovePlan(
          "nav",
          "ship",
          "home",
          1_234,
          0,
          0,
          0,
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          true,
          List.of());

  public static final RelocationPlan EVACUATION =
      new RelocationPlan(
          List.of(new Flow("ship", "home", 5_000, 1_500_000), new Flow("ship", "moon", 1, 300)),
          List.of());

  public static final RelocationResult EVACUATED =
      new RelocationResult(
          List.of(new Flow("ship", "home", 2, 600)),
          List.of(new MoveFailure("nav", "home was lost during the move")),
          Duration.ofMillis(40));

  /** An exported process, whose state has an x of 1.5. */
  public static final Bytes FILE =
      Bytes.of(
          ExportFile.write(
              new Exported(
                  "nav",
                  Samples.PID,
                  "ship",
                  Instant.EPOCH,
                  "Navigation",
                  new BundleVersion("spaceship", 1),
                  4_120,
                  3,
                  Bytes.of(Codec.encode(new Waypoint(1.5, -2))),
                  Bytes.empty(),
                  List.of())));

  record Waypoint(double x, double y) {}

  private PlaceSamples() {}

  /** The first moves, all others stay. */
  public static MovesResult moves(List<String> processes, MoveOptions options) {
    return new MovesResult(
        List.of(Samples.MOVE),
        processes.stream().skip(1).map(p -> new MoveFailure(p, "it is suspended")).toList(),
        options.patience());
  }
}
