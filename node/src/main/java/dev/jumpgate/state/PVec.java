package dev.jumpgate.state;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A persistent vector: each change gives a new vector that shares with the old one all that did not
 * change.
 *
 * <p>An unmodifiable {@link java.util.List} without null. Elements lie in leaves of 32 below a trie
 * over the bits of their index; the last, growing leaf (the tail) lies outside of it, so that
 * appending seldom touches the trie.
 *
 * @param <T> the elements
 */
public final class PVec<T> extends AbstractList<T> implements RandomAccess {

  /** Elements per leaf and children per node. */
  static final int WIDTH = 32;

  private static final int STEP = 5;
  private static final Object[] NONE = new Object[0];
  private static final PVec<?> EMPTY = new PVec<>(NONE, STEP, NONE, 0);

  private final Object[] root;
  // The shift of the root; leaves are at 0.
  private final int shift;
  private final Object[] tail;
  private final int size;

  private PVec(Object[] root, int shift, Object[] tail, int size) {
    this.root = root;
    this.shift = shift;
    this.tail = tail;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // it holds no element of any type
  public static <T> PVec<T> empty() {
    return (PVec<T>) EMPTY;
  }

  @SafeVarargs
  public static <T> PVec<T> of(T... elements) {
    Builder<T> builder = PVec.<T>empty().builder();
    for (T element : elements) {
      builder.add(element);
    }
    return builder.build();
  }

  @SuppressWarnings("unchecked") // nothing can be put into a PVec, so a wider type is safe
  public static <T> PVec<T> copyOf(Collection<? extends T> elements) {
    if (elements instanceof PVec<?> already) {
      return (PVec<T>) already;
    }
    return PVec.<T>empty().builder().addAll(elements).build();
  }

  /** This vector with {@code element} at the end. */
  public PVec<T> plus(T element) {
    Objects.requireNonNull(element, "element");
    if (tail.length < WIDTH) {
      Object[] longer = Arrays.copyOf(tail, tail.length + 1);
      longer[tail.length] = element;
      return new PVec<>(root, shift, longer, size + 1);
    }
    Object[] fresh = {element};
    int taller = heightFor(shift, tailStart());
    return new PVec<>(append(root, shift, tailStart(), tail), taller, fresh, size + 1);
  }

  /** This vector with {@code element} in the place of the one at {@code index}. */
  public PVec<T> with(int index, T element) {
    Objects.checkIndex(index, size);
    Objects.requireNonNull(element, "element");
    if (index < tailStart()) {
      return new PVec<>(replaced(root, shift, index, element), shift, tail, size);
    }
    Object[] changed = tail.clone();
    changed[index - tailStart()] = element;
    return new PVec<>(root, shift, changed, size);
  }

  /** A builder that starts with the elements of this vector. */
  public Builder<T> builder() {
    return new Builder<>(this);
  }

  @Override
  @SuppressWarnings("unchecked") // only plus, with and add bring elements in
  public T get(int index) {
    Objects.checkIndex(index, size);
    return (T) leaf(index)[index & (WIDTH - 1)];
  }

  @Override
  public int size() {
    return size;
  }

  private Object[] leaf(int index) {
    if (index >= tailStart()) {
      return tail;
    }
    Object[] node = root;
    for (int at = shift; at > 0; at -= STEP) {
      node = (Object[]) node[(index >>> at) & (WIDTH - 1)];
    }
    return node;
  }

  /** True where both vectors hold the very same leaf at {@code index}. */
  @SuppressWarnings("ReferenceEquality") // identity is the point: it costs nothing
  boolean sharesLeaf(PVec<T> other, int index) {
    return leaf(index) == other.leaf(index);
  }

  private int tailStart() {
    return size - tail.length;
  }

  /** The shift of a root that has room for one more leaf after {@code count} elements. */
  private static int heightFor(int shift, int count) {
    return count == 1 << (shift + STEP) ? shift + STEP : shift;
  }

  /** The root after a full leaf was put behind {@code count} elements. */
  private static Object[] append(Object[] root, int shift, int count, Object[] leaf) {
    if (heightFor(shift, count) > shift) {
      return new Object[] {root, chain(shift, leaf)};
    }
    return appendBelow(root, shift, count, leaf);
  }

  private static Object[] appendBelow(Object[] node, int shift, int count, Object[] leaf) {
    int place = (count >>> shift) & (WIDTH - 1);
    Object[] copy = Arrays.copyOf(node, Math.max(node.length, place + 1));
    if (place < node.length) {
      copy[place] = appendBelow((Object[]) node[place], shift - STEP, count, leaf);
    } else {
      copy[place] = chain(shift - STEP, leaf);
    }
    return copy;
  }

  /** A leaf below as many single-child nodes as {@code shift} asks for. */
  private static Object[] chain(int shift, Object[] leaf) {
    Object[] node = leaf;
    for (int at = 0; at < shift; at += STEP) {
      node = new Object[] {node};
    }
    return node;
  }

  private static Object[] replaced(Object[] node, int shift, int index, Object element) {
    int place = (index >>> shift) & (WIDTH - 1);
    Object[] copy = node.clone();
    copy[place] =
        shift == 0 ? element : replaced((Object[]) node[place], shift - STEP, index, element);
    return copy;
  }

  /** Many appends at once; for one thread. */
  public static final class Builder<T> {

    private Object[] root;
    private int shift;
    private int tailStart;
    private final Object[] tail = new Object[WIDTH];
    private int tailLength;

    private Builder(PVec<T> start) {
      root = start.root;
      shift = start.shift;
      tailStart = start.tailStart();
      tailLength = start.tail.length;
      System.arraycopy(start.tail, 0, tail, 0, tailLength);
    }

    public Builder<T> add(T element) {
      Objects.requireNonNull(element, "element");
      if (tailLength == WIDTH) {
        root = append(root, shift, tailStart, tail.clone());
        shift = heightFor(shift, tailStart);
        tailStart += WIDTH;
        tailLength = 0;
      }
      tail[tailLength++] = element;
      return this;
    }

    public Builder<T> addAll(Iterable<? extends T> elements) {
      elements.forEach(this::add);
      return this;
    }

    /** The vector so far; the builder stays good. */
    public PVec<T> build() {
      int size = tailStart + tailLength;
      return size == 0 ? empty() : new PVec<>(root, shift, Arrays.copyOf(tail, tailLength), size);
    }
  }
}
