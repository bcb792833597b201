package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import java.util.Arrays;
import java.util.UUID;

/**
 * The way from the root of a value down to the part that is being read or written, for messages and
 * for the limit of depth. It is not unwound when something throws, so that it shows where.
 */
final class Trail {

  /** Deep enough for any state, and far from the end of a stack. */
  static final int LIMIT = 512;

  private static final int LONGEST = 240;

  private String root = "value";
  private Object[] steps = new Object[16];
  private int depth;

  /** The place of a map's value. */
  private record Key(Object key) {}

  void root(String name) {
    root = name;
  }

  boolean isFull() {
    return depth == LIMIT;
  }

  void downTo(String component) {
    down(component);
  }

  void downTo(int index) {
    down(index);
  }

  void downToValueOf(Object key) {
    down(new Key(key));
  }

  private void down(Object step) {
    if (depth == steps.length) {
      steps = Arrays.copyOf(steps, 2 * depth);
    }
    steps[depth++] = step;
  }

  void up() {
    depth--;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(root);
    for (int i = 0; i < depth; i++) {
      switch (steps[i]) {
        case String component -> out.append('.').append(component);
        case Key(String text) -> out.append("[\"").append(shortened(text)).append("\"]");
        case Key(Object key) -> out.append('[').append(keyText(key)).append(']');
        case Object index -> out.append('[').append(index).append(']');
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

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
