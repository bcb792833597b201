package dev.jumpgate.state;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** A walk over the entries of a trie, in the order of their hashes. */
final class TrieIterator<K, V> implements Iterator<Map.Entry<K, V>> {

  private static final int DEPTH = TrieNode.BUCKET / TrieNode.STEP + 1;

  private final TrieNode[] path = new TrieNode[DEPTH];
  // For each node of the path the next position: its entries first, then its children.
  private final int[] next = new int[DEPTH];
  private int depth;

  TrieIterator(TrieNode root) {
    path[0] = root;
    settle();
  }

  @Override
  public boolean hasNext() {
    return depth >= 0;
  }

  @Override
  @SuppressWarnings("unchecked") // only PMap puts entries in, with their types checked
  public Map.Entry<K, V> next() {
    if (depth < 0) {
      throw new NoSuchElementException();
    }
    TrieNode node = path[depth];
    int entry = next[depth]++;
    settle();
    return Map.entry((K) node.key(entry), (V) node.value(entry));
  }

  /** Goes on to the next entry, or to depth -1 when there is none. */
  private void settle() {
    while (depth >= 0) {
      TrieNode node = path[depth];
      int position = next[depth];
      if (position < node.entries()) {
        return;
      }
      int child = position - node.entries();
      if (child == node.children()) {
        depth--;
      } else {
        next[depth]++;
        depth++;
        path[depth] = node.child(child);
        next[depth] = 0;
      }
    }
  }
}
