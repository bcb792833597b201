package dev.jumpgate.state;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A persistent hash set: each change gives a new set that shares with the old one all that did not
 * change.
 *
 * <p>An unmodifiable {@link java.util.Set} without null, iterated in the order of hashes.
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
    PSet<T> set = empty();
    for (T element : elements) {
      set = set.plus(element);
    }
    return set;
  }

  @SuppressWarnings("unchecked") // nothing can be put into a PSet, so a wider type is safe
  public static <T> PSet<T> copyOf(Collection<? extends T> elements) {
    if (elements instanceof PSet<?> already) {
      return (PSet<T>) already;
    }
    PMap.Builder<T, Boolean> builder = PMap.<T, Boolean>empty().builder();
    for (T element : elements) {
      builder.put(element, true);
    }
    return ofKeys(builder.build());
  }

  private static <T> PSet<T> ofKeys(PMap<T, Boolean> map) {
    return map.isEmpty() ? empty() : new PSet<>(map);
  }

  /** This set with {@code element}; the same set where it is in already. */
  public PSet<T> plus(T element) {
    PMap<T, Boolean> changed = map.with(element, true);
    return changed.size() == map.size() ? this : new PSet<>(changed);
  }

  /** This set without {@code element}; the same set where it was not in. */
  public PSet<T> without(Object element) {
    PMap<T, Boolean> changed = map.without(element);
    return changed.size() == map.size() ? this : ofKeys(changed);
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
}
