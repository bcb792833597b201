package dev.jumpgate.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a {@link Tree.Scalar} may hold, and how it reads as text and as a number. */
final class Scalars {

  /** A whole number of more digits is refused: no state needs it and expanding it may take ages. */
  private static final int MOST_DIGITS = 1_000;

  private Scalars() {}

  static boolean isScalar(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String _, Boolean _, Character _, Bytes _, UUID _ -> true;
      case Duration _, Period _, MonthDay _, ZoneId _ -> true;
      case Byte _, Short _, Integer _, Long _, Float _, Double _ -> true;
      case BigInteger _, BigDecimal _ -> true;
      case Temporal time -> time.getClass().getName().startsWith("java.time.");
      default -> false;
    };
  }

  /** Times and durations print themselves in ISO-8601. */
  static String text(Object value) {
    return value instanceof Bytes bytes
        ? Base64.getEncoder().encodeToString(bytes.toArray())
        : value.toString();
  }

  static Number number(Tree tree) {
    if (tree instanceof Tree.Scalar(Number number)) {
      return number;
    }
    throw isNot(tree, "a number");
  }

  /** The whole number of at most {@code bits}, the sign among them. */
  static BigInteger whole(Tree tree, int bits, String type) {
    Number number = number(tree);
    try {
      BigDecimal exact = new BigDecimal(number.toString());
      if ((long) exact.precision() - exact.scale() <= MOST_DIGITS) {
        BigInteger whole = exact.toBigIntegerExact();
        if (whole.bitLength() < bits) {
          return whole;
        }
        throw new IllegalStateException(TreePath.describe(tree) + " is too large for " + type);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // A fraction, NaN or an infinity: said below, as for a number that is too large.
    }
    throw isNot(tree, "a whole number");
  }

  static IllegalStateException isNot(Tree tree, String wanted) {
    return new IllegalStateException(TreePath.describe(tree) + " is not " + wanted);
  }
}
