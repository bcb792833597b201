package dev.jumpgate.replica;

/**
 * A process that has been built on this node and handles nothing yet, as the target's side of a
 * move sees it. No method blocks.
 */
interface Newcomer extends Traveler {

  /** It goes on here. */
  void activate();

  /** It goes on elsewhere, or not at all. */
  void discard();
}
