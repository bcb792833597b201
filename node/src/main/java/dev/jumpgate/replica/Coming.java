package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.state.Bytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/**
 * What is on its way to this node by one move, as the target's side of it sees that. No method
 * blocks.
 */
interface Coming {

  /**
   * Builds it of what {@link #take} brings; done once all of it is there. Handles nothing. Fails
   * with one line where nothing of it can be built.
   *
   * @param taken told how many bytes have been used in all
   */
  CompletionStage<Built> build(LongConsumer taken);

  /** The next part of the copy. */
  void take(Bytes part);

  /** Nothing more is to be built. */
  void giveUp();

  /** The move is over: what was built is here, or never will be. */
  default void over() {}

  /** The registry's entries of those that are here and have a name: these remain. */
  void settled(List<Owner> owners);

  /**
   * What was built, by its place among those that move at once.
   *
   * @param refused those that cannot come, and why
   */
  record Built(Map<Integer, Newcomer> newcomers, Map<Integer, String> refused) {}
}
