package dev.jumpgate.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A persistent hash map: each change gives a new map that shares with the old one all that did not
 * change.
 *
 * <p>An unmodifiable {@link Map}; null is neither a key nor a value. Look-up and change take the
 * same time as in a hash map up to a small factor. Iteration follows the hashes of the keys, hence
 * not the order of insertion.
 *
 * @param <K> the keys: immutable, with {@code equals} and {@code hashCode}
 * @param <V> the values
 */
@SuppressWarnings("ReferenceEquality") // a root that did not change is the same root
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
    if (map instanceof PMap<?, ?> already) {
      return (PMap<K, V>) already;
    }
    Builder<K, V> builder = PMap.<K, V>empty().builder();
    map.forEach(builder::put);
    return builder.build();
  }

  /** This map with {@code key} bound to {@code value}. */
  public PMap<K, V> with(K key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Edit edit = Edit.copying();
    TrieNode changed = root.put(TrieNode.hash(key), 0, key, value, edit);
    return changed == root ? this : new PMap<>(changed, size + edit.growth);
  }

  /** This map without {@code key}; the same map where it has none. */
  public PMap<K, V> without(Object key) {
    Objects.requireNonNull(key, "key");
    Edit edit = Edit.copying();
    TrieNode changed = root.remove(TrieNode.hash(key), 0, key, edit);
    if (changed == root) {
      return this;
    }
    return changed.isEmpty() ? empty() : new PMap<>(changed, size + edit.growth);
  }

  /** A builder that starts with the entries of this map. */
  public Builder<K, V> builder() {
    return new Builder<>(this);
  }

  @Override
  @SuppressWarnings("unchecked") // only with and put bring values in, with their types checked
  public @Nullable V get(@Nullable Object key) {
    Objects.requireNonNull(key, "key");
    return (V) root.find(TrieNode.hash(key), 0, key);
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
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new TrieIterator<>(root);
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked") // as in get
  public void forEach(BiConsumer<? super K, ? super V> action) {
    root.forEach((key, value) -> action.accept((K) key, (V) value));
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
    return super.hashCode();
  }

  TrieNode root() {
    return root;
  }

  /** Many changes at once, in place; for one thread. */
  public static final class Builder<K, V> {

    private TrieNode root;
    private int size;
    private Edit edit = Edit.inPlace();

    private Builder(PMap<K, V> start) {
      root = start.root;
      size = start.size;
    }

    public Builder<K, V> put(K key, V value) {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      root = root.put(TrieNode.hash(key), 0, key, value, edit);
      return this;
    }

    public Builder<K, V> remove(Object key) {
      Objects.requireNonNull(key, "key");
      root = root.remove(TrieNode.hash(key), 0, key, edit);
      return this;
    }

    /** The number of entries so far. */
    public int size() {
      return size + edit.growth;
    }

    /** The map so far. The builder stays good and no longer touches what it gave away. */
    public PMap<K, V> build() {
      size += edit.growth;
      edit = Edit.inPlace();
      return size == 0 ? empty() : new PMap<>(root, size);
    }
  }
}
