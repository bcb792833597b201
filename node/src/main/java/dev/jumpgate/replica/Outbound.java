package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;

/** A move from this node, as what it does upon each event. No method blocks. */
sealed interface Outbound permits Departing, Convoy {

  /** The target says something. */
  void received(Transfer transfer);

  /** A node has left the cluster. */
  void lost(Member member);

  /** Frames between here and a node may have been lost, though both live. */
  void interrupted(Member member);

  /** Nobody wants it any more; false where it is too late for that. */
  boolean cancel();
}
