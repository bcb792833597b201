package dev.jumpgate.operator;

/**
 * One who is told what happens, on a thread of its own and one thing at a time. It may take its
 * time: what it does not take in time is dropped, the oldest first, and counted.
 */
@FunctionalInterface
public interface Follower<T> {

  /** Something happened. What it throws is logged, and it goes on with the next. */
  void next(T what);

  /** It was too slow: that many are missing before the next one. */
  default void missed(long count) {}
}
