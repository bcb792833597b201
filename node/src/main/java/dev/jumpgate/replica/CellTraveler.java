package dev.jumpgate.replica;

import dev.jumpgate.process.Pid;
import dev.jumpgate.runtime.Cell;
import org.jspecify.annotations.Nullable;

/** A traveler that is a process of this node. */
interface CellTraveler extends Traveler {

  Cell<?, ?> cell();

  @Override
  default Pid pid() {
    return cell().pid();
  }

  @Override
  default @Nullable String name() {
    return cell().name();
  }

  @Override
  default long epoch() {
    return cell().epoch();
  }
}
