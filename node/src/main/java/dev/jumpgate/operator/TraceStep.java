package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a trace of a process shows, one after the other. */
public sealed interface TraceStep {

  /**
   * The process handled something.
   *
   * @param handling what it was, as text
   * @param message that, or null where it was no message or cannot be shown
   * @param before the revision that it found
   * @param after the revision that it left, the same where it changed nothing
   * @param took how long the handler ran
   * @param effects how many it asked for
   * @param outcome {@code committed}, {@code crashed} or {@code not-understood}
   */
  record Handled(
      Instant time,
      String handling,
      @Nullable Tree message,
      long before,
      long after,
      Duration took,
      int effects,
      String outcome)
      implements TraceStep {}

  /** So many were handled here and are not shown: the rate was at its limit. */
  record Dropped(long messages) implements TraceStep {}

  /** Nothing comes any more. */
  record Over(String why) implements TraceStep {}
}
