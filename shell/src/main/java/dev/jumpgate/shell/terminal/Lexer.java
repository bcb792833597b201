package dev.jumpgate.shell.terminal;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts Java into what can be told apart without a compiler, however unfinished it is. */
final class Lexer {

  /** What a piece of text is. */
  enum Kind {
    COMMENT,
    TEXT,
    NUMBER,
    WORD,
    OPENING,
    CLOSING
  }

  /**
   * A piece of text.
   *
   * @param open true for a comment or a text block that has no end
   */
  record Token(Kind kind, int start, int end, boolean open) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?<comment>//.*+|/\\*(?:[^*]++|\\*(?!/))*+(?:\\*/|(?<openComment>\\z)))\
          |(?<text>""\"(?:[^\\\\"]++|\\\\[\\s\\S]|"(?!""))*+(?:""\"|(?<openText>\\\\?\\z))\
          |"(?:[^\\\\"\\n]++|\\\\.)*+"?|'(?:[^\\\\'\\n]++|\\\\.)*+'?)\
          |(?<number>\\d[\\w.]*+)\
          |(?<word>[\\p{L}_$][\\p{L}\\d_$]*+)\
          |(?<opening>[({\\[])|(?<closing>[)}\\]])\
          """);

  private Lexer() {}

  static List<Token> tokens(String text) {
    return TOKEN.matcher(text).results().map(Lexer::token).toList();
  }

  private static Token token(MatchResult match) {
    boolean open = match.group("openComment") != null || match.group("openText") != null;
    return new Token(kind(match), match.start(), match.end(), open);
  }

  private static Kind kind(MatchResult match) {
    for (Kind kind : Kind.values()) {
      if (match.group(kind.name().toLowerCase(java.util.Locale.ROOT)) != null) {
        return kind;
      }
    }
    throw new IllegalStateException("a token of no kind: " + match.group());
  }

  /**
   * How far the next line of an unfinished text is to be indented, in steps: by its open brackets;
   * one where a statement goes on; none where the line belongs to a text block.
   */
  static int indentation(String text) {
    List<Token> tokens = tokens(text);
    if (!tokens.isEmpty() && tokens.getLast().open()) {
      return 0;
    }
    int depth = 0;
    for (Token token : tokens) {
      depth =
          switch (token.kind()) {
            case OPENING -> depth + 1;
            case CLOSING -> Math.max(depth - 1, 0);
            case COMMENT, TEXT, NUMBER, WORD -> depth;
          };
    }
    return Math.max(depth, 1);
  }
}
