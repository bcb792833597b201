package dev.jumpgate.state;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A persistent vector: each change gives a new vector that shares with the old one all that did not
 * change.
 *
 * <p>An unmodifiable {@link java.util.List} without null. Elements lie in leaves of 32 below a trie
 * over the bits of their index; the last, growing leaf (the tail) lies outside of it, so that
 * appending seldom touches the trie (after Clojure's vector). Two vectors of a common past are
 * compared, by {@link #equals} and by {@link Diff}, in time proportional to what changed.
 *
 * @param <T> the elements
 */
public final class PVec<T> extends AbstractList<T> implements RandomAccess {

  /** Elements per leaf and children per node. */
  static final int WIDTH = 32;

  static final int STEP = 5;
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
    return PVec.<T>empty().plusAll(elements);
  }

  public static <T> Collector<T, ?, PVec<T>> toPVec() {
    return Collector.of(
        () -> PVec.<T>empty().builder(),
        Builder::add,
        (left, right) -> left.addAll(right.build()),
        Builder::build);
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
    int taller = VecTrie.heightFor(shift, tailStart());
    return new PVec<>(VecTrie.append(root, shift, tailStart(), tail), taller, fresh, size + 1);
  }

  /** This vector with {@code element} in the place of the one at {@code index}. */
  public PVec<T> with(int index, T element) {
    Objects.checkIndex(index, size);
    Objects.requireNonNull(element, "element");
    if (index < tailStart()) {
      return new PVec<>(VecTrie.replaced(root, shift, index, element), shift, tail, size);
    }
    Object[] changed = tail.clone();
    changed[index - tailStart()] = element;
    return new PVec<>(root, shift, changed, size);
  }

  /** This vector with {@code elements} at the end, in their order. */
  public PVec<T> plusAll(Iterable<? extends T> elements) {
    return builder().addAll(elements).build();
  }

  /**
   * This vector without its last element.
   *
   * @throws java.util.NoSuchElementException when it is empty
   */
  public PVec<T> withoutLast() {
    if (size == 0) {
      throw new NoSuchElementException("an empty vector has no last element");
    }
    if (size == 1) {
      return empty();
    }
    if (tail.length > 1) {
      return new PVec<>(root, shift, Arrays.copyOf(tail, tail.length - 1), size - 1);
    }
    int last = size - 2;
    Object[] shorter = VecTrie.withoutLeaf(root, shift, last);
    Object[] leaf = leaf(last);
    return shift > STEP && shorter.length == 1
        ? new PVec<>((Object[]) shorter[0], shift - STEP, leaf, size - 1)
        : new PVec<>(shorter, shift, leaf, size - 1);
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

  /** The 32 elements, in the tail fewer, among which is the one at {@code index}. */
  Object[] leaf(int index) {
    if (index >= tailStart()) {
      return tail;
    }
    Object[] node = root;
    for (int at = shift; at > 0; at -= STEP) {
      node = (Object[]) node[(index >>> at) & (WIDTH - 1)];
    }
    return node;
  }

  /** A walk over the elements that can be interrupted. */
  public Walk<T> walk() {
    return new Walk<>(new VecIterator<>(this, 0, size));
  }

  @Override
  public Iterator<T> iterator() {
    return new VecIterator<>(this, 0, size);
  }

  @Override
  public Spliterator<T> spliterator() {
    return new VecIterator<>(this, 0, size);
  }

  @Override
  public void forEach(Consumer<? super T> action) {
    new VecIterator<>(this, 0, size).forEachRemaining(action);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PVec<?> vec
        ? size == vec.size && VecTrie.areEqual(this, vec)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  Object[] root() {
    return root;
  }

  int shift() {
    return shift;
  }

  /** The index of the tail's first element, which is the number of elements in the trie. */
  int tailStart() {
    return size - tail.length;
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
        root = VecTrie.append(root, shift, tailStart, tail.clone());
        shift = VecTrie.heightFor(shift, tailStart);
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

    /** The number of elements so far. */
    public int size() {
      return tailStart + tailLength;
    }

    /** The vector so far; the builder stays good. */
    public PVec<T> build() {
      return size() == 0
          ? empty()
          : new PVec<>(root, shift, Arrays.copyOf(tail, tailLength), size());
    }
  }
}
