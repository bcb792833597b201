package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;

/** What goes from this node to the other one of a move. */
@FunctionalInterface
interface Line {

  /** Sends, or does nothing where the node is gone. Does not block. */
  void say(Member node, Transfer transfer);
}
