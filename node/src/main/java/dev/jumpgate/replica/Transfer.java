package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the two nodes of a move say to each other; {@code move} is the source's number for it. */
sealed interface Transfer {

  /** What both ends must speak; an end that speaks another one refuses. */
  int PROTOCOL = 3;

  long move();

  /**
   * A process is to come.
   *
   * @param epoch the one that the source has; the target would have the one after
   * @param services those that the process has used
   * @param bytes the size of its state as it travels, as far as that is known
   * @param earnest false where the source only wants to know whether it would be taken
   */
  record Offer(
      long move,
      int protocol,
      Pid pid,
      @Nullable String name,
      String behavior,
      BundleVersion bundle,
      long epoch,
      List<String> services,
      long bytes,
      boolean earnest)
      implements Transfer {}

  /** Many small processes are to come, and these are their images, each encoded. */
  record Load(long move, int protocol, List<Bytes> images) implements Transfer {}

  /** Would there be room for so much? It is not kept for who asks. */
  record Cargo(long move, int protocol, long bytes) implements Transfer {}

  /** A part of the copy; parts come in order. */
  record Chunk(long move, Bytes part) implements Transfer {}

  /** The registry names the target as the one that goes on with these when the source is lost. */
  record Named(long move, Map<Integer, Owner> entries) implements Transfer {}

  /** The source gives up: the target forgets. */
  record Abort(long move) implements Transfer {}

  /** The source knows of no such move, or no longer: the registry tells. */
  record Unknown(long move) implements Transfer {}

  /** The registry names the target for these, by their place; the others stay with the source. */
  record Activate(long move, Map<Integer, Owner> owners) implements Transfer {}

  /** The source will never go on with them: the target does. */
  record Released(long move) implements Transfer {}

  /** The target takes what is to come. */
  record Accepted(long move) implements Transfer {}

  /** So many bytes of the copy have been taken in all. */
  record Taken(long move, long bytes) implements Transfer {}

  /** The target has built all but those that it cannot take: why, by their place. */
  record Prepared(long move, Map<Integer, String> refused) implements Transfer {}

  /** The target cannot take what is to come, or knows of no such move. */
  record Refused(long move, String reason) implements Transfer {}

  /** The target knows that the registry names it, and waits for {@link Released}. */
  record Ready(long move) implements Transfer {}

  /** The target serves. */
  record Activated(long move) implements Transfer {}

  /** The registry no longer names the source: the move is over. */
  record Settled(long move) implements Transfer {}
}
