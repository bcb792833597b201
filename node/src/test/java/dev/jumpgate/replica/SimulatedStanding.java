package dev.jumpgate.replica;

import dev.jumpgate.process.Pid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A simulated process without a name that is to leave, alone or with a convoy. */
abstract class SimulatedStanding implements Standing {

  final Pid pid;
  final SimulatedMover.Resident resident;
  final long epoch;

  SimulatedStanding(Pid pid, SimulatedMover.Resident resident) {
    this.pid = pid;
    this.resident = resident;
    this.epoch = resident.epoch();
  }

  @Override
  public Pid pid() {
    return pid;
  }

  @Override
  public @Nullable String name() {
    return null;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void goOn() {
    resident.goOn(epoch);
  }

  @Override
  public void reclaims(long later) {
    resident.reclaims(later);
  }

  @Override
  public void goOn(long later) {
    resident.goOn(later);
  }

  @Override
  public CompletionStage<Integer> depart(String node, long later) {
    return CompletableFuture.completedFuture(resident.depart(node, later));
  }
}
