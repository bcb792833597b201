package dev.jumpgate.runtime;

/**
 * Keeps a copy of a process elsewhere. It is told of each revision, and says by {@link
 * Cell#acknowledged} which of them the copy has.
 */
public interface Shadow {

  /**
   * True where what the process asks for, and what it answers, leaves only once the copy has the
   * revision; always the same.
   */
  boolean holds();

  /**
   * The process has this revision now. Called by whoever runs it, behind each commit and perhaps
   * more than once for one of them; must not block.
   */
  void committed(long revision);

  /** The process has ended here, or left: there is nothing more to be kept. Must not block. */
  default void over() {}
}
