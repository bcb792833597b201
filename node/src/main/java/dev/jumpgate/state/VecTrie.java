package dev.jumpgate.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tree of arrays below a {@link PVec}: leaves of 32 elements at shift 0, above them nodes of up
 * to 32 children. Every leaf is full; the rest lies in the vector's tail.
 */
final class VecTrie {

  private VecTrie() {}

  /** The shift of a root that has room for one more leaf after {@code count} elements. */
  static int heightFor(int shift, int count) {
    return count == 1 << (shift + PVec.STEP) ? shift + PVec.STEP : shift;
  }

  /** The root after a full leaf was put behind {@code count} elements. */
  static Object[] append(Object[] root, int shift, int count, Object[] leaf) {
    if (heightFor(shift, count) > shift) {
      return new Object[] {root, chain(shift, leaf)};
    }
    return appendBelow(root, shift, count, leaf);
  }

  private static Object[] appendBelow(Object[] node, int shift, int count, Object[] leaf) {
    int place = (count >>> shift) & (PVec.WIDTH - 1);
    Object[] copy = Arrays.copyOf(node, Math.max(node.length, place + 1));
    if (place < node.length) {
      copy[place] = appendBelow((Object[]) node[place], shift - PVec.STEP, count, leaf);
    } else {
      copy[place] = chain(shift - PVec.STEP, leaf);
    }
    return copy;
  }

  /** A leaf below as many single-child nodes as {@code shift} asks for. */
  private static Object[] chain(int shift, Object[] leaf) {
    Object[] node = leaf;
    for (int at = 0; at < shift; at += PVec.STEP) {
      node = new Object[] {node};
    }
    return node;
  }

  /** The trie with another element at {@code index}. */
  static Object[] replaced(Object[] node, int shift, int index, Object element) {
    int place = (index >>> shift) & (PVec.WIDTH - 1);
    Object[] copy = node.clone();
    copy[place] =
        shift == 0 ? element : replaced((Object[]) node[place], shift - PVec.STEP, index, element);
    return copy;
  }

  /** The trie without its last leaf, in which {@code last} is the last index. */
  static Object[] withoutLeaf(Object[] node, int shift, int last) {
    int place = (last >>> shift) & (PVec.WIDTH - 1);
    if (shift == PVec.STEP) {
      return Arrays.copyOf(node, place);
    }
    Object[] below = withoutLeaf((Object[]) node[place], shift - PVec.STEP, last);
    Object[] copy = Arrays.copyOf(node, below.length == 0 ? place : place + 1);
    if (below.length > 0) {
      copy[place] = below;
    }
    return copy;
  }

  /** What looks at two leaves of the same indices; false where that is enough. */
  interface LeafPairs {
    boolean visit(int start, Object[] old, Object[] now);
  }

  /**
   * Visits the leaves in the tries of both vectors, in the order of their indices, but those that
   * the vectors share. False where the visitor had enough.
   */
  static boolean visitUnshared(PVec<?> old, PVec<?> now, LeafPairs visitor) {
    int end = Math.min(old.tailStart(), now.tailStart());
    int shift = Math.min(old.shift(), now.shift());
    // What is beyond the lower trie cannot be below its end.
    return end == 0 || visit(lowered(old, shift), lowered(now, shift), shift, 0, end, visitor);
  }

  private static Object[] lowered(PVec<?> vec, int shift) {
    Object[] node = vec.root();
    for (int at = vec.shift(); at > shift; at -= PVec.STEP) {
      node = (Object[]) node[0];
    }
    return node;
  }

  private static boolean visit(
      Object[] old, Object[] now, int shift, int start, int end, LeafPairs visitor) {
    if (old == now) {
      return true;
    }
    if (shift == 0) {
      return visitor.visit(start, old, now);
    }
    for (int i = 0, at = start; i < PVec.WIDTH && at < end; i++, at += 1 << shift) {
      int below = shift - PVec.STEP;
      if (!visit((Object[]) old[i], (Object[]) now[i], below, at, end, visitor)) {
        return false;
      }
    }
    return true;
  }

  /** What is told of each index at which the vectors do not have the very same element. */
  interface Sink {
    /** One of both may be null: then the vector grew or shrank. They may be equal. */
    void differ(int index, @Nullable Object old, @Nullable Object now);
  }

  /** Compares two vectors in the order of the index. */
  static void compare(PVec<?> old, PVec<?> now, Sink sink) {
    visitUnshared(
        old,
        now,
        (start, left, right) -> {
          for (int i = 0; i < PVec.WIDTH; i++) {
            if (left[i] != right[i]) {
              sink.differ(start + i, left[i], right[i]);
            }
          }
          return true;
        });
    int end = Math.max(old.size(), now.size());
    for (int i = Math.min(old.tailStart(), now.tailStart()); i < end; i++) {
      Object was = i < old.size() ? old.get(i) : null;
      Object is = i < now.size() ? now.get(i) : null;
      if (was != is) {
        sink.differ(i, was, is);
      }
    }
  }

  /** Equality of two vectors of one size, hence of one shape. */
  static boolean areEqual(PVec<?> one, PVec<?> other) {
    if (one.isEmpty()) {
      return true;
    }
    int last = one.size() - 1;
    return visitUnshared(one, other, (_, left, right) -> Arrays.equals(left, right))
        && Arrays.equals(one.leaf(last), other.leaf(last));
  }
}
