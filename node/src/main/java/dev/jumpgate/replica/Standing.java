package dev.jumpgate.replica;

import java.util.concurrent.CompletionStage;

/**
 * A process of this node that stands, as the source's side of a move sees it from the commit on. No
 * method blocks.
 */
interface Standing extends Traveler {

  /** It goes on as if nothing had been. */
  void goOn();

  /** This node may soon own it at that epoch. */
  void reclaims(long epoch);

  /** It goes on at that epoch. */
  void goOn(long epoch);

  /** It is gone: what came meanwhile follows it. Done with how many that were. */
  CompletionStage<Integer> depart(String node, long epoch);
}
