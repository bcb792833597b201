package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crash run again on the side: the state before and the message, in a handler whose effects go
 * nowhere.
 *
 * @param crash its id
 * @param version what it was run with, {@code spaceship@3}
 * @param error what was thrown this time, or null where the handler returned
 * @param stack of that, innermost first
 * @param state what the handler returned, or null where it threw
 * @param effects what it asked for, in order
 * @param total how long the handler took
 */
public record ReplayResult(
    String crash,
    String version,
    @Nullable String error,
    List<String> stack,
    @Nullable Tree state,
    List<Effect> effects,
    Duration total) {

  /**
   * Something that the handler asked for and that did not happen.
   *
   * @param kind {@code send reply ask timer spawn stop}
   * @param target the process it would have gone to, or null where there is none
   * @param value what would have gone there, or null where there is nothing
   */
  public record Effect(String kind, @Nullable String target, @Nullable Tree value) {}
}
