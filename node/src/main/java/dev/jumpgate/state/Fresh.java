package dev.jumpgate.state;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a persistent collection does not share with an earlier one, by identity: the difference as
 * one needs it who has looked at the earlier one already, and to whom two equal values are not the
 * same. Shared nodes are skipped.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point
public final class Fresh {

  private Fresh() {}

  /** Gets what is not shared. */
  @FunctionalInterface
  public interface Visitor<K, V> {

    /**
     * An entry.
     *
     * @param was what the earlier map has under the key, null where it has nothing
     */
    void visit(K key, @Nullable V was, V is);
  }

  /** The entries of {@code now} whose key or value is not the very one {@code before} has. */
  @SuppressWarnings("unchecked") // the entries of tries below PMap<K, V>
  public static <K, V> void entries(PMap<K, V> before, PMap<K, V> now, Visitor<K, V> visitor) {
    compare(before.root(), now.root(), 0, (Visitor<Object, Object>) visitor);
  }

  /** The elements of {@code now} that are not the very ones {@code before} has, as keys. */
  public static <T> void elements(PSet<T> before, PSet<T> now, Visitor<T, Boolean> visitor) {
    entries(before.map(), now.map(), visitor);
  }

  /** The indices of {@code now} at which {@code before} does not have the very same element. */
  public static <T> void indices(PVec<T> before, PVec<T> now, IntConsumer visitor) {
    VecTrie.compare(
        before,
        now,
        (index, was, is) -> {
          if (is != null) {
            visitor.accept(index);
          }
        });
  }

  private static void compare(
      TrieNode before, TrieNode now, int shift, Visitor<Object, Object> visitor) {
    if (before == now) {
      return;
    }
    if (shift == TrieNode.BUCKET) {
      now.forEach((key, is) -> compare(before, shift, key, is, visitor));
      return;
    }
    for (int left = now.bits(); left != 0; left &= left - 1) {
      int bit = left & -left;
      if (now.hasEntry(bit)) {
        int entry = now.entryAt(bit);
        compare(before, shift, now.key(entry), now.value(entry), visitor);
      } else if (before.hasChild(bit)) {
        compare(before.childAt(bit), now.childAt(bit), shift + TrieNode.STEP, visitor);
      } else {
        now.childAt(bit).forEach((key, is) -> compare(before, shift, key, is, visitor));
      }
    }
  }

  private static void compare(
      TrieNode before, int shift, Object key, Object is, Visitor<Object, Object> visitor) {
    Object was = before.find(TrieNode.hash(key, shift), shift, key);
    if (was != is || !hasVery(key, before, shift)) {
      visitor.visit(key, was, is);
    }
  }

  /** True where the key that {@code node} has is that very object, not just equal. */
  private static boolean hasVery(Object key, TrieNode node, int shift) {
    if (shift < TrieNode.BUCKET) {
      int bit = TrieNode.bit(TrieNode.hash(key, shift), shift);
      return node.hasChild(bit)
          ? hasVery(key, node.childAt(bit), shift + TrieNode.STEP)
          : node.hasEntry(bit) && node.key(node.entryAt(bit)) == key;
    }
    for (int entry = 0; entry < node.entries(); entry++) {
      if (node.key(entry) == key) {
        return true;
      }
    }
    return false;
  }
}
