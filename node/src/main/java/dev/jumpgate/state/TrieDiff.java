package dev.jumpgate.state;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two tries: what they share is skipped by identity, so the time follows the
 * change and not the size.
 */
final class TrieDiff<K, V> {

  /**
   * What is told of each key that one of the tries has, but where both have the very same value.
   */
  interface Sink<K, V> {
    /** One of both may be null: then the key came or went. They may be equal. */
    void differ(K key, @Nullable V old, @Nullable V now);
  }

  private final Sink<K, V> sink;

  TrieDiff(Sink<K, V> sink) {
    this.sink = sink;
  }

  void compare(TrieNode old, TrieNode now) {
    compare(old, now, 0);
  }

  private void compare(TrieNode old, TrieNode now, int shift) {
    if (old == now) {
      return;
    }
    if (shift == TrieNode.BUCKET) {
      compareBuckets(old, now);
      return;
    }
    for (int left = old.bits() | now.bits(); left != 0; left &= left - 1) {
      int bit = left & -left;
      if (old.hasChild(bit) && now.hasChild(bit)) {
        compare(old.childAt(bit), now.childAt(bit), shift + TrieNode.STEP);
      } else if (now.hasEntry(bit)) {
        compareWithEntry(old, now, bit, false);
      } else if (old.hasEntry(bit)) {
        compareWithEntry(now, old, bit, true);
      } else if (old.hasChild(bit)) {
        old.childAt(bit).forEach((key, was) -> tell(key, was, null));
      } else {
        now.childAt(bit).forEach((key, is) -> tell(key, null, is));
      }
    }
  }

  /** One side has just one entry under {@code bit}; the other nothing, an entry or a child. */
  private void compareWithEntry(TrieNode many, TrieNode one, int bit, boolean oneIsOld) {
    int entry = one.entryAt(bit);
    Object key = one.key(entry);
    Object value = one.value(entry);
    boolean[] found = {false};
    BiConsumer<Object, Object> visit =
        (k, v) -> {
          boolean twin = !found[0] && TrieNode.same(key, k);
          found[0] |= twin;
          Object other = twin ? value : null;
          tell(k, oneIsOld ? other : v, oneIsOld ? v : other);
        };
    if (many.hasChild(bit)) {
      many.childAt(bit).forEach(visit);
    } else if (many.hasEntry(bit)) {
      int at = many.entryAt(bit);
      visit.accept(many.key(at), many.value(at));
    }
    if (!found[0]) {
      tell(key, oneIsOld ? value : null, oneIsOld ? null : value);
    }
  }

  private void compareBuckets(TrieNode old, TrieNode now) {
    old.forEach((key, was) -> tell(key, was, now.find(0, TrieNode.BUCKET, key)));
    now.forEach((key, is) -> {
      if (old.find(0, TrieNode.BUCKET, key) == null) {
        tell(key, null, is);
      }
    });
  }

  @SuppressWarnings("unchecked") // the entries of a trie below PMap<K, V>
  private void tell(Object key, @Nullable Object old, @Nullable Object now) {
    if (old != now) {
      sink.differ((K) key, (V) old, (V) now);
    }
  }
}
