package dev.jumpgate.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A compare-and-set of one entry of the registry.
 *
 * @param expected what must stand there, or null for nothing
 * @param next what is to stand there, or null for nothing
 */
public record Change(@Nullable Owner expected, @Nullable Owner next) {

  public Change {
    if (expected == null && next == null) {
      throw new IllegalArgumentException("a change from nothing to nothing");
    }
  }

  /** Writes where nothing stands. */
  public static Change claim(Owner owner) {
    return new Change(null, owner);
  }

  /** Writes where {@code expected} stands. */
  public static Change replace(Owner expected, Owner next) {
    return new Change(expected, next);
  }

  /** Removes where {@code owner} stands. */
  public static Change release(Owner owner) {
    return new Change(owner, null);
  }

  /** True where {@code standing} is what the change leaves behind. */
  boolean isDone(@Nullable Owner standing) {
    return same(standing, next);
  }

  /** True where the change would take effect, for all that {@code standing} says. */
  boolean fits(@Nullable Owner standing) {
    return same(standing, expected);
  }

  private static boolean same(@Nullable Owner one, @Nullable Owner other) {
    return (one == null || other == null) ? one == other : one.token() == other.token();
  }
}
