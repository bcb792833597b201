package dev.jumpgate.codec;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map without null that is iterated in the order it was made in: what a JDK map is
 * read as, whose own copy would forget the order.
 */
final class FixedMap<K, V> extends AbstractMap<K, V> {

  // Nobody else has it; it is wrapped for its entries, which could be set.
  private final Map<K, V> entries;

  private FixedMap(Map<K, V> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    LinkedHashMap<K, V> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) ->
        copy.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    return new FixedMap<>(copy);
  }

  /** A map of entries that nobody else has, none of them null. */
  static <K, V> Map<K, V> owning(Map<K, V> entries) {
    return entries.isEmpty() ? Map.of() : new FixedMap<>(entries);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return entries.entrySet();
  }

  @Override
  public @Nullable V remove(@Nullable Object key) {
    throw new UnsupportedOperationException();
  }
}
