package dev.jumpgate.state;

import java.util.Random;

/** The seed of a random test: a fresh one, or that of {@code -Dseed=...} to replay a failure. */
public final class Seed {

  private final long value;

  private Seed(long value) {
    this.value = value;
  }

  public static Seed fresh() {
    return new Seed(Long.getLong("seed", System.nanoTime()));
  }

  public Random random() {
    return new Random(value);
  }

  /** What failing assertions print. */
  @Override
  public String toString() {
    return "replay with -Dseed=" + value;
  }
}
