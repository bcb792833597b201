package dev.jumpgate.codec;

import dev.jumpgate.state.Fresh;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
abstract sealed class ValueCheck {

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

  private static void checkFrozen(Object collection, String copy) {
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

  /** A List or PVec. */
  static final class OfList extends ValueCheck {

    private final ValueCheck element;

    OfList(Class<?> type, ValueCheck element) {
      super(type);
      this.element = element;
      needed = type == List.class;
    }

    @Override
    List<ValueCheck> parts() {
      return List.of(element);
    }

    @Override
    void inside(@Nullable Object before, Object now, int depth) {
      checkFrozen(now, "List.copyOf");
      List<?> list = (List<?>) now;
      List<?> earlier = before instanceof List<?> were ? were : List.of();
      if (!(list instanceof PVec<?> vector)) {
        int index = 0;
        for (Object is : list) {
          at(index < earlier.size() ? earlier.get(index) : null, is, index, depth);
          index++;
        }
      } else if (element.needed) {
        PVec<?> were = earlier instanceof PVec<?> v ? v : PVec.empty();
        fresh(were, vector, depth);
      }
    }

    @SuppressWarnings("unchecked") // only read
    private void fresh(PVec<?> before, PVec<?> now, int depth) {
      Fresh.indices(
          (PVec<Object>) before,
          (PVec<Object>) now,
          i -> at(i < before.size() ? before.get(i) : null, now.get(i), i, depth));
    }

    private void at(@Nullable Object was, @Nullable Object is, int index, int depth) {
      try {
        element.part(was, is, depth);
      } catch (Fault fault) {
        throw fault.under("[" + index + "]");
      }
    }
  }

  /** A Set or PSet. */
  static final class OfSet extends ValueCheck {

    private final ValueCheck element;

    OfSet(Class<?> type, ValueCheck element) {
      super(type);
      this.element = element;
      needed = type == Set.class;
    }

    @Override
    List<ValueCheck> parts() {
      return List.of(element);
    }

    @Override
    @SuppressWarnings("unchecked") // only read
    void inside(@Nullable Object before, Object now, int depth) {
      checkFrozen(now, "Set.copyOf");
      if (!(now instanceof PSet<?> set)) {
        ((Set<?>) now).forEach(is -> in(is, depth));
      } else if (element.needed) {
        PSet<?> were = before instanceof PSet<?> s ? s : PSet.empty();
        Fresh.elements((PSet<Object>) were, (PSet<Object>) set, (is, _, _) -> in(is, depth));
      }
    }

    private void in(@Nullable Object is, int depth) {
      try {
        element.part(null, is, depth);
      } catch (Fault fault) {
        throw fault.under("[]");
      }
    }
  }

  /** A Map or PMap. */
  static final class OfMap extends ValueCheck {

    private final ValueCheck key;
    private final ValueCheck value;

    OfMap(Class<?> type, ValueCheck key, ValueCheck value) {
      super(type);
      this.key = key;
      this.value = value;
      needed = type == Map.class;
    }

    @Override
    List<ValueCheck> parts() {
      return List.of(key, value);
    }

    @Override
    @SuppressWarnings("unchecked") // only read
    void inside(@Nullable Object before, Object now, int depth) {
      checkFrozen(now, "Map.copyOf");
      Map<?, ?> earlier = before instanceof Map<?, ?> m ? m : Map.of();
      if (!(now instanceof PMap<?, ?> map)) {
        ((Map<?, ?>) now)
            .forEach((k, is) -> {
              key(k, depth);
              at(k, value.needed ? earlier.get(k) : null, is, depth);
            });
      } else if (key.needed || value.needed) {
        PMap<?, ?> were = earlier instanceof PMap<?, ?> m ? m : PMap.empty();
        Fresh.entries(
            (PMap<Object, Object>) were,
            (PMap<Object, Object>) map,
            (k, was, is) -> {
              key(k, depth);
              at(k, was, is, depth);
            });
      }
    }

    private void key(@Nullable Object is, int depth) {
      try {
        key.part(null, is, depth);
      } catch (Fault fault) {
        throw fault.under("[key]");
      }
    }

    private void at(Object under, @Nullable Object was, @Nullable Object is, int depth) {
      try {
        value.part(was, is, depth);
      } catch (Fault fault) {
        throw fault.under(step(under));
      }
    }

    // Other keys print themselves by the application's own code.
    private static String step(Object key) {
      return switch (key) {
        case String text -> "[\"" + text + "\"]";
        case Number number -> "[" + number + "]";
        case Enum<?> constant -> "[" + constant.name() + "]";
        default -> "[" + Shape.simple(key.getClass().getName()) + "]";
      };
    }
  }

  /** A record. */
  static final class OfRecord extends ValueCheck {

    private List<Part> parts = List.of();
    private Part[] looked = {};

    /**
     * A component.
     *
     * @param nullable whether it may be null
     */
    record Part(
        String name, boolean nullable, boolean sensitive, MethodHandle getter, ValueCheck check) {

      boolean isNeeded() {
        return check.needed || !nullable;
      }

      void look(@Nullable Object before, Object now, int depth) {
        Object is = of(now);
        if (is != null) {
          check.part(of(before), is, depth);
        } else if (check.type == Optional.class) {
          throw new Fault("", "null; use Optional.empty()");
        } else if (!nullable) {
          throw new Fault("", "null; annotate it @Nullable if it may be");
        }
      }

      @Nullable Object of(@Nullable Object record) {
        try {
          return record == null ? null : (Object) getter.invokeExact(record);
        } catch (Error e) {
          throw e;
        } catch (Throwable e) {
          throw new Fault("", "its accessor threw " + e.getClass().getName());
        }
      }
    }

    OfRecord(Class<?> type) {
      super(type);
    }

    void fill(List<Part> all) {
      parts = all;
      needed = all.stream().anyMatch(Part::isNeeded);
    }

    /** To be called when it is known which parts are needed. */
    void settle() {
      looked = parts.stream().filter(Part::isNeeded).toArray(Part[]::new);
    }

    @Override
    List<ValueCheck> parts() {
      return parts.stream().map(Part::check).toList();
    }

    @Override
    void inside(@Nullable Object before, Object now, int depth) {
      Object earlier = type.isInstance(before) ? before : null;
      for (Part part : looked) {
        try {
          part.look(earlier, now, depth);
        } catch (Fault fault) {
          throw (part.sensitive ? fault.closed() : fault).under("." + part.name);
        }
      }
    }
  }

  /** A sealed interface: what its value is decides. */
  static final class OfFamily extends ValueCheck {

    private Map<Class<?>, ValueCheck> members = Map.of();

    OfFamily(Class<?> type) {
      super(type);
    }

    void fill(Map<Class<?>, ValueCheck> all) {
      members = Map.copyOf(all);
    }

    @Override
    List<ValueCheck> parts() {
      return List.copyOf(members.values());
    }

    @Override
    void inside(@Nullable Object before, Object now, int depth) {
      ValueCheck member = members.get(now.getClass());
      if (member != null && member.needed) {
        member.inside(before, now, depth);
      }
    }
  }
}
