package dev.jumpgate.state;

/** An edit that copies each node it touches and leaves the old one as it was. */
final class CopyingEdit extends Edit {

  @Override
  TrieNode withValue(TrieNode node, int entry, Object value) {
    Object[] copy = node.slots.clone();
    copy[2 * entry + 1] = value;
    return new TrieNode(node.entryBits, node.childBits, copy);
  }

  @Override
  TrieNode withChild(TrieNode node, int bit, TrieNode child) {
    Object[] copy = node.slots.clone();
    copy[node.childSlot(bit)] = child;
    return new TrieNode(node.entryBits, node.childBits, copy);
  }

  @Override
  TrieNode withEntry(TrieNode node, int bit, Object key, Object value) {
    Object[] slots = node.slots;
    int slot = 2 * node.entryAt(bit);
    Object[] longer = new Object[slots.length + 2];
    System.arraycopy(slots, 0, longer, 0, slot);
    longer[slot] = key;
    longer[slot + 1] = value;
    System.arraycopy(slots, slot, longer, slot + 2, slots.length - slot);
    return new TrieNode(node.entryBits | bit, node.childBits, longer);
  }

  @Override
  TrieNode withoutEntry(TrieNode node, int bit) {
    Object[] slots = node.slots;
    int slot = 2 * node.entryAt(bit);
    Object[] shorter = new Object[slots.length - 2];
    System.arraycopy(slots, 0, shorter, 0, slot);
    System.arraycopy(slots, slot + 2, shorter, slot, shorter.length - slot);
    return new TrieNode(node.entryBits ^ bit, node.childBits, shorter);
  }

  @Override
  TrieNode withChildForEntry(TrieNode node, int bit, TrieNode child) {
    Object[] slots = node.slots;
    int from = 2 * node.entryAt(bit);
    Object[] shorter = new Object[slots.length - 1];
    int to = shorter.length - 1 - node.ordinalAt(bit);
    System.arraycopy(slots, 0, shorter, 0, from);
    System.arraycopy(slots, from + 2, shorter, from, to - from);
    shorter[to] = child;
    System.arraycopy(slots, to + 2, shorter, to + 1, shorter.length - to - 1);
    return new TrieNode(node.entryBits ^ bit, node.childBits | bit, shorter);
  }

  @Override
  TrieNode withEntryForChild(TrieNode node, int bit, Object key, Object value) {
    Object[] slots = node.slots;
    int from = node.childSlot(bit);
    int to = 2 * node.entryAt(bit);
    Object[] longer = new Object[slots.length + 1];
    System.arraycopy(slots, 0, longer, 0, to);
    longer[to] = key;
    longer[to + 1] = value;
    System.arraycopy(slots, to, longer, to + 2, from - to);
    System.arraycopy(slots, from + 1, longer, from + 2, slots.length - from - 1);
    return new TrieNode(node.entryBits | bit, node.childBits ^ bit, longer);
  }
}
