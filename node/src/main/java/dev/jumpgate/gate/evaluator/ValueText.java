package dev.jumpgate.gate.evaluator;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as the shell shows them: the literal that would give them, else their own text. */
final class ValueText {

  private static final int TEXT_MAX = 50_000;
  private static final int ELEMENTS_MAX = 1_000;

  private ValueText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Character c -> c == '\'' ? "'\\''" : "'" + escaped(c) + "'";
      case Object array when array.getClass().isArray() -> array(array);
      default -> cut(String.valueOf(value.toString()), TEXT_MAX);
    };
  }

  /** The beginning of a text, with a word on how much is left out. */
  static String cut(String text, int max) {
    return text.length() <= max
        ? text
        : text.substring(0, max) + "... (" + (text.length() - max) + " characters more)";
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars().limit(TEXT_MAX).forEach(c -> quoted.append(c == '"' ? "\\\"" : escaped((char) c)));
    quoted.append('"');
    return text.length() <= TEXT_MAX
        ? quoted.toString()
        : quoted + "... (" + (text.length() - TEXT_MAX) + " characters more)";
  }

  private static String escaped(char c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default -> Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }

  private static String array(Object array) {
    int length = Array.getLength(array);
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(length, ELEMENTS_MAX); i++) {
      elements.add(of(Array.get(array, i)));
    }
    if (length > ELEMENTS_MAX) {
      elements.add("... (" + (length - ELEMENTS_MAX) + " more)");
    }
    Class<?> type = array.getClass().getComponentType();
    var dimensions = new StringBuilder("[" + length + "]");
    while (type.isArray()) {
      dimensions.append("[]");
      type = type.getComponentType();
    }
    String name = type.isPrimitive() ? type.getName() : type.getSimpleName();
    String text =
        name + dimensions + (length == 0 ? " {}" : " { " + String.join(", ", elements) + " }");
    return cut(text, TEXT_MAX);
  }
}
