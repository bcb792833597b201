package dev.jumpgate.shell.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line cut into words.
 *
 * <p>Blanks separate words. A word that begins with a quote, single or double, goes on to the next
 * such quote, with a backslash before a quote or a backslash that is meant. Elsewhere quotes mean
 * themselves, so that JSON need not be quoted twice.
 */
final class Words {

  private final String line;
  private int at;
  private int begin;
  private char open;

  private Words(String line) {
    this.line = line;
  }

  /**
   * Cuts a line.
   *
   * @throws IllegalArgumentException when a quote is not closed
   */
  static List<String> of(String line) {
    var words = new Words(line);
    List<String> found = new ArrayList<>();
    while (words.skipBlanks()) {
      found.add(words.next());
    }
    if (words.open != 0) {
      throw new IllegalArgumentException("a quote is not closed: " + words.open);
    }
    return found;
  }

  /**
   * A line that is still being typed.
   *
   * @param words its words; the last one, empty after a blank, may go on
   * @param begin where the last one begins in the line, with its quote
   */
  record Typed(List<String> words, int begin) {}

  /** Cuts a line that is still being typed, where a quote may be open. */
  static Typed typed(String line) {
    var words = new Words(line);
    List<String> found = new ArrayList<>();
    int ended = -1;
    while (words.skipBlanks()) {
      found.add(words.next());
      ended = words.at;
    }
    if (ended < line.length()) {
      found.add("");
      return new Typed(found, line.length());
    }
    return new Typed(found, words.begin);
  }

  private boolean skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at < line.length();
  }

  private String next() {
    begin = at;
    char first = line.charAt(at);
    if (first == '"' || first == '\'') {
      at++;
      return quoted(first);
    }
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return line.substring(begin, at);
  }

  private String quoted(char quote) {
    var word = new StringBuilder();
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == quote) {
        return word.toString();
      }
      boolean escapes = c == '\\' && at < line.length();
      if (escapes && (line.charAt(at) == quote || line.charAt(at) == '\\')) {
        c = line.charAt(at++);
      }
      word.append(c);
    }
    open = quote;
    return word.toString();
  }
}
