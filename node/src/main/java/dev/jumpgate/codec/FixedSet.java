package dev.jumpgate.codec;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set without null that is iterated in the order it was made in: what a JDK set is
 * read as, whose own copy would forget the order.
 */
final class FixedSet<T> extends AbstractSet<T> {

  // Nobody else has it; it is wrapped for its iterators, which could remove.
  private final Set<T> elements;

  private FixedSet(Set<T> elements) {
    this.elements = Collections.unmodifiableSet(elements);
  }

  static <T> Set<T> copyOf(Collection<? extends T> elements) {
    if (elements.isEmpty()) {
      return Set.of();
    }
    LinkedHashSet<T> copy = LinkedHashSet.newLinkedHashSet(elements.size());
    for (T element : elements) {
      copy.add(Objects.requireNonNull(element, "element"));
    }
    return new FixedSet<>(copy);
  }

  /** A set of elements that nobody else has, none of them null. */
  static <T> Set<T> owning(Set<T> elements) {
    return elements.isEmpty() ? Set.of() : new FixedSet<>(elements);
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public boolean contains(@Nullable Object element) {
    return elements.contains(element);
  }

  @Override
  public Iterator<T> iterator() {
    return elements.iterator();
  }

  // AbstractCollection's would find nothing to remove in what lacks the element, and say nothing.
  @Override
  public boolean remove(@Nullable Object element) {
    throw new UnsupportedOperationException();
  }
}
