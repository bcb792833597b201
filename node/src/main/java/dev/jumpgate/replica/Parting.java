package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import java.util.List;

/**
 * What a node that is about to leave and the others say to each other; {@code question} is the
 * asking node's number for it.
 */
sealed interface Parting {

  /** The node takes no process any more. */
  record Leaving() implements Parting {}

  /** These processes were on the node: send to where they are now, and not by that node. */
  record Turn(long question, List<Owner> owners) implements Parting {}

  /** Nothing is on its way by the node any more; false where some may be. */
  record Turned(long question, boolean all) implements Parting {}
}
