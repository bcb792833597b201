package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.replica.Archive;
import dev.jumpgate.replica.Evacuation;
import dev.jumpgate.replica.Mover;
import dev.jumpgate.replica.standby.Standbys;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does the commands about where processes are as far as they concern this node alone. */
final class PlaceCalls {

  private final Mover mover;
  private final String self;
  private final Evacuation evacuation;
  private final Archive archive;
  private final Standbys standbys;

  PlaceCalls(String self, Mover mover, Evacuation evacuation, Archive archive, Standbys standbys) {
    this.self = self;
    this.mover = mover;
    this.archive = archive;
    this.evacuation = evacuation;
    this.standbys = standbys;
  }

  Result move(Cell<?, ?> cell, String node, MoveOptions options) throws InterruptedException {
    evacuation.checkTakes(node);
    if (node.equals(self)) {
      // Who wants it there has what it wants.
      return new Result.Moved(
          new MoveResult(
              cell.label(), self, self, cell.epoch(), 0, 0, Duration.ZERO, Duration.ZERO, 0, null));
    }
    return new Result.Moved(
        isAtHand(cell, node, options)
            ? standbys.move(cell, options)
            : mover.move(cell, node, options));
  }

  // The switch waits for the message in hand, and cannot do without its end.
  private boolean isAtHand(Cell<?, ?> cell, String node, MoveOptions options) {
    return !options.lastRevision() && standbys.survey().canMove(cell, node);
  }

  Result planMove(Cell<?, ?> cell, String node, MoveOptions options) throws InterruptedException {
    MovePlan plan =
        isAtHand(cell, node, options)
            ? standbys.survey().plan(cell, node)
            : mover.plan(cell, node, options);
    try {
      evacuation.checkTakes(node);
    } catch (OperatorException e) {
      plan = plan.refused(String.valueOf(e.getMessage()));
    }
    return new Result.MovesPlanned(List.of(plan));
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
