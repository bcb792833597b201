package dev.jumpgate.benchmarks.values;

import java.util.SplittableRandom;

/** A record as states and messages are made of: the same for us and for the peers. */
public record Order(
    long id,
    String customer,
    Side side,
    int quantity,
    double price,
    Address address,
    String note,
    boolean urgent,
    long placedAt) {

  /** A constant among the components. */
  public enum Side {
    BUY,
    SELL
  }

  /** A nested record. */
  public record Address(String street, String city, int zip) {}

  static Order random(SplittableRandom random) {
    return new Order(
        random.nextLong(1L << 40),
        "customer-" + random.nextInt(100_000),
        random.nextBoolean() ? Side.BUY : Side.SELL,
        random.nextInt(1_000),
        random.nextInt(1, 100_000) / 100.0,
        new Address(random.nextInt(300) + " Main Street", "Springfield", random.nextInt(99_999)),
        random.nextInt(3) == 0 ? "" : "leave it at the door",
        random.nextBoolean(),
        1_700_000_000_000L + random.nextInt());
  }
}
