package dev.jumpgate.codec;

import dev.jumpgate.state.Fresh;
import dev.jumpgate.state.PMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check of a Map or PMap. */
final class MapCheck extends ValueCheck {

  private final ValueCheck key;
  private final ValueCheck value;

  MapCheck(Class<?> type, ValueCheck key, ValueCheck value) {
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
