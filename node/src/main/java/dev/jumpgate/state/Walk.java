package dev.jumpgate.state;

import java.util.Iterator;
import java.util.function.Consumer;

/**
 * A place in a walk over one version of a collection, from which to go on: what copies a large
 * state bit by bit while its process serves.
 *
 * <pre>{@code
 * for (var walk = orders.walk(); !walk.isDone(); ) {
 *   walk = walk.next(4_096, chunk::add);
 *   send(chunk);
 * }
 * }</pre>
 *
 * <p>Immutable: to go on twice from the same walk visits the same elements in the same order, so a
 * chunk that was lost can be had again. It holds the version that it walks over, some 200 bytes
 * beside; to make one or go on takes time proportional to the elements visited, wherever it stands.
 *
 * @param <E> the elements
 */
public final class Walk<E> {

  /** An iterator that can be forked. */
  interface Steps<E> extends Iterator<E> {
    Steps<E> copy();
  }

  // Never moved: each use moves a copy.
  private final Steps<E> steps;

  Walk(Steps<E> steps) {
    this.steps = steps;
  }

  /** True where no element is left. */
  public boolean isDone() {
    return !steps.hasNext();
  }

  /**
   * Gives {@code sink} the next elements, at most {@code most} of them, and returns the walk behind
   * them. What {@code sink} throws ends the step; this walk stays good.
   *
   * @throws IllegalArgumentException when {@code most} is not positive: such a walk would never end
   */
  public Walk<E> next(int most, Consumer<? super E> sink) {
    if (most <= 0) {
      throw new IllegalArgumentException("a step of " + most + " elements; give at least 1");
    }
    Steps<E> moving = steps.copy();
    for (int i = 0; i < most && moving.hasNext(); i++) {
      sink.accept(moving.next());
    }
    return new Walk<>(moving);
  }
}
