package dev.jumpgate.replica;

import dev.jumpgate.process.Pid;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Landing;
import org.jspecify.annotations.Nullable;

/** A process that was built on this node by a move. */
record LandingCell(Cell<?, ?> cell, Landing landing) implements Newcomer {

  @Override
  public Pid pid() {
    return cell.pid();
  }

  @Override
  public @Nullable String name() {
    return cell.name();
  }

  @Override
  public long epoch() {
    return cell.epoch();
  }

  @Override
  public void activate() {
    landing.activate(cell);
  }

  @Override
  public void discard() {
    landing.discard(cell);
  }
}
