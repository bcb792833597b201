package dev.jumpgate.shell.eval;

/**
 * A position in a text that somebody wrote, to be shown in messages.
 *
 * @param name the file, or what stands for it
 * @param line from 1
 * @param column from 1
 */
public record Place(String name, int line, int column) {

  public Place {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns begin at 1: " + line + ", " + column);
    }
  }

  /** As in {@code evacuate.jsh:12}. */
  @Override
  public String toString() {
    return name + ":" + line;
  }
}
