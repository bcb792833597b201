package dev.jumpgate.state;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import org.jspecify.annotations.Nullable;

/** A {@link PMap} seen as the sets and the collection that {@link Map} asks for. */
final class MapViews {

  private static final int FIXED = Spliterator.NONNULL | Spliterator.IMMUTABLE;

  private MapViews() {}

  static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {

    private final PMap<K, V> map;

    Entries(PMap<K, V> map) {
      this.map = map;
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean contains(@Nullable Object entry) {
      return entry instanceof Map.Entry<?, ?> other
          && other.getKey() != null
          && other.getValue() != null
          && other.getValue().equals(map.get(other.getKey()));
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return TrieIterator.entries(map.root());
    }

    @Override
    public Spliterator<Map.Entry<K, V>> spliterator() {
      return Spliterators.spliterator(this, FIXED | Spliterator.DISTINCT);
    }
  }

  static final class Keys<K> extends AbstractSet<K> {

    private final PMap<K, ?> map;

    Keys(PMap<K, ?> map) {
      this.map = map;
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean contains(@Nullable Object key) {
      return map.containsKey(key);
    }

    @Override
    public Iterator<K> iterator() {
      return TrieIterator.keys(map.root());
    }

    @Override
    public Spliterator<K> spliterator() {
      return Spliterators.spliterator(this, FIXED | Spliterator.DISTINCT);
    }
  }

  static final class Values<V> extends AbstractCollection<V> {

    private final PMap<?, V> map;

    Values(PMap<?, V> map) {
      this.map = map;
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public Iterator<V> iterator() {
      return TrieIterator.values(map.root());
    }

    @Override
    public Spliterator<V> spliterator() {
      return Spliterators.spliterator(this, FIXED);
    }
  }
}
