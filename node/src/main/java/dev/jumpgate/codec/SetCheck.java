package dev.jumpgate.codec;

import dev.jumpgate.state.Fresh;
import dev.jumpgate.state.PSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The check of a Set or PSet. */
final class SetCheck extends ValueCheck {

  private final ValueCheck element;

  SetCheck(Class<?> type, ValueCheck element) {
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
