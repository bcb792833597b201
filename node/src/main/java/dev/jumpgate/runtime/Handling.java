package dev.jumpgate.runtime;

import java.time.Duration;

/**
 * The message that a process is on.
 *
 * @param since when it began, on this node's monotonic clock, nanoseconds
 */
record Handling(Envelope envelope, long since, Thread thread) {

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** The message as shown to operators. */
  String what() {
    return switch (envelope) {
      case Envelope.Message(var content, var _) -> content.toString();
      case Envelope.Answered(var ask, var _) -> "the answer to question " + ask;
      case Envelope.Flush _ -> "a flush";
      case Envelope.Started(var cause) -> "its start (" + cause + ")";
      case Envelope.Due(var timer) -> "timer " + timer;
      case Envelope.Overdue(var ask) -> "question " + ask + " without an answer";
      case Envelope.Stop(var reason, var _) -> "its end (" + reason + ")";
    };
  }
}
