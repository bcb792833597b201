package dev.jumpgate.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type of values without parts, and how they are written and read behind their tag.
 *
 * @param type the class, primitives as their boxes
 */
record Scalar<T>(Class<T> type, Tag tag, Writer<T> writer, Reader<T> reader) {

  /** Writes what stands behind the tag. */
  @FunctionalInterface
  interface Writer<T> {
    void write(T value, Output out);
  }

  /** Reads what stands behind the tag. */
  @FunctionalInterface
  interface Reader<T extends @Nullable Object> {
    T read(Input in);
  }

  private static final Map<Class<?>, Scalar<?>> BY_TYPE = new HashMap<>();
  private static final List<Reader<? extends @Nullable Object>> BY_TAG =
      new ArrayList<>(Collections.nCopies(Tag.COUNT, in -> null));

  static {
    for (List<Scalar<?>> some : List.of(Numbers.ALL, Times.ALL)) {
      for (Scalar<?> scalar : some) {
        BY_TYPE.put(scalar.type, scalar);
        BY_TAG.set(scalar.tag.code(), scalar.reader);
      }
    }
    // A flag has two tags and nothing behind them.
    BY_TAG.set(Tag.FALSE.code(), in -> false);
    BY_TAG.set(Tag.TRUE.code(), in -> true);
  }

  static Set<Class<?>> types() {
    return BY_TYPE.keySet();
  }

  /** The scalar type of a class of values, null where it is none. */
  static @Nullable Scalar<?> of(Class<?> type) {
    if (java.time.ZoneId.class.isAssignableFrom(type) && !BY_TYPE.containsKey(type)) {
      // The class of zones with a name is the JDK's secret.
      return BY_TYPE.get(java.time.ZoneId.class);
    }
    return BY_TYPE.get(type);
  }

  /** The scalar that follows {@code tag}, null where the tag is of none. */
  static @Nullable Object read(Tag tag, Input in) {
    return BY_TAG.get(tag.code()).read(in);
  }

  void write(Object value, Output out) {
    if (tag == Tag.FALSE) {
      out.tag(Objects.equals(value, true) ? Tag.TRUE : Tag.FALSE);
      return;
    }
    out.tag(tag);
    writer.write(type.cast(value), out);
  }
}
