package dev.jumpgate.state;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Keys of many classes, most of which share their hash with others: the hard cases of a map. */
final class MixedKeys {

  /** Collides with all others and is told apart by its component. */
  record Plain(int number) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  /** As {@link Plain}, with parts that are equal across classes and a null among them. */
  record Nested(List<Object> parts, double ratio, Plain inner) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  /** Lawful, but only its own equals knows what is equal. */
  record Own(String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Own own && name.equalsIgnoreCase(own.name);
    }

    @Override
    public int hashCode() {
      return 42;
    }
  }

  /** No record: nothing is known of it. */
  static final class Opaque {
    private final int number;

    Opaque(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Opaque opaque && number == opaque.number;
    }

    @Override
    public int hashCode() {
      return 42;
    }
  }

  private MixedKeys() {}

  static Object random(Random random) {
    int number = random.nextInt(60);
    return switch (random.nextInt(10)) {
      case 0 -> new Plain(number);
      case 1 -> new Opaque(number);
      case 2 -> {
        String name = "name" + number;
        yield new Own(random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT));
      }
      case 3 -> colliding(number, 6);
      case 4 -> new BigDecimal(number).setScale(random.nextInt(2));
      case 5 -> (long) number << 32 | number; // of hash 0, all of them
      case 6 -> {
        List<Object> parts = List.of(colliding(number % 4, 2), number % 2);
        List<Object> twin = random.nextBoolean() ? PVec.copyOf(parts) : new ArrayList<>(parts);
        yield new Nested(twin, number % 3 == 0 ? 0.0 : -0.0, new Plain(number % 5));
      }
      case 7 -> List.of(colliding(number % 8, 3), "x");
      case 8 -> PSet.of(colliding(number % 8, 3), colliding(number / 8, 3));
      default -> number;
    };
  }

  /** One of the 2^length texts of {@code length} pairs of letters that have all the same hash. */
  static String colliding(int number, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((number >>> i & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}
