package dev.jumpgate.state;

import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A walk over a range of a vector, leaf by leaf. */
final class VecIterator<T> implements Walk.Steps<T>, Spliterator<T> {

  private final PVec<T> vec;
  private int at;
  private final int end;
  private Object[] leaf;

  VecIterator(PVec<T> vec, int start, int end) {
    this.vec = vec;
    at = start;
    this.end = end;
    leaf = vec.leaf(start);
  }

  @Override
  public VecIterator<T> copy() {
    return new VecIterator<>(vec, at, end);
  }

  @Override
  public boolean hasNext() {
    return at < end;
  }

  @Override
  @SuppressWarnings("unchecked") // the elements of a PVec<T>
  public T next() {
    if (at == end) {
      throw new NoSuchElementException();
    }
    T element = (T) leaf[at++ & (PVec.WIDTH - 1)];
    if ((at & (PVec.WIDTH - 1)) == 0 && at < end) {
      leaf = vec.leaf(at);
    }
    return element;
  }

  @Override
  public void forEachRemaining(Consumer<? super T> action) {
    while (at < end) {
      action.accept(next());
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (at == end) {
      return false;
    }
    action.accept(next());
    return true;
  }

  /** Splits between leaves only, so that no two parts look at the same one. */
  @Override
  public @Nullable Spliterator<T> trySplit() {
    int middle = (at + end) >>> 1 & -PVec.WIDTH;
    if (middle <= at) {
      return null;
    }
    VecIterator<T> first = new VecIterator<>(vec, at, middle);
    at = middle;
    leaf = vec.leaf(at);
    return first;
  }

  @Override
  public long estimateSize() {
    return (long) end - at;
  }

  @Override
  public int characteristics() {
    return ORDERED | SIZED | SUBSIZED | NONNULL | IMMUTABLE;
  }
}
