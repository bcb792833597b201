package dev.jumpgate.process;

/** Why a process ended, or why nothing more is known of it. */
public sealed interface ExitReason {

  /** True where it was done or was told to end in good order: no fault of anybody's. */
  default boolean isOrderly() {
    return this instanceof Normal || this instanceof Shutdown;
  }

  /** It was done. */
  record Normal() implements ExitReason {}

  /** Its node or its supervisor ended it in good order. */
  record Shutdown() implements ExitReason {}

  /** It was ended without being asked. */
  record Killed() implements ExitReason {}

  /** It could not go on; {@code what} is for people. */
  record Crashed(String what) implements ExitReason {}

  /** There was no such process when it was asked for. */
  record NoProcess() implements ExitReason {}

  /** Its node was lost, and nobody else owns it. */
  record NodeLost() implements ExitReason {}
}
