package dev.jumpgate.operator;

/**
 * Chooses processes by name: {@code *} stands for any text, {@code ?} for one character.
 *
 * @param text the pattern as typed
 */
public record Pattern(String text) {

  /** Matches every process. */
  public static final Pattern ALL = new Pattern("*");

  public Pattern {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a pattern needs at least one character");
    }
  }

  /** True where {@code name} has this form, whole. */
  public boolean matches(String name) {
    var regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> java.util.regex.Pattern.quote(String.valueOf(c));
          });
    }
    return name.matches(regex.toString());
  }
}
