package dev.jumpgate.replica;

import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * A process that has been built on this node and handles nothing yet, as the target's side of a
 * move sees it. No method blocks.
 */
interface Newcomer {

  Pid pid();

  @Nullable String name();

  /** The epoch at which this node would own it. */
  long epoch();

  /** Under which its owner is found. */
  default String key() {
    return Registry.key(pid(), name());
  }

  /** It goes on here. */
  void activate();

  /** It goes on elsewhere, or not at all. */
  void discard();
}
