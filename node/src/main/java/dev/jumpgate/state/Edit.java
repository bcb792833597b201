package dev.jumpgate.state;

import org.jspecify.annotations.Nullable;

/**
 * A change to a trie that is under way: who may write to nodes in place, and how many entries came
 * or went.
 */
final class Edit {

  /** Nodes made with this mark belong to the edit; null where every touched node is copied. */
  final @Nullable Object mark;

  /** Entries added less entries removed. */
  int growth;

  private Edit(@Nullable Object mark) {
    this.mark = mark;
  }

  /** An edit that copies each node it touches. */
  static Edit copying() {
    return new Edit(null);
  }

  /** An edit that writes in place to nodes it made itself. */
  static Edit inPlace() {
    return new Edit(new Object());
  }
}
