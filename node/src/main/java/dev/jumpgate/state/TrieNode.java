package dev.jumpgate.state;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of the compressed hash trie (CHAMP) below a {@link PMap}.
 *
 * <p>Each level consumes five bits of the hash. {@code slots} holds the entries first, key and
 * value side by side in the order of their bits, then the children in the opposite order from the
 * end. Below the last level a node is a bucket: entries whose hashes are equal, without bits.
 *
 * <p>Invariant: a child never holds just one entry; it would stand in its parent instead. So equal
 * maps have the same shape (buckets may differ in order), which {@link #sameAs} and {@link
 * TrieDiff} rely on.
 */
@SuppressWarnings("ReferenceEquality") // what is shared is found by identity
final class TrieNode {

  static final TrieNode EMPTY = new TrieNode(0, 0, new Object[0], null);

  /** Bits of the hash that one level consumes. */
  static final int STEP = 5;

  /** The shift below the last level, where buckets are; 0 to 30 are levels. */
  static final int BUCKET = 35;

  private int entryBits;
  private int childBits;
  private Object[] slots;
  private final @Nullable Object mark;

  private TrieNode(int entryBits, int childBits, Object[] slots, @Nullable Object mark) {
    this.entryBits = entryBits;
    this.childBits = childBits;
    this.slots = slots;
    this.mark = mark;
  }

  /** Mixes the upper half in, since the first levels see the lower bits only. */
  static int hash(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }

  static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & 31);
  }

  boolean isEmpty() {
    return slots.length == 0;
  }

  /** The bits under which there is an entry or a child. */
  int bits() {
    return entryBits | childBits;
  }

  boolean hasEntry(int bit) {
    return (entryBits & bit) != 0;
  }

  boolean hasChild(int bit) {
    return (childBits & bit) != 0;
  }

  /** The number of entries that stand in this node itself. */
  int entries() {
    return (slots.length - Integer.bitCount(childBits)) / 2;
  }

  int children() {
    return Integer.bitCount(childBits);
  }

  Object key(int entry) {
    return slots[2 * entry];
  }

  Object value(int entry) {
    return slots[2 * entry + 1];
  }

  /** The {@code ordinal}-th child. */
  TrieNode child(int ordinal) {
    return (TrieNode) slots[slots.length - 1 - ordinal];
  }

  TrieNode childAt(int bit) {
    return (TrieNode) slots[childSlot(bit)];
  }

  /** Which entry stands under {@code bit}. */
  int entryAt(int bit) {
    return Integer.bitCount(entryBits & (bit - 1));
  }

  private int childSlot(int bit) {
    return slots.length - 1 - Integer.bitCount(childBits & (bit - 1));
  }

  /** The value of {@code key} below this node, null where there is none. */
  @Nullable Object find(int hash, int shift, Object key) {
    TrieNode node = this;
    for (int at = shift; at < BUCKET; at += STEP) {
      int bit = bit(hash, at);
      if (node.hasEntry(bit)) {
        int entry = node.entryAt(bit);
        return node.key(entry).equals(key) ? node.value(entry) : null;
      }
      if (!node.hasChild(bit)) {
        return null;
      }
      node = node.childAt(bit);
    }
    int entry = node.indexInBucket(key);
    return entry < 0 ? null : node.value(entry);
  }

  private int indexInBucket(Object key) {
    for (int entry = 0; entry < entries(); entry++) {
      if (key(entry).equals(key)) {
        return entry;
      }
    }
    return -1;
  }

  /** This node with an entry put; the very same node where that changed nothing. */
  TrieNode put(int hash, int shift, Object key, Object value, Edit edit) {
    if (shift == BUCKET) {
      return putInBucket(key, value, edit);
    }
    int bit = bit(hash, shift);
    if (hasEntry(bit)) {
      int entry = entryAt(bit);
      if (key(entry).equals(key)) {
        return value(entry) == value ? this : withSlot(2 * entry + 1, value, edit);
      }
      edit.growth++;
      TrieNode both =
          pair(hash(key(entry)), key(entry), value(entry), hash, key, value, shift + STEP, edit);
      return withChildForEntry(bit, both, edit);
    }
    if (hasChild(bit)) {
      TrieNode child = childAt(bit);
      TrieNode changed = child.put(hash, shift + STEP, key, value, edit);
      return changed == child ? this : withSlot(childSlot(bit), changed, edit);
    }
    edit.growth++;
    return withEntry(bit, key, value, edit);
  }

  private TrieNode putInBucket(Object key, Object value, Edit edit) {
    int entry = indexInBucket(key);
    if (entry >= 0) {
      return value(entry) == value ? this : withSlot(2 * entry + 1, value, edit);
    }
    edit.growth++;
    Object[] longer = Arrays.copyOf(slots, slots.length + 2);
    longer[slots.length] = key;
    longer[slots.length + 1] = value;
    return changed(0, 0, longer, edit);
  }

  /** This node without {@code key}; the very same node where it was not there. */
  TrieNode remove(int hash, int shift, Object key, Edit edit) {
    if (shift == BUCKET) {
      int entry = indexInBucket(key);
      return entry < 0 ? this : withoutEntry(entry, 0, edit);
    }
    int bit = bit(hash, shift);
    if (hasEntry(bit)) {
      int entry = entryAt(bit);
      return key(entry).equals(key) ? withoutEntry(entry, entryBits ^ bit, edit) : this;
    }
    if (!hasChild(bit)) {
      return this;
    }
    TrieNode child = childAt(bit);
    TrieNode changed = child.remove(hash, shift + STEP, key, edit);
    if (changed.childBits == 0 && changed.slots.length == 2) {
      return withEntryForChild(bit, changed.key(0), changed.value(0), edit);
    }
    return changed == child ? this : withSlot(childSlot(bit), changed, edit);
  }

  private static TrieNode pair(
      int hash1,
      Object key1,
      Object value1,
      int hash2,
      Object key2,
      Object value2,
      int shift,
      Edit edit) {
    if (shift == BUCKET) {
      return new TrieNode(0, 0, new Object[] {key1, value1, key2, value2}, edit.mark);
    }
    int bit1 = bit(hash1, shift);
    int bit2 = bit(hash2, shift);
    if (bit1 == bit2) {
      TrieNode below = pair(hash1, key1, value1, hash2, key2, value2, shift + STEP, edit);
      return new TrieNode(0, bit1, new Object[] {below}, edit.mark);
    }
    Object[] slots =
        Integer.compareUnsigned(bit1, bit2) < 0
            ? new Object[] {key1, value1, key2, value2}
            : new Object[] {key2, value2, key1, value1};
    return new TrieNode(bit1 | bit2, 0, slots, edit.mark);
  }

  private TrieNode withSlot(int slot, Object content, Edit edit) {
    Object[] target = isOwnedBy(edit) ? slots : slots.clone();
    target[slot] = content;
    return changed(entryBits, childBits, target, edit);
  }

  private TrieNode withEntry(int bit, Object key, Object value, Edit edit) {
    int slot = 2 * entryAt(bit);
    Object[] longer = new Object[slots.length + 2];
    System.arraycopy(slots, 0, longer, 0, slot);
    longer[slot] = key;
    longer[slot + 1] = value;
    System.arraycopy(slots, slot, longer, slot + 2, slots.length - slot);
    return changed(entryBits | bit, childBits, longer, edit);
  }

  private TrieNode withoutEntry(int entry, int entryBitsLeft, Edit edit) {
    edit.growth--;
    int slot = 2 * entry;
    Object[] shorter = new Object[slots.length - 2];
    System.arraycopy(slots, 0, shorter, 0, slot);
    System.arraycopy(slots, slot + 2, shorter, slot, shorter.length - slot);
    return changed(entryBitsLeft, childBits, shorter, edit);
  }

  /** Two entries met under one bit: the one that was here goes down into a child. */
  private TrieNode withChildForEntry(int bit, TrieNode child, Edit edit) {
    int from = 2 * entryAt(bit);
    Object[] shorter = new Object[slots.length - 1];
    int to = shorter.length - 1 - Integer.bitCount(childBits & (bit - 1));
    System.arraycopy(slots, 0, shorter, 0, from);
    System.arraycopy(slots, from + 2, shorter, from, to - from);
    shorter[to] = child;
    System.arraycopy(slots, to + 2, shorter, to + 1, shorter.length - to - 1);
    return changed(entryBits ^ bit, childBits | bit, shorter, edit);
  }

  /** One entry is left of a child: it comes up, which keeps the shape canonical. */
  private TrieNode withEntryForChild(int bit, Object key, Object value, Edit edit) {
    int from = childSlot(bit);
    int to = 2 * entryAt(bit);
    Object[] longer = new Object[slots.length + 1];
    System.arraycopy(slots, 0, longer, 0, to);
    longer[to] = key;
    longer[to + 1] = value;
    System.arraycopy(slots, to, longer, to + 2, from - to);
    System.arraycopy(slots, from + 1, longer, from + 2, slots.length - from - 1);
    return changed(entryBits | bit, childBits ^ bit, longer, edit);
  }

  private boolean isOwnedBy(Edit edit) {
    return edit.mark != null && mark == edit.mark;
  }

  private TrieNode changed(int entryBitsNow, int childBitsNow, Object[] slotsNow, Edit edit) {
    if (!isOwnedBy(edit)) {
      return new TrieNode(entryBitsNow, childBitsNow, slotsNow, edit.mark);
    }
    entryBits = entryBitsNow;
    childBits = childBitsNow;
    slots = slotsNow;
    return this;
  }

  void forEach(BiConsumer<Object, Object> action) {
    for (int entry = 0; entry < entries(); entry++) {
      action.accept(key(entry), value(entry));
    }
    for (int child = 0; child < children(); child++) {
      child(child).forEach(action);
    }
  }

  /** Equality of two nodes at the same place of two tries; shared parts are not visited. */
  boolean sameAs(TrieNode other, int shift) {
    if (this == other) {
      return true;
    }
    if (entryBits != other.entryBits
        || childBits != other.childBits
        || slots.length != other.slots.length) {
      return false;
    }
    for (int entry = 0; entry < entries(); entry++) {
      int twin = shift == BUCKET ? other.indexInBucket(key(entry)) : entry;
      if (twin < 0
          || !key(entry).equals(other.key(twin))
          || !value(entry).equals(other.value(twin))) {
        return false;
      }
    }
    for (int child = 0; child < children(); child++) {
      if (!child(child).sameAs(other.child(child), shift + STEP)) {
        return false;
      }
    }
    return true;
  }
}
