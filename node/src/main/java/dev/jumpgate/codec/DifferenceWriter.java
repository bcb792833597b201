package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is between two values: down through records, Optionals and persistent collections to
 * the parts that differ, which are written whole. {@link Form#apply} reads it.
 */
@SuppressWarnings("ReferenceEquality") // what is shared is skipped by identity
final class DifferenceWriter {

  private final Writing writing;
  private final Output out;

  DifferenceWriter(Writing writing) {
    this.writing = writing;
    out = writing.out();
  }

  void write(@Nullable Object old, @Nullable Object now) {
    if (old == now) {
      out.tag(Tag.SAME);
      return;
    }
    if (old == null || now == null || old.getClass() != now.getClass()) {
      writing.value(now);
      return;
    }
    writing.enter();
    switch (now) {
      case PMap<?, ?> map -> map((PMap<?, ?>) old, map);
      case PVec<?> vector -> vector((PVec<?>) old, vector);
      case PSet<?> set -> set((PSet<?>) old, set);
      case Optional<?> optional when optional.isPresent() && ((Optional<?>) old).isPresent() ->
          optional(((Optional<?>) old).get(), optional.get());
      case Record record when isTakenApart(record) -> record((Record) old, record);
      default -> other(old, now);
    }
    writing.leave();
  }

  /** Records that have a form of their own are replaced whole. */
  private static boolean isTakenApart(Record record) {
    return !(record instanceof Pid || record instanceof Ref<?> || record instanceof Tree);
  }

  private void other(Object old, Object now) {
    if (now.equals(old)) {
      out.tag(Tag.SAME);
    } else {
      writing.value(now);
    }
  }

  private void optional(Object old, Object now) {
    out.tag(Tag.SOME_CHANGE);
    part(old, now, "value");
  }

  private void part(@Nullable Object old, @Nullable Object now, Object step) {
    try {
      write(old, now);
    } catch (Throwable e) {
      throw Failure.of(e).in(step);
    }
  }

  private void record(Record old, Record now) {
    RecordAccess access = RecordAccess.of(now.getClass());
    out.tag(Tag.RECORD_CHANGE);
    writing.beginRecord(access.shape());
    List<Slot> slots = access.shape().slots();
    for (int i = 0; i < slots.size(); i++) {
      Object was = access.get(old, i);
      Object is = access.get(now, i);
      if (was == is || (slots.get(i).kind() != Kind.VALUE && is != null && is.equals(was))) {
        continue;
      }
      if (is == null && !access.isNullable(i)) {
        throw new Failure("null, and the component is not @Nullable").in(slots.get(i).name());
      }
      out.varint(i + 1L);
      part(was, is, slots.get(i).name());
    }
    out.varint(0);
  }

  private <K, V> void map(PMap<K, V> old, PMap<?, ?> now) {
    @SuppressWarnings("unchecked") // both are read only
    List<Diff.Change<K, V>> changes = Diff.between(old, (PMap<K, V>) now);
    out.tag(Tag.MAP_CHANGE);
    out.varint(changes.size());
    for (Diff.Change<K, V> change : changes) {
      try {
        change(change);
      } catch (Throwable e) {
        throw Failure.of(e).in(new Trail.Key(change.key()));
      }
    }
  }

  private <K, V> void change(Diff.Change<K, V> change) {
    switch (change) {
      case Diff.Added<K, V>(K key, V value) -> {
        MapChange.ADDED.write(out);
        writing.value(key);
        writing.value(value);
      }
      case Diff.Removed<K, V>(K key, V _) -> {
        MapChange.REMOVED.write(out);
        writing.value(key);
      }
      case Diff.Changed<K, V>(K key, V from, V to) -> {
        MapChange.CHANGED.write(out);
        writing.value(key);
        write(from, to);
      }
    }
  }

  private <T> void vector(PVec<T> old, PVec<?> now) {
    @SuppressWarnings("unchecked") // both are read only
    List<Diff.Change<Integer, T>> changes = Diff.between(old, (PVec<T>) now);
    out.tag(Tag.VECTOR_CHANGE);
    out.varint(Math.min(old.size(), now.size()));
    for (Diff.Change<Integer, T> change : changes) {
      if (change instanceof Diff.Changed<Integer, T>(Integer index, T from, T to)) {
        out.varint(index + 1L);
        part(from, to, index);
      }
    }
    out.varint(0);
    out.varint(Math.max(0, now.size() - old.size()));
    for (int i = old.size(); i < now.size(); i++) {
      part(null, now.get(i), i);
    }
  }

  private <T> void set(PSet<T> old, PSet<?> now) {
    @SuppressWarnings("unchecked") // both are read only
    List<Diff.Change<T, T>> changes = Diff.between(old, (PSet<T>) now);
    out.tag(Tag.SET_CHANGE);
    out.varint(changes.size());
    for (Diff.Change<T, T> change : changes) {
      out.writeBoolean(change instanceof Diff.Added<T, T>);
      part(null, change.key(), 0);
    }
  }
}
