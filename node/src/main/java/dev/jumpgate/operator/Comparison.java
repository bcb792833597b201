package dev.jumpgate.operator;

import dev.jumpgate.operator.Condition.Literal;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a {@link Condition} compares what it found with what was written. */
enum Comparison {
  EQUAL("="),
  UNEQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">="),
  LIKE("~");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  static Optional<Comparison> of(String sign) {
    return Arrays.stream(values()).filter(c -> c.sign.equals(sign)).findFirst();
  }

  /** True where it asks which of two is the greater. */
  boolean isOrder() {
    return this == LESS || this == AT_MOST || this == MORE || this == AT_LEAST;
  }

  boolean holds(@Nullable Object found, Literal written) {
    if (this == LIKE) {
      return found instanceof String text
          && written.value() instanceof String pattern
          && new Pattern(pattern).matches(text);
    }
    Integer order = order(found, written.value());
    return switch (this) {
      case EQUAL -> order == null ? Objects.equals(found, written.value()) : order == 0;
      case UNEQUAL -> order == null ? !Objects.equals(found, written.value()) : order != 0;
      case LESS -> order != null && order < 0;
      case AT_MOST -> order != null && order <= 0;
      case MORE -> order != null && order > 0;
      case AT_LEAST -> order != null && order >= 0;
      case LIKE -> throw new AssertionError("no order is asked of a pattern");
    };
  }

  /** As {@link Comparable} says it, or null where there is no order between the two. */
  private static @Nullable Integer order(@Nullable Object found, @Nullable Object written) {
    return switch (found) {
      // By their texts, so that 0.1 is 0.1 whatever it is stored as.
      case Double number when written instanceof BigDecimal bound -> orderOfDouble(number, bound);
      case Float number when written instanceof BigDecimal bound ->
          orderOfDouble(Double.parseDouble(number.toString()), bound);
      case Number number when written instanceof BigDecimal bound ->
          new BigDecimal(number.toString()).compareTo(bound);
      case String text when written instanceof String bound -> text.compareTo(bound);
      case null, default -> null;
    };
  }

  private static @Nullable Integer orderOfDouble(double number, BigDecimal bound) {
    return Double.isNaN(number)
        ? null
        : (Integer) Double.compare(number + 0.0, bound.doubleValue());
  }
}
