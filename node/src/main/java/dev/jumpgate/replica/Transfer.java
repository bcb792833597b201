package dev.jumpgate.replica;

import dev.jumpgate.state.Bytes;

/** What the two nodes of a move say to each other; {@code move} is the source's number for it. */
sealed interface Transfer {

  long move();

  /** A part of the image; parts come in order. */
  record Chunk(long move, Bytes part, boolean last) implements Transfer {}

  /** The source gives up; the target forgets. */
  record Abort(long move) implements Transfer {}

  /** The registry names the target: go on there. */
  record Activate(long move) implements Transfer {}

  /** The target has built the process. */
  record Prepared(long move) implements Transfer {}

  /** The target cannot take the process. */
  record Refused(long move, String reason) implements Transfer {}

  /** The target serves. */
  record Activated(long move) implements Transfer {}
}
