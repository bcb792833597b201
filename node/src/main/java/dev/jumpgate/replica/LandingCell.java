package dev.jumpgate.replica;

import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Landing;

/** A process that was built on this node by a move. */
record LandingCell(Cell<?, ?> cell, Landing landing) implements Newcomer, CellTraveler {

  @Override
  public void activate() {
    landing.activate(cell);
  }

  @Override
  public void discard() {
    landing.discard(cell);
  }
}
