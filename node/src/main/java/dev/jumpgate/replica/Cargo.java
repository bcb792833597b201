package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.state.Bytes;
import java.util.List;
import java.util.Map;

/**
 * What nodes say to each other about many small processes that move at once; {@code convoy} is the
 * asking node's number for it.
 */
sealed interface Cargo {

  long convoy();

  /** The images of all of them, each encoded. */
  record Load(long convoy, List<Bytes> images) implements Cargo {}

  /** The target has built them, but for those that it cannot take: why, by their place. */
  record Loaded(long convoy, Map<Integer, String> refused) implements Cargo {}

  /** The source gives up; the target forgets all of them. */
  record Unload(long convoy) implements Cargo {}

  /** The registry names the target for these, by their place: go on there. Forget the others. */
  record Land(long convoy, Map<Integer, Owner> owners) implements Cargo {}

  /** The target serves. */
  record Landed(long convoy) implements Cargo {}

  /** The source is about to leave the cluster, and takes no process any more. */
  record Leaving(long convoy) implements Cargo {}

  /** These processes were on the source: send to where they are now, and not by the source. */
  record Turn(long convoy, List<Owner> owners) implements Cargo {}

  /** Nothing of the target's is on its way by the source any more; false where some may be. */
  record Turned(long convoy, boolean all) implements Cargo {}
}
