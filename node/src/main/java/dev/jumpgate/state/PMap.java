package dev.jumpgate.state;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A persistent hash map: each change gives a new map that shares with the old one all that did not
 * change.
 *
 * <p>An unmodifiable {@link Map}; null is neither a key nor a value. Look-up and change take the
 * same time as in a hash map up to a small factor. Iteration follows the hashes of the keys, hence
 * not the order of insertion. Two maps of a common past are compared, by {@link #equals} and by
 * {@link Diff}, in time proportional to what changed.
 *
 * <p>Keys of one {@code hashCode} cost little more than others where they are the JDK's values and
 * collections, {@link Bytes}, or records with the {@code equals} of the compiler: their content
 * tells them apart, and nobody can choose keys that collide there too. Other keys of one {@code
 * hashCode} are searched one by one.
 *
 * @param <K> the keys: immutable, with {@code equals} and {@code hashCode}
 * @param <V> the values
 */
public final class PMap<K, V> extends AbstractMap<K, V> {

  private static final PMap<?, ?> EMPTY = new PMap<>(TrieNode.EMPTY, 0);

  private final TrieNode root;
  private final int size;

  private PMap(TrieNode root, int size) {
    this.root = root;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // it holds no entry of any type
  public static <K, V> PMap<K, V> empty() {
    return (PMap<K, V>) EMPTY;
  }

  public static <K, V> PMap<K, V> of(K key, V value) {
    return PMap.<K, V>empty().with(key, value);
  }

  /** Where two keys are equal, the later value counts; so below. */
  public static <K, V> PMap<K, V> of(K key1, V value1, K key2, V value2) {
    return of(key1, value1).with(key2, value2);
  }

  public static <K, V> PMap<K, V> of(K key1, V value1, K key2, V value2, K key3, V value3) {
    return of(key1, value1, key2, value2).with(key3, value3);
  }

  @SuppressWarnings("unchecked") // nothing can be put into a PMap, so a wider type is safe
  public static <K, V> PMap<K, V> copyOf(Map<? extends K, ? extends V> map) {
    return map instanceof PMap<?, ?> already
        ? (PMap<K, V>) already
        : PMap.<K, V>empty().withAll(map);
  }

  /** Collects elements into a map; where two keys are equal, the later value counts. */
  public static <T, K, V> Collector<T, ?, PMap<K, V>> toPMap(
      Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
    return Collector.of(
        () -> PMap.<K, V>empty().builder(),
        (builder, element) -> builder.put(key.apply(element), value.apply(element)),
        (left, right) -> left.putAll(right.build()),
        Builder::build);
  }

  /** This map with {@code key} bound to {@code value}. */
  public PMap<K, V> with(K key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Edit edit = new CopyingEdit();
    TrieNode changed = root.put(TrieNode.hash(key), 0, key, value, edit);
    return changed == root ? this : new PMap<>(changed, size + edit.growth);
  }

  /** This map with the entries of {@code other}, whose values count where both have a key. */
  public PMap<K, V> withAll(Map<? extends K, ? extends V> other) {
    return other.isEmpty() ? this : builder().putAll(other).build();
  }

  /** This map with the value of {@code key} changed; the same map where it has no such key. */
  public PMap<K, V> withUpdated(K key, UnaryOperator<V> change) {
    V value = get(key);
    return value == null ? this : with(key, change.apply(value));
  }

  /**
   * This map with {@code key} bound to {@code value}, or where it has a value already, to what
   * {@code merge} makes of that and {@code value}.
   */
  public PMap<K, V> withMerged(K key, V value, BinaryOperator<V> merge) {
    V already = get(key);
    return with(key, already == null ? value : merge.apply(already, value));
  }

  /** This map without {@code key}; the same map where it has none. */
  public PMap<K, V> without(Object key) {
    Objects.requireNonNull(key, "key");
    Edit edit = new CopyingEdit();
    TrieNode changed = root.remove(TrieNode.hash(key), 0, key, edit);
    if (changed == root) {
      return this;
    }
    return changed.isEmpty() ? empty() : new PMap<>(changed, size + edit.growth);
  }

  /** This map without any of {@code keys}. */
  public PMap<K, V> withoutAll(Iterable<?> keys) {
    Builder<K, V> builder = builder();
    keys.forEach(builder::remove);
    return builder.build();
  }

  /** A builder that starts with the entries of this map. */
  public Builder<K, V> builder() {
    return new Builder<>(this);
  }

  /** A walk over the entries that can be interrupted; in the order of iteration. */
  public Walk<Map.Entry<K, V>> walk() {
    return new Walk<>(TrieIterator.entries(root));
  }

  @Override
  @SuppressWarnings("unchecked") // only with and put bring values in, with their types checked
  public @Nullable V get(@Nullable Object key) {
    Objects.requireNonNull(key, "key");
    return (V) root.find(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new MapViews.Entries<>(this);
  }

  @Override
  public Set<K> keySet() {
    return new MapViews.Keys<>(this);
  }

  @Override
  public Collection<V> values() {
    return new MapViews.Values<>(this);
  }

  @Override
  @SuppressWarnings("unchecked") // as in get
  public void forEach(BiConsumer<? super K, ? super V> action) {
    root.forEach((key, value) -> action.accept((K) key, (V) value));
  }

  // The inherited one would search all entries first.
  @Override
  public @Nullable V remove(@Nullable Object key) {
    throw new UnsupportedOperationException("a PMap does not change; see without");
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("a PMap does not change; see empty");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other instanceof PMap<?, ?> map) {
      return size == map.size && root.sameAs(map.root, 0);
    }
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    int[] sum = {0};
    root.forEach((key, value) -> sum[0] += key.hashCode() ^ value.hashCode());
    return sum[0];
  }

  TrieNode root() {
    return root;
  }

  /** Many changes at once, in place; for one thread. */
  public static final class Builder<K, V> {

    private PMap<K, V> built;
    private TrieNode root;
    private InPlaceEdit edit = new InPlaceEdit();

    private Builder(PMap<K, V> start) {
      built = start;
      root = start.root;
    }

    public Builder<K, V> put(K key, V value) {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      root = root.put(TrieNode.hash(key), 0, key, value, edit);
      return this;
    }

    public Builder<K, V> putAll(Map<? extends K, ? extends V> entries) {
      entries.forEach(this::put);
      return this;
    }

    public Builder<K, V> remove(Object key) {
      Objects.requireNonNull(key, "key");
      root = root.remove(TrieNode.hash(key), 0, key, edit);
      return this;
    }

    /** The value of {@code key} so far; null where there is none. */
    @SuppressWarnings("unchecked") // as in PMap.get
    public @Nullable V get(Object key) {
      Objects.requireNonNull(key, "key");
      return (V) root.find(key);
    }

    /** The number of entries so far. */
    public int size() {
      return built.size + edit.growth;
    }

    /**
     * The map so far, the very same where nothing changed. The builder stays good and no longer
     * touches what it gave away.
     */
    public PMap<K, V> build() {
      root = edit.freeze(root);
      if (root != built.root) {
        built = size() == 0 ? empty() : new PMap<>(root, size());
        root = built.root;
        edit = new InPlaceEdit();
      }
      return built;
    }
  }
}
