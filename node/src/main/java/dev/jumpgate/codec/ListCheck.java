package dev.jumpgate.codec;

import dev.jumpgate.state.Fresh;
import dev.jumpgate.state.PVec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The check of a List or PVec. */
final class ListCheck extends ValueCheck {

  private final ValueCheck element;

  ListCheck(Class<?> type, ValueCheck element) {
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
