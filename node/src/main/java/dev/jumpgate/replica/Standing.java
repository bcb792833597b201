package dev.jumpgate.replica;

import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A process of this node that stands, as the source's side of a move sees it from the commit on. No
 * method blocks.
 */
interface Standing {

  Pid pid();

  @Nullable String name();

  /** The epoch at which this node owns it. */
  long epoch();

  /** Under which its owner is found. */
  default String key() {
    return Registry.key(pid(), name());
  }

  /** It goes on as if nothing had been. */
  void goOn();

  /** This node may soon own it at that epoch. */
  void reclaims(long epoch);

  /** It goes on at that epoch. */
  void goOn(long epoch);

  /** It is gone: what came meanwhile follows it. Done with how many that were. */
  CompletionStage<Integer> depart(String node, long epoch);
}
