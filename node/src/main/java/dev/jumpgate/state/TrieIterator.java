package dev.jumpgate.state;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/**
 * A walk over the entries of a trie, in the order of their hashes.
 *
 * @param <E> what is made of an entry: the entry, its key or its value
 */
final class TrieIterator<E> implements Walk.Steps<E> {

  private static final int DEPTH = TrieNode.BUCKET / TrieNode.STEP + 1;

  private final BiFunction<Object, Object, E> element;
  private final TrieNode[] path;
  // For each node of the path the next child.
  private final byte[] next;
  private int depth;
  // The next entry of the node at depth, and where they end.
  private int entry;
  private int end;

  private TrieIterator(TrieNode root, BiFunction<Object, Object, E> element) {
    this.element = element;
    path = new TrieNode[DEPTH];
    next = new byte[DEPTH];
    path[0] = root;
    end = root.entries();
    settle();
  }

  private TrieIterator(TrieIterator<E> start) {
    element = start.element;
    path = start.path.clone();
    next = start.next.clone();
    depth = start.depth;
    entry = start.entry;
    end = start.end;
  }

  @SuppressWarnings("unchecked") // only PMap puts entries in, with their types checked; so below
  static <K, V> TrieIterator<Map.Entry<K, V>> entries(TrieNode root) {
    return new TrieIterator<>(root, (key, value) -> Map.entry((K) key, (V) value));
  }

  @SuppressWarnings("unchecked")
  static <K> TrieIterator<K> keys(TrieNode root) {
    return new TrieIterator<>(root, (key, value) -> (K) key);
  }

  @SuppressWarnings("unchecked")
  static <V> TrieIterator<V> values(TrieNode root) {
    return new TrieIterator<>(root, (key, value) -> (V) value);
  }

  @Override
  public TrieIterator<E> copy() {
    return new TrieIterator<>(this);
  }

  @Override
  public boolean hasNext() {
    return entry < end;
  }

  @Override
  public E next() {
    if (entry == end) {
      throw new NoSuchElementException();
    }
    TrieNode node = path[depth];
    E found = element.apply(node.key(entry), node.value(entry));
    if (++entry == end) {
      settle();
    }
    return found;
  }

  /** Goes on to a node with entries of its own, where there is one. */
  private void settle() {
    while (entry == end && depth >= 0) {
      TrieNode node = path[depth];
      if (next[depth] == node.children()) {
        depth--;
      } else {
        TrieNode child = node.child(next[depth]++);
        path[++depth] = child;
        next[depth] = 0;
        entry = 0;
        end = child.entries();
      }
    }
  }
}
