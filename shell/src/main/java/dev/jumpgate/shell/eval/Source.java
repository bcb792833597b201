package dev.jumpgate.shell.eval;

/**
 * The text of one snippet, and where it begins.
 *
 * @param start the place of its first character
 */
public record Source(Place start, String text) {

  /** The place of the character at {@code offset}; one past the end counts as the end. */
  Place at(long offset) {
    int end = (int) Math.max(0, Math.min(offset, text.length()));
    int line = start.line();
    int lineBegin = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineBegin = i + 1;
      }
    }
    int column = end - lineBegin + (lineBegin == 0 ? start.column() : 1);
    return new Place(start.name(), line, column);
  }

  /** The place where line {@code number} of this snippet begins; the snippet's first line is 1. */
  Place atLine(int number) {
    return number <= 1 ? start : new Place(start.name(), start.line() + number - 1, 1);
  }
}
