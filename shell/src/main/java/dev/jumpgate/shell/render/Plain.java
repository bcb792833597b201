package dev.jumpgate.shell.render;

/** Text made harmless for a terminal: what a process says must not move the cursor. */
final class Plain {

  private Plain() {}

  /** {@code text} on one line, control characters as escapes. */
  static String line(String text) {
    if (text.codePoints().noneMatch(Plain::isControl)) {
      return text;
    }
    var out = new StringBuilder();
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isControl(c)) {
          out.append("\\u%04x".formatted(c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  // Format characters reorder or hide what stands beside them.
  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** The first {@code width} columns of a line, with an ellipsis where some were cut. */
  static String cut(String line, int width) {
    if (width(line) <= width) {
      return line;
    }
    int end = line.offsetByCodePoints(0, Math.max(0, width - 3));
    return line.substring(0, end) + "...";
  }

  static int width(String line) {
    return line.codePointCount(0, line.length());
  }
}
