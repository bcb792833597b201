package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last revisions of a process that its node keeps, and what led to each.
 *
 * @param on false where none are kept
 * @param entries oldest first; the last one is the committed state
 */
public record History(
    @Nullable String name, Pid pid, String node, boolean on, List<Entry> entries) {

  /**
   * One revision.
   *
   * @param time when it was committed, to about a millisecond, or null where that is not known
   * @param version the number of the bundle version that it is a state of
   * @param handling what led to it, as text
   * @param message that, or null where it was no message
   * @param stateBytes the encoded size of the state, or null where it was not measured
   */
  public record Entry(
      long revision,
      @Nullable Instant time,
      int version,
      String handling,
      @Nullable Tree message,
      @Nullable Long stateBytes) {}
}
