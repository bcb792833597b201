package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The way from the root of a value down to a part that failed, gathered from the part upwards. */
final class Trail {

  /** How deep values may be: enough for any state, and far from the end of a stack. */
  static final int LIMIT = 512;

  private static final int LONGEST = 240;

  // The innermost first.
  private final List<Object> steps = new ArrayList<>();

  /** The place of a map's value. */
  record Key(Object key) {}

  /** Adds the step that led here: a component's name, an index or a {@link Key}. */
  void up(Object step) {
    steps.add(step);
  }

  /** Forgets the way so far. */
  void forget() {
    steps.clear();
  }

  String from(String root) {
    StringBuilder out = new StringBuilder(root);
    for (Object step : steps.reversed()) {
      switch (step) {
        case String component -> out.append('.').append(component);
        case Key(String text) -> out.append("[\"").append(shortened(text)).append("\"]");
        case Key(Object key) -> out.append('[').append(keyText(key)).append(']');
        default -> out.append('[').append(step).append(']');
      }
    }
    return out.length() <= LONGEST
        ? out.toString()
        : out.substring(0, LONGEST / 2) + " ... " + out.substring(out.length() - LONGEST / 2);
  }

  /** Only what surely prints itself shortly: other keys are the application's own code. */
  private static String keyText(Object key) {
    return switch (key) {
      case Integer _, Long _, Short _, Byte _, Character _, Boolean _, UUID _, Pid _ ->
          key.toString();
      case Enum<?> constant -> constant.name();
      default -> key.getClass().getSimpleName();
    };
  }

  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
