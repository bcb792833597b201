package dev.jumpgate.codec;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of a record, component by component. */
final class RecordCheck extends ValueCheck {

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
        // To look at the earlier value costs as much as all the rest where the type says all.
        check.part(check.needed ? of(before) : null, is, depth);
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

  RecordCheck(Class<?> type) {
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
