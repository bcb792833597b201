package dev.jumpgate.shell.render;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * How text is to look where it goes.
 *
 * @param color true where the reader is a terminal that wants colors
 * @param width columns of the terminal
 * @param zone for times shown to people
 */
public record Style(boolean color, int width, ZoneId zone) {

  private static final int WIDTH_DEFAULT = 120;
  private static final int WIDTH_MIN = 20;

  /** For pipes, files and tests: no colors, a fixed width, UTC. */
  public static final Style PLAIN = new Style(false, WIDTH_DEFAULT, ZoneOffset.UTC);

  public Style {
    if (width < WIDTH_MIN) {
      width = WIDTH_DEFAULT;
    }
  }

  /**
   * For an output, by the rule of {@code NO_COLOR}.
   *
   * @param terminal true where a person reads it
   * @param width its columns; 0 where unknown
   */
  public static Style of(Map<String, String> environment, boolean terminal, int width) {
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Style(terminal && !dumb && !refused, width, ZoneId.systemDefault());
  }

  /** {@code text} in a color where there are colors. */
  String paint(Color color, String text) {
    return this.color && !text.isEmpty() ? "\033[" + color.code + "m" + text + "\033[0m" : text;
  }

  /** What may be emphasized; the names say what for. */
  enum Color {
    HEADING("1"),
    FAINT("2"),
    GOOD("32"),
    CAUTION("33"),
    BAD("31"),
    NAME("36");

    private final String code;

    Color(String code) {
      this.code = code;
    }
  }
}
