package dev.jumpgate.codec;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What values of one place are checked for: that nothing in them can change, and that they come
 * back from a journey as they left.
 *
 * <p>Types say nearly all of it. What they cannot say is which implementation stands behind a
 * {@code List}, {@code Set} or {@code Map}, and where a null is. A part that is the very object of
 * the same place in an earlier value that passed is not looked at again.
 */
@SuppressWarnings("ReferenceEquality") // what passed already is found by identity
abstract sealed class ValueCheck
    permits ListCheck,
        SetCheck,
        MapCheck,
        RecordCheck,
        FamilyCheck,
        ValueCheck.Plain,
        ValueCheck.OfOptional {

  /** As deep as the codec writes. */
  private static final int DEEPEST = 512;

  private static final int LONGEST_PATH = 240;

  /** The class that every value here has. */
  final Class<?> type;

  /** False where types say all: nothing below can be wrong. */
  boolean needed;

  ValueCheck(Class<?> type) {
    this.type = type;
  }

  /** What is wrong, with the path from the value that is checked. */
  static final class Fault extends RuntimeException {

    private final String path;
    private final String what;

    Fault(String path, String what) {
      super(what, null, false, false);
      this.path = path;
      this.what = what;
    }

    Fault under(String step) {
      return new Fault(step + path, what);
    }

    /** Without the steps below: their keys are as sensitive as the values. */
    Fault closed() {
      return new Fault("", what);
    }

    /** All of it; of a long path the beginning and the end. */
    String line(String root) {
      String whole = root + path;
      int half = LONGEST_PATH / 2;
      String shown =
          whole.length() <= LONGEST_PATH
              ? whole
              : whole.substring(0, half) + " ... " + whole.substring(whole.length() - half);
      return shown + ": " + what;
    }
  }

  /** The parts of the types, for {@link CheckWalk}. */
  abstract List<ValueCheck> parts();

  /** Looks at what is in {@code now}, which is of the type. */
  abstract void inside(@Nullable Object before, Object now, int depth);

  /** Looks at an element, key or value, which may not be null. */
  void part(@Nullable Object before, @Nullable Object now, int depth) {
    if (now == null) {
      throw new Fault("", "null in a collection");
    }
    if (now == before) {
      return;
    }
    if (!type.isInstance(now)) {
      throw new Fault("", named(now.getClass()) + ", not " + named(type));
    }
    if (!needed) {
      return;
    }
    if (depth == DEEPEST) {
      throw new Fault("", "nested deeper than " + DEEPEST);
    }
    inside(before, now, depth + 1);
  }

  static String named(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length());
    String simple = (name.startsWith(".") ? name.substring(1) : name).replace('$', '.');
    return ("AEIOU".indexOf(simple.charAt(0)) >= 0 ? "an " : "a ") + simple;
  }

  static void checkFrozen(Object collection, String copy) {
    if (!Frozen.is(collection)) {
      throw new Fault("", named(collection.getClass()) + ", which can change; use " + copy);
    }
  }

  /** Scalars, enums, references: immutable as they are. */
  static final class Plain extends ValueCheck {

    Plain(Class<?> type) {
      super(type);
    }

    @Override
    List<ValueCheck> parts() {
      return List.of();
    }

    @Override
    void inside(@Nullable Object before, Object now, int depth) {}
  }

  /** An Optional. */
  static final class OfOptional extends ValueCheck {

    private final ValueCheck value;

    OfOptional(ValueCheck value) {
      super(Optional.class);
      this.value = value;
      needed = true;
    }

    @Override
    List<ValueCheck> parts() {
      return List.of(value);
    }

    @Override
    void inside(@Nullable Object before, Object now, int depth) {
      Object is = ((Optional<?>) now).orElse(null);
      if (is != null) {
        Object was = before instanceof Optional<?> earlier ? earlier.orElse(null) : null;
        value.part(was, is, depth);
      }
    }
  }
}
