package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How large a value is when encoded: exact where it is small, and an estimate by some of the
 * elements where a collection in it is large. Nobody who only asks how large a state is waits for
 * all of it to be encoded, nor needs room for that.
 */
final class EncodedSize {

  /** Collections of more elements are estimated. */
  static final int LARGE = 10_000;

  /** By so many of them. */
  private static final int SAMPLE = 256;

  /** Into collections of more elements nobody looks for large ones. */
  private static final int FEW = 64;

  private static final ClassValue<List<Field>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return parts(type);
        }
      };

  private EncodedSize() {}

  /**
   * Of any value that can travel, in bytes.
   *
   * @throws dev.jumpgate.codec.CodecException where it cannot, as far as it was looked at
   */
  static long of(@Nullable Object value) {
    return holdsLarge(value) ? estimate(value) : Codec.encode(value).length;
  }

  private static boolean holdsLarge(@Nullable Object value) {
    return elements(value) > LARGE || inner(value).anyMatch(EncodedSize::holdsLarge);
  }

  private static long estimate(@Nullable Object value) {
    return switch (value) {
      case Bytes bytes when bytes.size() > LARGE -> bytes.size();
      case PMap<?, ?> map when map.size() > LARGE -> scaled(map.size(), sample(map));
      case PSet<?> set when set.size() > LARGE -> scaled(set.size(), some(set));
      case PVec<?> vec when vec.size() > LARGE -> scaled(vec.size(), some(vec));
      case null, default -> inner(value).mapToLong(EncodedSize::of).sum();
    };
  }

  private static <K, V> PMap<K, V> sample(PMap<K, V> map) {
    var some = PMap.<K, V>empty().builder();
    map.entrySet().stream()
        .limit(SAMPLE)
        .forEach(entry -> some.put(entry.getKey(), entry.getValue()));
    return some.build();
  }

  private static PVec<?> some(Collection<?> all) {
    return PVec.copyOf(all.stream().limit(SAMPLE).toList());
  }

  private static long scaled(long elements, Object sample) {
    return elements * Codec.encode(sample).length / SAMPLE;
  }

  private static int elements(@Nullable Object value) {
    return switch (value) {
      case Bytes bytes -> bytes.size();
      case PMap<?, ?> map -> map.size();
      case PSet<?> set -> set.size();
      case PVec<?> vec -> vec.size();
      case null, default -> 0;
    };
  }

  // What it is made of, where that is worth a look.
  private static Stream<?> inner(@Nullable Object value) {
    return switch (value) {
      case PMap<?, ?> map when map.size() <= FEW ->
          Stream.concat(map.keySet().stream(), map.values().stream());
      case PSet<?> set when set.size() <= FEW -> set.stream();
      case PVec<?> vec when vec.size() <= FEW -> vec.stream();
      case Record whole -> PARTS.get(whole.getClass()).stream().map(part -> part(part, whole));
      case null, default -> Stream.empty();
    };
  }

  // The field, not the accessor, which may be anything.
  private static @Nullable Object part(Field field, Record of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(of.getClass() + " hides " + field.getName(), e);
    }
  }

  private static List<Field> parts(Class<?> type) {
    List<Field> parts =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .filter(field -> !field.getType().isPrimitive() && field.getType() != String.class)
            .toList();
    try {
      parts.forEach(field -> field.setAccessible(true));
      return parts;
    } catch (InaccessibleObjectException e) {
      return List.of();
    }
  }
}
