package dev.jumpgate.codec;

import dev.jumpgate.state.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scalar; only primitives refuse null. */
final class ScalarForm extends Form {

  private static final Map<Class<?>, Object> ZEROS =
      Map.ofEntries(
          Map.entry(Boolean.class, false),
          Map.entry(Byte.class, (byte) 0),
          Map.entry(Short.class, (short) 0),
          Map.entry(Integer.class, 0),
          Map.entry(Long.class, 0L),
          Map.entry(Float.class, 0f),
          Map.entry(Double.class, 0d),
          Map.entry(Character.class, '\0'),
          Map.entry(String.class, ""),
          Map.entry(BigInteger.class, BigInteger.ZERO),
          Map.entry(BigDecimal.class, BigDecimal.ZERO),
          Map.entry(Bytes.class, Bytes.of()));

  private final Class<?> type;
  private final boolean primitive;

  /** A scalar of the boxed {@code type}. */
  ScalarForm(Class<?> type, boolean primitive) {
    this.type = type;
    this.primitive = primitive;
  }

  @Override
  String what() {
    return type.getSimpleName();
  }

  @Override
  @Nullable Object other(Tag tag, Reading in) {
    Object value = Scalar.read(tag, in.in());
    if (value == null) {
      Object none = super.other(tag, in);
      return primitive ? present(none) : none;
    }
    return fitting(value);
  }

  @Override
  @Nullable Object bare(@Nullable Object scalar) {
    if (scalar != null) {
      return fitting(scalar);
    }
    if (primitive) {
      throw mismatch("null");
    }
    return null;
  }

  private Object fitting(Object value) {
    Object fitting = value.getClass() == type ? value : Numbers.widened(value, type);
    if (fitting == null) {
      throw mismatch("a " + value.getClass().getSimpleName()).found(value);
    }
    return fitting;
  }

  /** Zero or empty; no date is a good guess. */
  @Override
  @Nullable Object fallback() {
    return ZEROS.get(type);
  }

  @Override
  boolean takes(Tag tag) {
    return tag.isScalar();
  }
}
