package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Routes;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import org.jspecify.annotations.Nullable;

/** What stands in a mailbox. */
sealed interface Envelope extends Routes.Parcel {

  /**
   * A message of the process's own type.
   *
   * @param content the message, or {@link Packed} while its classes are not at hand
   * @param caller who waits for an answer, or null
   */
  record Message(Object content, @Nullable ReplyTo<?> caller) implements Envelope {}

  /** The answer to a question of the process. */
  record Answered(long ask, Outcome outcome) implements Envelope {}

  /** The end of what came by the way of epoch {@code sent} from {@code node}. */
  record Flush(long sent, String node) implements Envelope {}

  /** The process starts here. Local: never leaves the node. */
  record Started(Cause cause) implements Envelope {}

  /** A timer is due. Local: the timer itself is in the ledger. */
  record Due(long timer) implements Envelope {}

  /** No answer came in time. Local: the question itself is in the ledger. */
  record Overdue(long ask) implements Envelope {}

  /** The process is to end; {@code then} runs when all of it is over. Local. */
  record Stop(ExitReason reason, Runnable then) implements Envelope {}

  /** A value still encoded. */
  record Packed(Bytes bytes) {}
}
