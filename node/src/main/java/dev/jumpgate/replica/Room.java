package dev.jumpgate.replica;

/** How much of this node's memory is in use, as far as it is known. */
interface Room {

  /**
   * What is known now, never of fewer collections than before. Cheap enough to be asked for each
   * part of a copy.
   */
  Look look();

  /**
   * Makes sure of what is known, where that disturbs nobody; else what is known. From then on
   * {@link #look} knows it too. Takes as long as a collection of the heap.
   */
  Look lookHard();

  /**
   * What was seen.
   *
   * @param heap the most that the node may use, in bytes
   * @param live what is in use, garbage not counted as far as it is known to be garbage
   * @param collections how often garbage was collected: what came since is not in {@code live}
   */
  record Look(long heap, long live, long collections) {

    /**
     * Of the heap so much stays free, in parts: for the messages in hand, and for the collector.
     */
    private static final int SPARE = 8;

    /** How much may be added; less than nothing where it is fuller than it should be. */
    long left() {
      return heap - heap / SPARE - live;
    }
  }
}
