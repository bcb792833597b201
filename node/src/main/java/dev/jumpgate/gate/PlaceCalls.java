package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.replica.Archive;
import dev.jumpgate.replica.Evacuation;
import dev.jumpgate.replica.Mover;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.state.Bytes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does the commands about where processes are as far as they concern this node alone. */
final class PlaceCalls {

  private final Mover mover;
  private final String self;
  private final Evacuation evacuation;
  private final Archive archive;

  PlaceCalls(String self, Mover mover, Evacuation evacuation, Archive archive) {
    this.self = self;
    this.mover = mover;
    this.archive = archive;
    this.evacuation = evacuation;
  }

  Result move(Cell<?, ?> cell, String node, MoveOptions options) throws InterruptedException {
    evacuation.checkTakes(node);
    return new Result.Moved(mover.move(cell, node, options));
  }

  Result planMove(Cell<?, ?> cell, String node, MoveOptions options) throws InterruptedException {
    MovePlan plan = mover.plan(cell, node, options);
    try {
      evacuation.checkTakes(node);
      return new Result.MovesPlanned(List.of(plan));
    } catch (OperatorException e) {
      return new Result.MovesPlanned(List.of(with(plan, String.valueOf(e.getMessage()))));
    }
  }

  private static MovePlan with(MovePlan plan, String reason) {
    return new MovePlan(
        plan.name(),
        plan.from(),
        plan.to(),
        plan.stateBytes(),
        plan.mailbox(),
        plan.rounds(),
        plan.bytes(),
        plan.total(),
        plan.pause(),
        Stream.concat(plan.reasons().stream(), Stream.of(reason)).toList());
  }

  Result export(Cell<?, ?> cell) throws InterruptedException {
    return new Result.Exported(archive.export(cell));
  }

  Result restore(Bytes file, @Nullable String name) {
    return new Result.Changed(Probe.status(archive.restore(file, name), self));
  }

  /** All processes of this node, to those nodes or all others. */
  Result evacuate(Call.Evacuate call) throws InterruptedException {
    Map<String, Integer> shares = evacuation.evenly(evacuation.targets(call.to()));
    return relocate(shares, call.dryRun());
  }

  /** So many processes of this node to each of the others. */
  Result relocate(Map<String, Integer> shares, boolean dryRun) throws InterruptedException {
    return dryRun
        ? new Result.RelocationPlanned(evacuation.plan(shares))
        : new Result.Relocated(evacuation.relocate(shares));
  }
}
