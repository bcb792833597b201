package dev.jumpgate.codec;

import dev.jumpgate.state.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values without parts: which they are, how they are written and read, how they widen. */
final class ScalarCodec {

  /** The types of scalars, primitives as their boxes. */
  static final Set<Class<?>> TYPES =
      Set.of(
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Character.class,
          String.class,
          BigInteger.class,
          BigDecimal.class,
          Bytes.class,
          UUID.class,
          Instant.class,
          Duration.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          ZonedDateTime.class);

  /** Numbers beyond this are no data: only printing one would take seconds. */
  private static final int LONGEST_BIG_INTEGER = 8_192;

  private static final int MOST_NANOS = 999_999_999;

  private ScalarCodec() {}

  /** Writes {@code value} where it is a scalar; returns whether it is. */
  static boolean write(Object value, Writing writing) {
    Output out = writing.out();
    switch (value) {
      case String text -> {
        out.tag(Tag.STRING);
        out.text(text);
      }
      case Boolean flag -> out.tag(flag ? Tag.TRUE : Tag.FALSE);
      case Integer number -> whole(out, Tag.INT, number);
      case Long number -> whole(out, Tag.LONG, number);
      case Double number -> {
        out.tag(Tag.DOUBLE);
        out.fixedLong(Double.doubleToRawLongBits(number));
      }
      case Byte number -> whole(out, Tag.BYTE, number);
      case Short number -> whole(out, Tag.SHORT, number);
      case Float number -> {
        out.tag(Tag.FLOAT);
        out.fixedInt(Float.floatToRawIntBits(number));
      }
      case Character c -> {
        out.tag(Tag.CHAR);
        out.varint(c);
      }
      case BigInteger number -> {
        out.tag(Tag.BIG_INTEGER);
        bigInteger(number, writing);
      }
      case BigDecimal number -> {
        out.tag(Tag.BIG_DECIMAL);
        out.zigzag(number.scale());
        bigInteger(number.unscaledValue(), writing);
      }
      case Bytes bytes -> {
        out.tag(Tag.BYTES);
        out.block(bytes.toArray());
      }
      case UUID id -> {
        out.tag(Tag.UUID);
        out.fixedLong(id.getMostSignificantBits());
        out.fixedLong(id.getLeastSignificantBits());
      }
      default -> {
        return writeTime(value, out);
      }
    }
    return true;
  }

  private static boolean writeTime(Object value, Output out) {
    switch (value) {
      case Instant time -> {
        whole(out, Tag.INSTANT, time.getEpochSecond());
        out.varint(time.getNano());
      }
      case Duration time -> {
        whole(out, Tag.DURATION, time.getSeconds());
        out.varint(time.getNano());
      }
      case LocalDate date -> whole(out, Tag.LOCAL_DATE, date.toEpochDay());
      case LocalTime time -> whole(out, Tag.LOCAL_TIME, time.toNanoOfDay());
      case LocalDateTime time -> {
        out.tag(Tag.LOCAL_DATE_TIME);
        localDateTime(time, out);
      }
      case ZonedDateTime time -> {
        out.tag(Tag.ZONED_DATE_TIME);
        localDateTime(time.toLocalDateTime(), out);
        out.zigzag(time.getOffset().getTotalSeconds());
        out.text(time.getZone().getId());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void whole(Output out, Tag tag, long number) {
    out.tag(tag);
    out.zigzag(number);
  }

  private static void localDateTime(LocalDateTime time, Output out) {
    out.zigzag(time.toLocalDate().toEpochDay());
    out.zigzag(time.toLocalTime().toNanoOfDay());
  }

  private static void bigInteger(BigInteger number, Writing writing) {
    byte[] block = number.toByteArray();
    if (block.length > LONGEST_BIG_INTEGER) {
      throw writing.failure("a number of " + block.length + " bytes", null);
    }
    writing.out().block(block);
  }

  /** The scalar that follows {@code tag}, null where the tag is of none. */
  static @Nullable Object read(Tag tag, Reading reading) {
    Input in = reading.in();
    return switch (tag) {
      case STRING -> in.text();
      case FALSE -> false;
      case TRUE -> true;
      case INT -> (int) in.zigzag(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> in.zigzag();
      case DOUBLE -> Double.longBitsToDouble(in.fixedLong());
      case BYTE -> (byte) in.zigzag(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) in.zigzag(Short.MIN_VALUE, Short.MAX_VALUE);
      case FLOAT -> Float.intBitsToFloat(in.fixedInt());
      case CHAR -> (char) in.index(Character.MAX_VALUE);
      case BIG_INTEGER -> bigInteger(reading);
      case BIG_DECIMAL -> {
        int scale = (int) in.zigzag(Integer.MIN_VALUE, Integer.MAX_VALUE);
        yield new BigDecimal(bigInteger(reading), scale);
      }
      case BYTES -> Bytes.copyOf(in.block());
      case UUID -> new UUID(in.fixedLong(), in.fixedLong());
      case INSTANT -> Instant.ofEpochSecond(in.zigzag(), in.index(MOST_NANOS));
      case DURATION -> Duration.ofSeconds(in.zigzag(), in.index(MOST_NANOS));
      case LOCAL_DATE -> LocalDate.ofEpochDay(in.zigzag());
      case LOCAL_TIME -> LocalTime.ofNanoOfDay(in.zigzag());
      case LOCAL_DATE_TIME -> localDateTime(in);
      case ZONED_DATE_TIME -> zonedDateTime(in);
      default -> null;
    };
  }

  private static LocalDateTime localDateTime(Input in) {
    return LocalDateTime.of(LocalDate.ofEpochDay(in.zigzag()), LocalTime.ofNanoOfDay(in.zigzag()));
  }

  private static ZonedDateTime zonedDateTime(Input in) {
    LocalDateTime local = localDateTime(in);
    int seconds = (int) in.zigzag(Integer.MIN_VALUE, Integer.MAX_VALUE);
    ZoneId zone = ZoneId.of(in.text());
    return ZonedDateTime.ofInstant(local, ZoneOffset.ofTotalSeconds(seconds), zone);
  }

  private static BigInteger bigInteger(Reading reading) {
    byte[] block = reading.in().block();
    if (block.length == 0 || block.length > LONGEST_BIG_INTEGER) {
      throw reading.failure("a number of " + block.length + " bytes");
    }
    return new BigInteger(block);
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
