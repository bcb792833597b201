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
    return found;
  }

  private boolean skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at < line.length();
  }

  private String next() {
    char first = line.charAt(at);
    if (first == '"' || first == '\'') {
      at++;
      return quoted(first);
    }
    int begin = at;
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
    throw new IllegalArgumentException("a quote is not closed: " + quote);
  }
}
