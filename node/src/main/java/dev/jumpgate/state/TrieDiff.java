package dev.jumpgate.state;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two tries: what they share is skipped by identity, so the time follows the
 * change and not the size.
 */
@SuppressWarnings("ReferenceEquality") // what is shared is found by identity
final class TrieDiff<K, V> {

  private final List<Diff.Change<K, V>> changes;

  TrieDiff(List<Diff.Change<K, V>> changes) {
    this.changes = changes;
  }

  void compare(TrieNode old, TrieNode now, int shift) {
    if (old == now) {
      return;
    }
    if (shift == TrieNode.BUCKET) {
      compareEntries(
          old::forEach, now::forEach, key -> inBucket(old, key), key -> inBucket(now, key));
      return;
    }
    for (int left = old.bits() | now.bits(); left != 0; left &= left - 1) {
      int bit = left & -left;
      if (old.hasChild(bit) && now.hasChild(bit)) {
        compare(old.childAt(bit), now.childAt(bit), shift + TrieNode.STEP);
      } else {
        // One side has at most one entry here: nearly all of the other side came or went.
        compareEntries(
            action -> forEachAt(old, bit, action),
            action -> forEachAt(now, bit, action),
            key -> old.find(TrieNode.hash(key), shift, key),
            key -> now.find(TrieNode.hash(key), shift, key));
      }
    }
  }

  @SuppressWarnings("unchecked") // the entries of a trie below PMap<K, V>
  private void compareEntries(Entries old, Entries now, Finder inOld, Finder inNow) {
    old.forEach((key, was) -> {
      Object is = inNow.find(key);
      if (is == null) {
        changes.add(new Diff.Removed<>((K) key, (V) was));
      } else if (is != was && !is.equals(was)) {
        changes.add(new Diff.Changed<>((K) key, (V) was, (V) is));
      }
    });
    now.forEach((key, is) -> {
      if (inOld.find(key) == null) {
        changes.add(new Diff.Added<>((K) key, (V) is));
      }
    });
  }

  private static @Nullable Object inBucket(TrieNode bucket, Object key) {
    return bucket.find(TrieNode.hash(key), TrieNode.BUCKET, key);
  }

  private static void forEachAt(TrieNode node, int bit, BiConsumer<Object, Object> action) {
    if (node.hasChild(bit)) {
      node.childAt(bit).forEach(action);
    } else if (node.hasEntry(bit)) {
      int entry = node.entryAt(bit);
      action.accept(node.key(entry), node.value(entry));
    }
  }

  private interface Entries {
    void forEach(BiConsumer<Object, Object> action);
  }

  private interface Finder {
    @Nullable Object find(Object key);
  }
}
