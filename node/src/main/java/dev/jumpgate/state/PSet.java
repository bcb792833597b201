package dev.jumpgate.state;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A persistent hash set: each change gives a new set that shares with the old one all that did not
 * change.
 *
 * <p>An unmodifiable {@link java.util.Set} without null, iterated in the order of hashes. What is
 * said of the keys of a {@link PMap} holds for the elements.
 *
 * @param <T> the elements: immutable, with {@code equals} and {@code hashCode}
 */
public final class PSet<T> extends AbstractSet<T> {

  private static final PSet<?> EMPTY = new PSet<>(PMap.empty());

  private final PMap<T, Boolean> map;

  private PSet(PMap<T, Boolean> map) {
    this.map = map;
  }

  @SuppressWarnings("unchecked") // it holds no element of any type
  public static <T> PSet<T> empty() {
    return (PSet<T>) EMPTY;
  }

  @SafeVarargs
  public static <T> PSet<T> of(T... elements) {
    Builder<T> builder = PSet.<T>empty().builder();
    for (T element : elements) {
      builder.add(element);
    }
    return builder.build();
  }

  @SuppressWarnings("unchecked") // nothing can be put into a PSet, so a wider type is safe
  public static <T> PSet<T> copyOf(Collection<? extends T> elements) {
    return elements instanceof PSet<?> already
        ? (PSet<T>) already
        : PSet.<T>empty().union(elements);
  }

  public static <T> Collector<T, ?, PSet<T>> toPSet() {
    return Collector.of(
        () -> PSet.<T>empty().builder(),
        Builder::add,
        (left, right) -> left.addAll(right.build()),
        Builder::build);
  }

  /** This set with {@code element}; the same set where it is in already. */
  public PSet<T> plus(T element) {
    return changedTo(map.with(element, true));
  }

  /** This set without {@code element}; the same set where it was not in. */
  public PSet<T> without(Object element) {
    return changedTo(map.without(element));
  }

  /** What is in this set or among {@code others}. */
  public PSet<T> union(Collection<? extends T> others) {
    return others.isEmpty() ? this : builder().addAll(others).build();
  }

  /** What is in this set and among {@code others}, whose {@code contains} is asked. */
  public PSet<T> intersection(Collection<?> others) {
    Builder<T> builder = builder();
    for (T element : this) {
      if (!others.contains(element)) {
        builder.remove(element);
      }
    }
    return builder.build();
  }

  /** What is in this set and not among {@code others}. */
  public PSet<T> difference(Iterable<?> others) {
    return changedTo(map.withoutAll(others));
  }

  private PSet<T> changedTo(PMap<T, Boolean> changed) {
    if (changed == map) {
      return this;
    }
    return changed.isEmpty() ? empty() : new PSet<>(changed);
  }

  /** A builder that starts with the elements of this set. */
  public Builder<T> builder() {
    return new Builder<>(this);
  }

  /** A walk over the elements that can be interrupted; in the order of iteration. */
  public Walk<T> walk() {
    return new Walk<>(TrieIterator.keys(map.root()));
  }

  @Override
  public boolean contains(@Nullable Object element) {
    return map.containsKey(element);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public Iterator<T> iterator() {
    return map.keySet().iterator();
  }

  @Override
  public Spliterator<T> spliterator() {
    return map.keySet().spliterator();
  }

  @Override
  @SuppressWarnings("unchecked") // only plus and add bring elements in, with their type checked
  public void forEach(Consumer<? super T> action) {
    map.root().forEach((element, _) -> action.accept((T) element));
  }

  // The inherited ones would search all elements first.
  @Override
  public boolean remove(@Nullable Object element) {
    throw new UnsupportedOperationException("a PSet does not change; see without");
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("a PSet does not change; see empty");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PSet<?> set ? map.equals(set.map) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  PMap<T, Boolean> map() {
    return map;
  }

  /** Many changes at once, in place; for one thread. */
  public static final class Builder<T> {

    private PSet<T> built;
    private final PMap.Builder<T, Boolean> entries;

    private Builder(PSet<T> start) {
      built = start;
      entries = start.map.builder();
    }

    public Builder<T> add(T element) {
      entries.put(element, true);
      return this;
    }

    public Builder<T> addAll(Iterable<? extends T> elements) {
      elements.forEach(this::add);
      return this;
    }

    public Builder<T> remove(Object element) {
      entries.remove(element);
      return this;
    }

    /** The number of elements so far. */
    public int size() {
      return entries.size();
    }

    /** The set so far. The builder stays good and no longer touches what it gave away. */
    public PSet<T> build() {
      built = built.changedTo(entries.build());
      return built;
    }
  }
}
