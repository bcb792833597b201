package dev.jumpgate.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What is between an old value and a new one.
 *
 * <p>Between two {@link PMap}s of a common past the time follows the number of changes and not the
 * size. Changes come in no particular order unless said.
 */
public final class Diff {

  private Diff() {}

  /**
   * One difference.
   *
   * @param <K> where it is: a key, an index or a path
   * @param <V> what is there
   */
  public sealed interface Change<K, V> {
    K key();
  }

  /** There was nothing under the key. */
  public record Added<K, V>(K key, V value) implements Change<K, V> {}

  /** There is nothing under the key any more. */
  public record Removed<K, V>(K key, V value) implements Change<K, V> {}

  /** There is something else under the key. */
  public record Changed<K, V>(K key, V from, V to) implements Change<K, V> {}

  public static <K, V> List<Change<K, V>> between(PMap<K, V> old, PMap<K, V> now) {
    List<Change<K, V>> changes = new ArrayList<>();
    new TrieDiff<>(changes).compare(old.root(), now.root(), 0);
    return Collections.unmodifiableList(changes);
  }

  /** Element by element in the order of the index; then what came or went at the end. */
  public static <T> List<Change<Integer, T>> between(PVec<T> old, PVec<T> now) {
    List<Change<Integer, T>> changes = new ArrayList<>();
    int common = Math.min(old.size(), now.size());
    for (int start = 0; start < common; start += PVec.WIDTH) {
      if (!old.sharesLeaf(now, start)) {
        int end = Math.min(common, start + PVec.WIDTH);
        compareElements(old, now, start, end, changes);
      }
    }
    for (int i = common; i < old.size(); i++) {
      changes.add(new Removed<>(i, old.get(i)));
    }
    for (int i = common; i < now.size(); i++) {
      changes.add(new Added<>(i, now.get(i)));
    }
    return Collections.unmodifiableList(changes);
  }

  private static <T> void compareElements(
      PVec<T> old, PVec<T> now, int start, int end, List<Change<Integer, T>> changes) {
    for (int i = start; i < end; i++) {
      T was = old.get(i);
      T is = now.get(i);
      if (!Objects.equals(was, is)) {
        changes.add(new Changed<>(i, was, is));
      }
    }
  }

  /** The elements that came and went; each change has the element both as key and as value. */
  public static <T> List<Change<T, T>> between(PSet<T> old, PSet<T> now) {
    List<Change<T, T>> changes = new ArrayList<>();
    for (Change<T, Boolean> change : between(old.map(), now.map())) {
      switch (change) {
        case Added<T, Boolean> added -> changes.add(new Added<>(added.key(), added.key()));
        case Removed<T, Boolean> removed ->
            changes.add(new Removed<>(removed.key(), removed.key()));
        case Changed<T, Boolean> _ -> throw new IllegalStateException("a set maps to true only");
      }
    }
    return Collections.unmodifiableList(changes);
  }

  /**
   * The smallest parts that differ, each under its path as {@link Tree#get} takes it, in the order
   * of the old tree. The path of the whole is empty.
   */
  public static List<Change<String, Tree>> between(Tree old, Tree now) {
    List<Change<String, Tree>> changes = new ArrayList<>();
    new TreeDiff(changes).compare("", old, now);
    return Collections.unmodifiableList(changes);
  }
}
