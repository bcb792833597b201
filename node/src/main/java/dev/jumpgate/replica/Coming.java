package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that is on its way to this node, as the target's side of a move sees it. No method
 * blocks.
 */
interface Coming {

  Pid pid();

  @Nullable String name();

  /** The epoch at which this node would own it. */
  long epoch();

  /**
   * Builds it of what {@link #take} brings; done once it is complete. Handles nothing. Fails with
   * one line where it cannot be built.
   *
   * @param taken told how many bytes have been used in all
   */
  CompletionStage<Void> build(LongConsumer taken);

  /** The next part of the copy. */
  void take(Bytes part);

  /** It goes on here. */
  void activate();

  /** It goes on elsewhere, or not at all. */
  void discard();

  /** The registry's entry is the one that remains. */
  void settled(Owner owner);
}
