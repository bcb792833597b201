package dev.jumpgate.process;

/** Why a process ended. */
public sealed interface ExitReason {

  /** It was done. */
  record Normal() implements ExitReason {}

  /** Its node is going down in good order. */
  record Shutdown() implements ExitReason {}

  /** An operator ended it. */
  record Killed() implements ExitReason {}

  /** It could not go on; {@code what} is for people. */
  record Crashed(String what) implements ExitReason {}
}
