package dev.jumpgate.runtime;

import dev.jumpgate.process.Child;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/** What processes let each other know about their lives; a value that travels as it is. */
sealed interface Notice {

  /** Who waits to hear where it cannot be delivered, or null. */
  default @Nullable Pid from() {
    return null;
  }

  /** {@code from} watches the receiver from now on. */
  record Watch(Pid from) implements Notice {}

  /** {@code by} no longer watches the receiver. */
  record Unwatch(Pid by) implements Notice {}

  /** {@code from} is tied to the receiver. */
  record Link(Pid from) implements Notice {}

  /** {@code by} is no longer tied to the receiver. */
  record Unlink(Pid by) implements Notice {}

  /** What a supervisor tells its child; not in its turn, but at the next message boundary. */
  sealed interface Order extends Notice {}

  /** It is to stand still. */
  record Stand(Pid from) implements Order {}

  /**
   * It is to go on from where it stands.
   *
   * @param fresh what it starts with again, or null where that is its last state
   */
  record Go(Pid from, Child.Code.@Nullable OfBehavior fresh) implements Order {}

  /** It is to end, behind what waits; at once where it stands. */
  record Leave(Pid from, ExitReason reason) implements Order {}

  /** It is over. */
  record Kill(Pid from) implements Order {}

  /** A child lets its supervisor know what it is at. */
  record Report(Pid from, Told what) implements Notice {}

  /** What a child is at. */
  sealed interface Told {}

  /** It has started. */
  record Ready() implements Told {}

  /** It failed, or wants to end, and stands. */
  record Failed(ExitReason reason) implements Told {}

  /** It stands as it was told to. */
  record Stands() implements Told {}

  /** The process is over; resolves all that ties the receiver to it. */
  record Ended(Pid process, ExitReason reason) implements Notice {}
}
