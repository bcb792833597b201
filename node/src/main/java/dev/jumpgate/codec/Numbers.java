package dev.jumpgate.codec;

import dev.jumpgate.state.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The scalars that are no times: flags, numbers, texts, bytes; and how numbers widen. */
final class Numbers {

  /** Numbers beyond this are no data: only printing one would take seconds. */
  private static final int LONGEST_BIG_INTEGER = 8_192;

  static final List<Scalar<?>> ALL =
      List.of(
          new Scalar<>(Boolean.class, Tag.FALSE, (flag, out) -> {}, in -> false),
          new Scalar<>(Byte.class, Tag.BYTE, (n, out) -> out.zigzag(n), Numbers::readByte),
          new Scalar<>(Short.class, Tag.SHORT, (n, out) -> out.zigzag(n), Input::readShort),
          new Scalar<>(Integer.class, Tag.INT, (n, out) -> out.zigzag(n), Input::readInt),
          new Scalar<>(Long.class, Tag.LONG, (n, out) -> out.zigzag(n), Input::readLong),
          new Scalar<>(Float.class, Tag.FLOAT, (n, out) -> out.writeFloat(n), Input::readFloat),
          new Scalar<>(Double.class, Tag.DOUBLE, (n, out) -> out.writeDouble(n), Input::readDouble),
          new Scalar<>(Character.class, Tag.CHAR, (c, out) -> out.writeChar(c), Input::readChar),
          new Scalar<>(String.class, Tag.STRING, (text, out) -> out.text(text), Input::text),
          new Scalar<>(
              BigInteger.class, Tag.BIG_INTEGER, Numbers::writeBig, Numbers::readBigInteger),
          new Scalar<>(
              BigDecimal.class, Tag.BIG_DECIMAL, Numbers::writeDecimal, Numbers::readDecimal),
          new Scalar<>(Bytes.class, Tag.BYTES, Numbers::writeBytes, Numbers::readBytes),
          new Scalar<>(UUID.class, Tag.UUID, Numbers::writeId, Numbers::readId));

  private Numbers() {}

  private static byte readByte(Input in) {
    return (byte) in.zigzag(Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  private static void writeBig(BigInteger number, Output out) {
    byte[] block = number.toByteArray();
    if (block.length > LONGEST_BIG_INTEGER) {
      throw new Failure("a number of " + block.length + " bytes");
    }
    out.block(block);
  }

  private static BigInteger readBigInteger(Input in) {
    int length = in.index(Integer.MAX_VALUE);
    if (length == 0 || length > LONGEST_BIG_INTEGER) {
      throw new Failure("a number of " + length + " bytes");
    }
    return new BigInteger(in.gathered(length));
  }

  private static void writeDecimal(BigDecimal number, Output out) {
    out.zigzag(number.scale());
    writeBig(number.unscaledValue(), out);
  }

  private static BigDecimal readDecimal(Input in) {
    int scale = in.readInt();
    return new BigDecimal(readBigInteger(in), scale);
  }

  private static void writeBytes(Bytes bytes, Output out) {
    out.varint(bytes.size());
    out.pieces(bytes.size(), 1, bytes::copyTo);
  }

  private static Bytes readBytes(Input in) {
    return in.bytes();
  }

  private static void writeId(UUID id, Output out) {
    out.fixedLong(id.getMostSignificantBits());
    out.fixedLong(id.getLeastSignificantBits());
  }

  private static UUID readId(Input in) {
    return new UUID(in.fixedLong(), in.fixedLong());
  }

  /**
   * A scalar as a value of {@code type}, where that loses nothing whatever the value; null where it
   * would.
   */
  static @Nullable Object widened(Object value, Class<?> type) {
    if (type.isInstance(value)) {
      return value;
    }
    if (value instanceof Float number) {
      return type == Double.class ? (Object) number.doubleValue() : null;
    }
    if (type == BigDecimal.class && value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    int width = width(value);
    if (width == 0) {
      return null;
    }
    long number = ((Number) value).longValue();
    if (type == Short.class && width < Short.SIZE) {
      return (short) number;
    }
    if (type == Integer.class && width < Integer.SIZE) {
      return (int) number;
    }
    if (type == Long.class) {
      return number;
    }
    if (type == Float.class && width < Integer.SIZE) {
      return (float) number;
    }
    if (type == Double.class && width < Long.SIZE) {
      return (double) number;
    }
    if (type == BigInteger.class) {
      return BigInteger.valueOf(number);
    }
    return type == BigDecimal.class ? BigDecimal.valueOf(number) : null;
  }

  /** The bits of a whole number, 0 for all else. */
  private static int width(Object value) {
    return switch (value) {
      case Byte _ -> Byte.SIZE;
      case Short _ -> Short.SIZE;
      case Integer _ -> Integer.SIZE;
      case Long _ -> Long.SIZE;
      default -> 0;
    };
  }
}
