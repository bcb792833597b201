package dev.jumpgate.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A second hash for keys whose {@code hashCode} is the same: it looks at the content of a key, and
 * nobody can foretell it, since it starts from a random number of this JVM.
 *
 * <p>Equal keys have equal second hashes, whatever their {@code equals} is: the content counts only
 * where it is known to be what {@code equals} compares, which is in the JDK's values and
 * collections, in {@link Bytes} and in records whose {@code equals} is the compiler's ({@link
 * RecordEquality}). For any other key it says no more than {@code hashCode}, and keys that collide
 * are searched one by one. An order by {@code compareTo} would not do: it may differ from {@code
 * equals}, and lawfully so.
 */
final class SecondHash {

  private static final SplittableRandom RANDOM = new SplittableRandom();
  private static final long START = RANDOM.nextLong();
  // Odd, so that multiplication loses nothing.
  private static final long FACTOR = RANDOM.nextLong() | 1;

  private SecondHash() {}

  /** A hash of {@code key}, never negative and below 2^29: what fits a trie's levels. */
  static int of(Object key) {
    return (int) (content(key) >>> 35);
  }

  private static long content(@Nullable Object value) {
    return switch (value) {
      case null -> START;
      case String text -> ofText(text);
      case Long number -> mix(START, number);
      case Double number -> mix(START, Double.doubleToLongBits(number));
      case BigInteger number -> Bytes.copyOf(number.toByteArray()).hash(START, FACTOR);
      case BigDecimal number -> mix(content(number.unscaledValue()), number.scale());
      case Bytes bytes -> bytes.hash(START, FACTOR);
      case UUID id -> mix(mix(START, id.getMostSignificantBits()), id.getLeastSignificantBits());
      case Instant time -> mix(mix(START, time.getEpochSecond()), time.getNano());
      case Duration time -> mix(mix(START, time.getSeconds()), time.getNano());
      case LocalDate date -> mix(START, date.toEpochDay());
      case LocalTime time -> mix(START, time.toNanoOfDay());
      case LocalDateTime time -> mix(content(time.toLocalDate()), content(time.toLocalTime()));
      case Optional<?> optional -> mix(START, content(optional.orElse(null)));
      case Record record -> ofRecord(record);
      case List<?> list -> ofList(list);
      // Added up, because equal sets and maps may be iterated in any order.
      case Set<?> set -> set.stream().mapToLong(e -> mix(START, content(e))).sum();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(e -> mix(content(e.getKey()), content(e.getValue())))
              .sum();
      default -> mix(START, value.hashCode());
    };
  }

  private static long ofText(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash, text.charAt(i));
    }
    return hash;
  }

  private static long ofList(List<?> list) {
    long hash = START;
    for (Object element : list) {
      hash = mix(hash, content(element));
    }
    return hash;
  }

  private static long ofRecord(Record record) {
    if (!RecordEquality.isOfComponents(record.getClass())) {
      return mix(START, record.hashCode());
    }
    RecordParts parts = RecordParts.of(record.getClass());
    long hash = START;
    for (int i = 0; i < parts.count(); i++) {
      hash = mix(hash, content(parts.get(record, i)));
    }
    return hash;
  }

  private static long mix(long hash, long next) {
    return mix(hash, next, FACTOR);
  }

  /** Both halves of the product, so that every bit tells on every other (after wyhash). */
  static long mix(long hash, long next, long factor) {
    long start = hash ^ next;
    return start * factor ^ Math.multiplyHigh(start, factor) ^ Long.rotateLeft(hash, 23);
  }
}
