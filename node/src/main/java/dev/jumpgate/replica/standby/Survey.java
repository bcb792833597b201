package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Standby;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import java.time.Duration;
import java.util.List;

/** What can be seen of the standbys of this node's processes. */
public final class Survey {

  /** What it takes a standby to go on, beside the message in hand: a few questions, one write. */
  private static final Duration SWITCH = Duration.ofMillis(5);

  private final String self;
  private final Keepers keepers;

  Survey(String self, Keepers keepers) {
    this.self = self;
    this.keepers = keepers;
  }

  /** With what is known of its standby. */
  public ProcessStatus status(Cell<?, ?> cell, ProcessStatus status) {
    return keepers.keeper(cell.pid()).map(keeper -> status(keeper, status)).orElse(status);
  }

  private static ProcessStatus status(Keeper keeper, ProcessStatus status) {
    Standby standby = keeper.standby();
    return switch (keeper.phase()) {
      case ALONE -> status.followedBy(null, null, "wanted");
      case OVER -> status;
      // Until the registry names it, it would not go on.
      case COPYING, HOLDING, NAMING -> status.followedBy(null, null, "copying");
      case SAFE, PARTING, HALTING, SWITCHING, COMMITTING, GIVEN -> {
        if (standby == null) {
          yield status.followedBy(null, null, "wanted");
        }
        long behind = status.revision() - keeper.acknowledgedRevision();
        yield status.followedBy(
            standby.node(), Math.max(0, behind), standby.sync() ? "sync" : "async");
      }
    };
  }

  /** True where a standby has that revision of a process, and goes on with it when need be. */
  public boolean isStable(Cell<?, ?> cell, long revision) {
    return isSafe(cell)
        && keepers
            .keeper(cell.pid())
            .filter(keeper -> keeper.acknowledgedRevision() >= revision)
            .isPresent();
  }

  /** True where it would go on with the process. */
  boolean isSafe(Cell<?, ?> cell) {
    return keepers
        .keeper(cell.pid())
        .filter(keeper -> keeper.phase() == Keeper.Phase.SAFE)
        .isPresent();
  }

  /** True where a node has all of a process of this one and could go on with it at once. */
  public boolean canMove(Cell<?, ?> cell, String node) {
    return !cell.isSuspended()
        && keepers
            .keeper(cell.pid())
            .filter(keeper -> keeper.phase() == Keeper.Phase.SAFE)
            .map(Keeper::standby)
            .filter(standby -> standby.node().equals(node))
            .isPresent();
  }

  /** What {@link Standbys#move} would be like. */
  public MovePlan plan(Cell<?, ?> cell, String node) {
    ProcessStatus now = Probe.status(cell, self);
    return new MovePlan(
        cell.label(),
        self,
        node,
        Probe.bytes(cell),
        now.mailbox(),
        0,
        0,
        SWITCH,
        SWITCH,
        true,
        List.of());
  }
}
