package dev.jumpgate.state;

import java.util.Arrays;

/**
 * An edit that writes in place to the nodes it made itself: drafts, with room to grow between their
 * entries and their children. {@link #freeze} turns them into nodes that nobody changes.
 */
final class InPlaceEdit extends Edit {

  private static final Object[] NONE = new Object[0];

  /** The slots of a node of 32 entries; no node needs more. */
  private static final int MOST_SLOTS = 64;

  /** A node that its edit may still change. */
  static final class Draft extends TrieNode {

    private final InPlaceEdit owner;

    private Draft(TrieNode start, Object[] slots, InPlaceEdit owner) {
      super(start.entryBits, start.childBits, slots);
      this.owner = owner;
    }
  }

  /** {@code node} without a draft in it: what this edit made is copied, cut to size. */
  TrieNode freeze(TrieNode node) {
    if (!isOwn(node)) {
      return node;
    }
    Object[] slots = resized(node, used(node));
    for (int i = slots.length - node.children(); i < slots.length; i++) {
      slots[i] = freeze((TrieNode) slots[i]);
    }
    return new TrieNode(node.entryBits, node.childBits, slots);
  }

  private boolean isOwn(TrieNode node) {
    return node instanceof Draft draft && draft.owner == this;
  }

  private static int used(TrieNode node) {
    return 2 * Integer.bitCount(node.entryBits) + node.children();
  }

  /** {@code node} as a draft of this edit, with so many slots free. */
  private TrieNode own(TrieNode node, int free) {
    int wanted = used(node) + free;
    if (!isOwn(node)) {
      return new Draft(node, resized(node, free == 0 ? wanted : roomFor(wanted)), this);
    }
    if (node.slots.length < wanted) {
      node.slots = resized(node, roomFor(wanted));
    }
    return node;
  }

  private static int roomFor(int wanted) {
    return Math.min(MOST_SLOTS, wanted + wanted / 2);
  }

  /** The slots of {@code node} with more or less room in the middle. */
  private static Object[] resized(TrieNode node, int length) {
    Object[] slots = node.slots;
    if (slots.length == length) {
      return isDraft(node) ? slots : slots.clone();
    }
    Object[] resized = new Object[length];
    int children = node.children();
    System.arraycopy(slots, 0, resized, 0, 2 * Integer.bitCount(node.entryBits));
    System.arraycopy(slots, slots.length - children, resized, length - children, children);
    return resized;
  }

  private static boolean isDraft(TrieNode node) {
    return node instanceof Draft;
  }

  @Override
  TrieNode withValue(TrieNode node, int entry, Object value) {
    TrieNode draft = own(node, 0);
    draft.slots[2 * entry + 1] = value;
    return draft;
  }

  @Override
  TrieNode withChild(TrieNode node, int bit, TrieNode child) {
    TrieNode draft = own(node, 0);
    draft.slots[draft.childSlot(bit)] = child;
    return draft;
  }

  @Override
  TrieNode withEntry(TrieNode node, int bit, Object key, Object value) {
    TrieNode draft = own(node, 2);
    insertEntry(draft, bit, key, value);
    return draft;
  }

  @Override
  TrieNode withoutEntry(TrieNode node, int bit) {
    TrieNode draft = own(node, 0);
    deleteEntry(draft, bit);
    if (draft.bits() == 0) {
      draft.slots = NONE;
    }
    return draft;
  }

  @Override
  TrieNode withChildForEntry(TrieNode node, int bit, TrieNode child) {
    TrieNode draft = own(node, 0);
    deleteEntry(draft, bit);
    Object[] slots = draft.slots;
    int first = slots.length - draft.children();
    int slot = draft.childSlot(bit);
    System.arraycopy(slots, first, slots, first - 1, slot - first + 1);
    slots[slot] = child;
    draft.childBits |= bit;
    return draft;
  }

  @Override
  TrieNode withEntryForChild(TrieNode node, int bit, Object key, Object value) {
    TrieNode draft = own(node, 1);
    Object[] slots = draft.slots;
    int first = slots.length - draft.children();
    System.arraycopy(slots, first, slots, first + 1, draft.childSlot(bit) - first);
    Arrays.fill(slots, first, first + 1, null);
    draft.childBits ^= bit;
    insertEntry(draft, bit, key, value);
    return draft;
  }

  private static void insertEntry(TrieNode draft, int bit, Object key, Object value) {
    Object[] slots = draft.slots;
    int slot = 2 * draft.entryAt(bit);
    int end = 2 * Integer.bitCount(draft.entryBits);
    System.arraycopy(slots, slot, slots, slot + 2, end - slot);
    slots[slot] = key;
    slots[slot + 1] = value;
    draft.entryBits |= bit;
  }

  private static void deleteEntry(TrieNode draft, int bit) {
    Object[] slots = draft.slots;
    int slot = 2 * draft.entryAt(bit);
    int end = 2 * Integer.bitCount(draft.entryBits);
    System.arraycopy(slots, slot + 2, slots, slot, end - slot - 2);
    Arrays.fill(slots, end - 2, end, null);
    draft.entryBits ^= bit;
  }
}
