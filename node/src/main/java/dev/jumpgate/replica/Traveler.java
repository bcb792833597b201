package dev.jumpgate.replica;

import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/** A process that moves, as either side of the move sees it. */
interface Traveler {

  Pid pid();

  @Nullable String name();

  /** The epoch at which this node owns it, or would own it. */
  long epoch();

  /** Under which its owner is found. */
  default String key() {
    return Registry.key(pid(), name());
  }
}
