package dev.jumpgate.state;

/**
 * A change to a trie that is under way: what becomes of the nodes that it touches, and how many
 * entries came or went.
 */
abstract sealed class Edit permits CopyingEdit, InPlaceEdit {

  /** Entries added less entries removed. */
  int growth;

  /** {@code node} with another value in its {@code entry}-th entry. */
  abstract TrieNode withValue(TrieNode node, int entry, Object value);

  /** {@code node} with another child under {@code bit}, where it has one. */
  abstract TrieNode withChild(TrieNode node, int bit, TrieNode child);

  /** {@code node} with an entry under {@code bit}, where it has nothing. */
  abstract TrieNode withEntry(TrieNode node, int bit, Object key, Object value);

  /** {@code node} without the entry under {@code bit}. */
  abstract TrieNode withoutEntry(TrieNode node, int bit);

  /** Two entries met under one bit: the one that was here went down into {@code child}. */
  abstract TrieNode withChildForEntry(TrieNode node, int bit, TrieNode child);

  /** One entry is left of the child under {@code bit}: it comes up, so the shape is canonical. */
  abstract TrieNode withEntryForChild(TrieNode node, int bit, Object key, Object value);
}
