package dev.jumpgate.operator;

/**
 * What a trace may cost: it ends by itself.
 *
 * @param count messages shown before it is over, {@link #COUNT_MAX} at most
 * @param rate messages shown in a second, {@link #RATE_MAX} at most; more are counted, not shown
 */
public record TraceLimits(int count, int rate) {

  public static final int COUNT_MAX = 100_000;
  public static final int RATE_MAX = 10_000;

  /** What is right for somebody who watches. */
  public static final TraceLimits USUAL = new TraceLimits(1_000, 100);

  public TraceLimits {
    check("count", count, COUNT_MAX);
    check("rate", rate, RATE_MAX);
  }

  private static void check(String what, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "the %s of a trace is 1 to %,d, not %,d".formatted(what, max, value));
    }
  }
}
