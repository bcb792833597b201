package dev.jumpgate.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is between an old value and a new one.
 *
 * <p>Between two persistent collections of a common past the time follows the number of changes and
 * not the size: what they share is not looked at. Between others it follows the size. Changes come
 * in no particular order unless said; a list of them is complete and fixed, while the methods with
 * a sink hold nothing back and keep nothing. A sink that throws ends the comparison.
 */
public final class Diff {

  private Diff() {}

  /**
   * One difference.
   *
   * @param <K> where it is: a key, an index or a path
   * @param <V> what is there
   */
  public sealed interface Change<K, V extends @Nullable Object> {
    K key();
  }

  /** There was nothing under the key. */
  public record Added<K, V extends @Nullable Object>(K key, V value) implements Change<K, V> {}

  /** There is nothing under the key any more. */
  public record Removed<K, V extends @Nullable Object>(K key, V value) implements Change<K, V> {}

  /** There is something else under the key. */
  public record Changed<K, V extends @Nullable Object>(K key, V from, V to)
      implements Change<K, V> {}

  public static <K, V> List<Change<K, V>> between(PMap<K, V> old, PMap<K, V> now) {
    return listed(sink -> forEach(old, now, sink));
  }

  /** As {@link #between(PMap, PMap)}; each change goes to {@code sink} when it is found. */
  public static <K, V> void forEach(
      PMap<K, V> old, PMap<K, V> now, Consumer<? super Change<K, V>> sink) {
    new TrieDiff<K, V>((key, was, is) -> tell(key, was, is, sink)).compare(old.root(), now.root());
  }

  /** Element by element in the order of the index; then what came or went at the end. */
  public static <T> List<Change<Integer, T>> between(PVec<T> old, PVec<T> now) {
    return listed(sink -> forEach(old, now, sink));
  }

  /** As {@link #between(PVec, PVec)}; each change goes to {@code sink} when it is found. */
  @SuppressWarnings("unchecked") // the elements of a PVec<T>
  public static <T> void forEach(
      PVec<T> old, PVec<T> now, Consumer<? super Change<Integer, T>> sink) {
    VecTrie.compare(old, now, (index, was, is) -> tell(index, (T) was, (T) is, sink));
  }

  /** The elements that came and went; each change has the element both as key and as value. */
  public static <T> List<Change<T, T>> between(PSet<T> old, PSet<T> now) {
    return listed(sink -> forEach(old, now, sink));
  }

  /** As {@link #between(PSet, PSet)}; each change goes to {@code sink} when it is found. */
  public static <T> void forEach(PSet<T> old, PSet<T> now, Consumer<? super Change<T, T>> sink) {
    new TrieDiff<T, Boolean>((element, was, _) ->
        sink.accept(was == null ? new Added<>(element, element) : new Removed<>(element, element)))
        .compare(old.map().root(), now.map().root());
  }

  /**
   * The smallest parts that differ between two values, each under its place. Records of one class
   * are compared component by component, {@link PMap}, {@link PVec} and {@link PSet} past what they
   * share; all else, the JDK's collections too, differs as a whole or not at all. A component that
   * is or was null has changed, never come or gone. The element of a set is both key and value.
   */
  public static List<Change<Place, @Nullable Object>> parts(
      @Nullable Object old, @Nullable Object now) {
    return listed(sink -> forEachPart(old, now, sink));
  }

  /** As {@link #parts}; each change goes to {@code sink} when it is found. */
  public static void forEachPart(
      @Nullable Object old,
      @Nullable Object now,
      Consumer<? super Change<Place, @Nullable Object>> sink) {
    new ValueDiff(sink).compare(old, now);
  }

  /**
   * The smallest parts that differ, each under its path as {@link Tree#get} takes it, in the order
   * of the old tree. The path of the whole is empty. What is sensitive in either of them is {@code
   * ***} in the changes; compare {@link Tree#revealed} trees to see it.
   */
  public static List<Change<String, Tree>> between(Tree old, Tree now) {
    List<Change<String, Tree>> changes = new ArrayList<>();
    new TreeDiff(changes).compare("", old, now);
    return Collections.unmodifiableList(changes);
  }

  private static <K, V> void tell(
      K key, @Nullable V was, @Nullable V is, Consumer<? super Change<K, V>> sink) {
    if (was == null) {
      sink.accept(new Added<>(key, Objects.requireNonNull(is)));
    } else if (is == null) {
      sink.accept(new Removed<>(key, was));
    } else if (!was.equals(is)) {
      sink.accept(new Changed<>(key, was, is));
    }
  }

  private static <C> List<C> listed(Consumer<Consumer<C>> comparison) {
    List<C> changes = new ArrayList<>();
    comparison.accept(changes::add);
    return Collections.unmodifiableList(changes);
  }
}
