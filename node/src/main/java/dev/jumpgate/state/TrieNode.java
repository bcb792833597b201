package dev.jumpgate.state;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of the compressed hash trie (CHAMP, Steindorfer and Vinju 2015) below a {@link PMap}.
 *
 * <p>Each level consumes five bits of the hash. {@code slots} holds the entries first, key and
 * value side by side in the order of their bits, then the children in the opposite order from the
 * end. Where all 32 bits of {@code hashCode} are used up, the trie goes on with {@link SecondHash};
 * where that is used up too, a node is a bucket: entries side by side, without bits.
 *
 * <p>Invariant: a child never holds just one entry; it would stand in its parent instead. So equal
 * maps have the same shape (buckets may differ in order), which {@link #sameAs} and {@link
 * TrieDiff} rely on.
 *
 * <p>Only a {@link InPlaceEdit.Draft} ever changes, and no map holds one: so a node needs no mark
 * of who may change it, which saves a tenth of a large map.
 */
sealed class TrieNode permits InPlaceEdit.Draft {

  static final TrieNode EMPTY = new TrieNode(0, 0, new Object[0]);

  /** Bits of the hash that one level consumes. */
  static final int STEP = 5;

  /** The shift of the first level of the second hash. */
  static final int SECOND = 35;

  /** The shift below the last level, where buckets are. */
  static final int BUCKET = 65;

  int entryBits;
  int childBits;
  Object[] slots;

  TrieNode(int entryBits, int childBits, Object[] slots) {
    this.entryBits = entryBits;
    this.childBits = childBits;
    this.slots = slots;
  }

  /** As much of the hash as the levels above {@link #SECOND} look at. */
  static long hash(Object key) {
    int hash = key.hashCode();
    // Mixes the upper half in, since the first levels see the lower bits only.
    return (hash ^ (hash >>> 16)) & 0xffff_ffffL;
  }

  /** As much as nodes from {@code shift} down look at. */
  static long hash(Object key, int shift) {
    return shift < SECOND ? hash(key) : hash(key) | (long) SecondHash.of(key) << SECOND;
  }

  static int bit(long hash, int shift) {
    // The shift of an int sees the lowest five bits only.
    return 1 << (int) (hash >>> shift);
  }

  boolean isEmpty() {
    return slots.length == 0;
  }

  /** True where this node may not stand below another: its entry must. */
  private boolean isSingle() {
    return childBits == 0 && entries() == 1;
  }

  /** The bits under which there is an entry or a child. */
  final int bits() {
    return entryBits | childBits;
  }

  final boolean hasEntry(int bit) {
    return (entryBits & bit) != 0;
  }

  final boolean hasChild(int bit) {
    return (childBits & bit) != 0;
  }

  /** The number of entries that stand in this node itself. */
  final int entries() {
    return bits() == 0 ? slots.length / 2 : Integer.bitCount(entryBits);
  }

  final int children() {
    return Integer.bitCount(childBits);
  }

  final Object key(int entry) {
    return slots[2 * entry];
  }

  final Object value(int entry) {
    return slots[2 * entry + 1];
  }

  final TrieNode child(int ordinal) {
    return (TrieNode) slots[slots.length - 1 - ordinal];
  }

  final TrieNode childAt(int bit) {
    return (TrieNode) slots[childSlot(bit)];
  }

  /** Which entry stands under {@code bit}. */
  final int entryAt(int bit) {
    return Integer.bitCount(entryBits & (bit - 1));
  }

  final int ordinalAt(int bit) {
    return Integer.bitCount(childBits & (bit - 1));
  }

  final int childSlot(int bit) {
    return slots.length - 1 - ordinalAt(bit);
  }

  final @Nullable Object find(Object key) {
    return find(hash(key), 0, key);
  }

  /** The value of {@code key} below this node, which stands at {@code shift}; null for none. */
  final @Nullable Object find(long start, int shift, Object key) {
    TrieNode node = this;
    long hash = start;
    for (int at = shift; at < BUCKET; at += STEP) {
      if (at == SECOND) {
        hash = hash(key, SECOND);
      }
      int bit = bit(hash, at);
      if ((node.entryBits & bit) != 0) {
        int entry = node.entryAt(bit);
        return same(key, node.key(entry)) ? node.value(entry) : null;
      }
      if ((node.childBits & bit) == 0) {
        return null;
      }
      node = node.childAt(bit);
    }
    int entry = node.indexInBucket(key);
    return entry < 0 ? null : node.value(entry);
  }

  static boolean same(Object one, Object other) {
    return one == other || one.equals(other);
  }

  private int indexInBucket(Object key) {
    for (int entry = 0; entry < slots.length / 2; entry++) {
      if (same(key, key(entry))) {
        return entry;
      }
    }
    return -1;
  }

  /** This node with an entry put; the very same node where {@code edit} made no other. */
  final TrieNode put(long start, int shift, Object key, Object value, Edit edit) {
    if (shift == BUCKET) {
      return putInBucket(key, value, edit);
    }
    long hash = shift == SECOND ? hash(key, SECOND) : start;
    int bit = bit(hash, shift);
    if (hasEntry(bit)) {
      int entry = entryAt(bit);
      Object there = key(entry);
      if (same(key, there)) {
        return value(entry) == value ? this : edit.withValue(this, entry, value);
      }
      edit.growth++;
      int below = shift + STEP;
      TrieNode both =
          pair(hash(there, below), there, value(entry), hash(key, below), key, value, below);
      return edit.withChildForEntry(this, bit, both);
    }
    if (hasChild(bit)) {
      TrieNode child = childAt(bit);
      TrieNode changed = child.put(hash, shift + STEP, key, value, edit);
      return changed == child ? this : edit.withChild(this, bit, changed);
    }
    edit.growth++;
    return edit.withEntry(this, bit, key, value);
  }

  private TrieNode putInBucket(Object key, Object value, Edit edit) {
    int entry = indexInBucket(key);
    if (entry >= 0) {
      if (value(entry) == value) {
        return this;
      }
      Object[] changed = slots.clone();
      changed[2 * entry + 1] = value;
      return new TrieNode(0, 0, changed);
    }
    edit.growth++;
    Object[] longer = Arrays.copyOf(slots, slots.length + 2);
    longer[slots.length] = key;
    longer[slots.length + 1] = value;
    return new TrieNode(0, 0, longer);
  }

  /** This node without {@code key}; the very same node where {@code edit} made no other. */
  final TrieNode remove(long start, int shift, Object key, Edit edit) {
    if (shift == BUCKET) {
      return removeFromBucket(key, edit);
    }
    long hash = shift == SECOND ? hash(key, SECOND) : start;
    int bit = bit(hash, shift);
    if (hasEntry(bit)) {
      if (!same(key, key(entryAt(bit)))) {
        return this;
      }
      edit.growth--;
      return edit.withoutEntry(this, bit);
    }
    if (!hasChild(bit)) {
      return this;
    }
    TrieNode child = childAt(bit);
    TrieNode changed = child.remove(hash, shift + STEP, key, edit);
    if (changed.isSingle()) {
      return edit.withEntryForChild(this, bit, changed.key(0), changed.value(0));
    }
    return changed == child ? this : edit.withChild(this, bit, changed);
  }

  private TrieNode removeFromBucket(Object key, Edit edit) {
    int entry = indexInBucket(key);
    if (entry < 0) {
      return this;
    }
    edit.growth--;
    Object[] shorter = new Object[slots.length - 2];
    int slot = 2 * entry;
    System.arraycopy(slots, 0, shorter, 0, slot);
    System.arraycopy(slots, slot + 2, shorter, slot, shorter.length - slot);
    return new TrieNode(0, 0, shorter);
  }

  /** A node at {@code shift} of just two entries, or a chain of nodes down to one. */
  private static TrieNode pair(
      long hash1, Object key1, Object value1, long hash2, Object key2, Object value2, int shift) {
    if (shift == BUCKET) {
      return new TrieNode(0, 0, new Object[] {key1, value1, key2, value2});
    }
    int bit1 = bit(hash1, shift);
    int bit2 = bit(hash2, shift);
    if (bit1 == bit2) {
      int below = shift + STEP;
      long next1 = below == SECOND ? hash(key1, below) : hash1;
      long next2 = below == SECOND ? hash(key2, below) : hash2;
      TrieNode both = pair(next1, key1, value1, next2, key2, value2, below);
      return new TrieNode(0, bit1, new Object[] {both});
    }
    return Integer.compareUnsigned(bit1, bit2) < 0
        ? new TrieNode(bit1 | bit2, 0, new Object[] {key1, value1, key2, value2})
        : new TrieNode(bit1 | bit2, 0, new Object[] {key2, value2, key1, value1});
  }

  final void forEach(BiConsumer<Object, Object> action) {
    for (int entry = 0, last = entries(); entry < last; entry++) {
      action.accept(key(entry), value(entry));
    }
    for (int child = 0, last = children(); child < last; child++) {
      child(child).forEach(action);
    }
  }

  /** Equality of two nodes at the same place of two tries; shared parts are not visited. */
  final boolean sameAs(TrieNode other, int shift) {
    if (this == other) {
      return true;
    }
    if (entryBits != other.entryBits
        || childBits != other.childBits
        || slots.length != other.slots.length) {
      return false;
    }
    for (int entry = 0, last = entries(); entry < last; entry++) {
      int twin = shift == BUCKET ? other.indexInBucket(key(entry)) : entry;
      if (twin < 0
          || !same(key(entry), other.key(twin))
          || !same(value(entry), other.value(twin))) {
        return false;
      }
    }
    for (int child = 0, last = children(); child < last; child++) {
      if (!child(child).sameAs(other.child(child), shift + STEP)) {
        return false;
      }
    }
    return true;
  }
}
