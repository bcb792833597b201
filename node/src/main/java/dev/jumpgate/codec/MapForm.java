package dev.jumpgate.codec;

import dev.jumpgate.state.PMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map, a {@code PMap} where {@code persistent}. */
final class MapForm extends Form {

  private final boolean persistent;
  private final Form key;
  private final Form value;

  MapForm(boolean persistent, Form key, Form value) {
    this.persistent = persistent;
    this.key = key;
    this.value = value;
  }

  @Override
  String what() {
    return persistent ? "PMap" : "Map";
  }

  @Override
  @Nullable Object other(Tag tag, Reading in) {
    if (!tag.isMap()) {
      return super.other(tag, in);
    }
    int count = in.in().count(2);
    in.enter();
    Object map = persistent || tag == Tag.PMAP ? persistentMap(count, in) : map(count, in);
    in.leave();
    return map;
  }

  private PMap<Object, Object> persistentMap(int count, Reading in) {
    PMap.Builder<Object, Object> entries = PMap.empty().builder();
    Collisions collisions = new Collisions();
    for (int i = 0; i < count; i++) {
      Object read = key(i, in);
      try {
        collisions.check(read);
        entries.put(read, value.present(in));
        if (entries.size() == i) {
          throw new Failure("a key that the map has already");
        }
      } catch (Throwable e) {
        throw Failure.of(e).in(new Trail.Key(read));
      }
    }
    return entries.build();
  }

  private Map<Object, Object> map(int count, Reading in) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    Collisions collisions = new Collisions();
    for (int i = 0; i < count; i++) {
      Object read = key(i, in);
      try {
        collisions.check(read);
        if (entries.put(read, value.present(in)) != null) {
          throw new Failure("a key that the map has already");
        }
      } catch (Throwable e) {
        throw Failure.of(e).in(new Trail.Key(read));
      }
    }
    return FixedMap.owning(entries);
  }

  private Object key(int index, Reading in) {
    try {
      return key.present(in);
    } catch (Throwable e) {
      throw Failure.of(e).in(index);
    }
  }

  @Override
  Object fallback() {
    return persistent ? PMap.empty() : Map.of();
  }

  @Override
  @SuppressWarnings("unchecked") // the old value was read with this form, or is checked when used
  Object change(Tag tag, @Nullable Object old, Reading in) {
    if (tag != Tag.MAP_CHANGE || !(old instanceof PMap<?, ?> was)) {
      return super.change(tag, old, in);
    }
    PMap.Builder<Object, Object> now = ((PMap<Object, Object>) was).builder();
    in.enter();
    int count = in.in().count(2);
    for (int i = 0; i < count; i++) {
      MapChange change = MapChange.read(in.in());
      Object changed = key(i, in);
      try {
        apply(change, changed, was.get(changed), now, in);
      } catch (Throwable e) {
        throw Failure.of(e).in(new Trail.Key(changed));
      }
    }
    in.leave();
    return now.build();
  }

  private void apply(
      MapChange change,
      Object changed,
      @Nullable Object was,
      PMap.Builder<Object, Object> now,
      Reading in) {
    if ((was == null) != (change == MapChange.ADDED)) {
      throw new Failure("a key that " + (was == null ? "is not there" : "is there already"));
    }
    switch (change) {
      case ADDED -> now.put(changed, value.present(in));
      case REMOVED -> now.remove(changed);
      case CHANGED -> now.put(changed, value.present(value.apply(was, in)));
    }
  }

  @Override
  boolean takes(Tag tag) {
    return tag.isMap() || tag == Tag.MAP_CHANGE;
  }
}
