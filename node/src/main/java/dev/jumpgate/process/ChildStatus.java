package dev.jumpgate.process;

import org.jspecify.annotations.Nullable;

/**
 * A child as its supervisor sees it.
 *
 * @param pid the process, or null where there is none
 */
public record ChildStatus(String id, @Nullable Pid pid, State state, Child.Restart restart) {

  /** What a child is at. */
  public enum State {
    /** It runs. */
    RUNNING,
    /** It starts, for the first time or again. */
    STARTING,
    /** It stands still, or is gone, until its turn or the end of a pause. */
    WAITING,
    /** It was told to end. */
    ENDING,
    /** It ended and will not be started unless somebody says so. */
    ENDED
  }
}
