package dev.jumpgate.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two values down to the smallest parts that differ: through the components of
 * records and the entries of persistent collections, past all that both share.
 */
final class ValueDiff {

  private final Consumer<? super Diff.Change<Place, @Nullable Object>> sink;
  // The way down to the values that are compared now.
  private final List<Place.Step> steps = new ArrayList<>();

  ValueDiff(Consumer<? super Diff.Change<Place, @Nullable Object>> sink) {
    this.sink = sink;
  }

  void compare(@Nullable Object old, @Nullable Object now) {
    if (old == now) {
      return;
    }
    switch (old) {
      case PMap<?, ?> was when now instanceof PMap<?, ?> is -> compareKeys(was, is);
      case PSet<?> was when now instanceof PSet<?> is -> compareMembers(was, is);
      case PVec<?> was when now instanceof PVec<?> is -> compareElements(was, is);
      case Record was when now instanceof Record is && areOpenAlike(was, is) ->
          compareComponents(was, is);
      case null, default -> {
        if (!Objects.equals(old, now)) {
          sink.accept(new Diff.Changed<>(place(), old, now));
        }
      }
    }
  }

  private static boolean areOpenAlike(Record old, Record now) {
    return old.getClass() == now.getClass() && RecordParts.of(old.getClass()).isOpen();
  }

  private void compareComponents(Record old, Record now) {
    RecordParts parts = RecordParts.of(old.getClass());
    for (int i = 0; i < parts.count(); i++) {
      Object was = parts.get(old, i);
      Object is = parts.get(now, i);
      if (was != is) {
        steps.addLast(new Place.Component(parts.names().get(i)));
        compare(was, is);
        steps.removeLast();
      }
    }
  }

  private void compareKeys(PMap<?, ?> old, PMap<?, ?> now) {
    new TrieDiff<>((key, was, is) -> compareAt(new Place.Key(key), was, is))
        .compare(old.root(), now.root());
  }

  private void compareMembers(PSet<?> old, PSet<?> now) {
    new TrieDiff<>((Object member, @Nullable Object was, @Nullable Object is) ->
        compareAt(new Place.Key(member), was == null ? null : member, is == null ? null : member))
        .compare(old.map().root(), now.map().root());
  }

  private void compareElements(PVec<?> old, PVec<?> now) {
    VecTrie.compare(old, now, (i, was, is) -> compareAt(new Place.Index(i), was, is));
  }

  /** Compares the values at a key or an index, where null says that there is none. */
  private void compareAt(Place.Step step, @Nullable Object was, @Nullable Object is) {
    steps.addLast(step);
    if (was == null) {
      sink.accept(new Diff.Added<>(place(), is));
    } else if (is == null) {
      sink.accept(new Diff.Removed<>(place(), was));
    } else {
      compare(was, is);
    }
    steps.removeLast();
  }

  private Place place() {
    return new Place(PVec.copyOf(steps));
  }
}
