package dev.jumpgate.process;

/**
 * What came of a {@link Context#ask}.
 *
 * @param <R> the answer
 */
public sealed interface Answer<R> {

  /** The value that was given to {@code ask}. */
  Object tag();

  /** The target answered. */
  record Value<R>(Object tag, R value) implements Answer<R> {}

  /** There is no answer and there will be none that counts. */
  record Failure<R>(Object tag, String reason) implements Answer<R> {}
}
