package dev.jumpgate.simulation;

import java.util.function.LongConsumer;

/**
 * The seeds of a simulation: {@code -Djumpgate.seeds=10000} for how many, {@code
 * -Djumpgate.seed=17} for the one that failed.
 */
public final class Seeds {

  private static final int COUNT = Integer.getInteger("jumpgate.seeds", 300);

  private Seeds() {}

  /** Runs once for each seed; a failure names its own. */
  public static void each(LongConsumer run) {
    Long one = Long.getLong("jumpgate.seed");
    if (one != null) {
      run.accept(one);
      return;
    }
    for (long seed = 1; seed <= COUNT; seed++) {
      try {
        run.accept(seed);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
  }
}
