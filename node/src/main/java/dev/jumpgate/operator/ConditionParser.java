package dev.jumpgate.operator;

import dev.jumpgate.operator.Condition.Literal;
import dev.jumpgate.operator.Condition.Term;
import dev.jumpgate.state.NoSuchPathException;
import dev.jumpgate.state.Tree;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Condition}, one method for each line of its grammar. */
final class ConditionParser {

  /** Bounds the depth too, and with it the stack. */
  private static final int LENGTH_MAX = 1_000;

  private static final int SHOWN = 20;

  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
  private static final Pattern TOKEN =
      Pattern.compile(
          // Pattern characters too, so that nav* needs no quotes.
          "(?<word>[\\p{L}_$*?][\\p{L}\\p{N}_$*?-]*+(?:\\.[\\p{L}\\p{N}_$*?-]++|\\[\\d++]|\\["
              + QUOTED
              + "])*+)"
              + "|(?<number>-?\\d++(?:\\.\\d++)?+)"
              + "|(?<text>"
              + QUOTED
              + "|'[^']*+')"
              + "|(?<sign>!=|<=|>=|[=<>~()])");

  private final String text;
  private final Matcher token;
  // Where the token begins that is to be read next; the text's length at the end.
  private int at;

  private ConditionParser(String text) {
    this.text = text;
    this.token = TOKEN.matcher(text);
  }

  static Term parse(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a condition has at most %d characters, not %d".formatted(LENGTH_MAX, text.length()));
    }
    var parser = new ConditionParser(text);
    parser.advance(0);
    Term term = parser.or();
    if (parser.at < text.length()) {
      throw parser.wrong("expected and, or, or the end");
    }
    return term;
  }

  private Term or() {
    Term left = and();
    while (takes("or")) {
      left = new Term.Or(left, and());
    }
    return left;
  }

  private Term and() {
    Term left = not();
    while (takes("and")) {
      left = new Term.And(left, not());
    }
    return left;
  }

  private Term not() {
    if (takes("not")) {
      return new Term.Not(not());
    }
    if (takes("(")) {
      Term inner = or();
      if (!takes(")")) {
        throw wrong("expected and, or, or )");
      }
      return inner;
    }
    return comparison();
  }

  private Term comparison() {
    int start = at;
    Subject subject = subject();
    Comparison comparison =
        Comparison.of(current()).orElseThrow(() -> wrong("expected one of = != < <= > >= ~"));
    advance(token.end());
    int valueStart = at;
    Literal value = literal();
    check(subject, comparison, value, start, valueStart);
    return new Term.Compared(subject, comparison, value);
  }

  private Subject subject() {
    String word = group("word");
    if (word == null) {
      throw wrong("expected a comparison such as mailbox > 100");
    }
    Subject subject = subject(word);
    advance(token.end());
    return subject;
  }

  private Subject subject(String word) {
    if (word.equals("state") || word.startsWith("state.") || word.startsWith("state[")) {
      String path = word.substring("state".length());
      return new Subject.Part(checked(path.startsWith(".") ? path.substring(1) : path));
    }
    return Subject.Field.named(word)
        .orElseThrow(() ->
            wrong(
                "processes have no %s, but %s, and state.PATH"
                    .formatted(word, String.join(", ", Subject.Field.names()))));
  }

  private String checked(String path) {
    try {
      Tree.of(null).find(path);
      return path;
    } catch (NoSuchPathException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Literal literal() {
    String word = group("word");
    String number = group("number");
    String quoted = group("text");
    Literal value;
    if (number != null) {
      value = new Literal(new BigDecimal(number));
    } else if (quoted != null) {
      String inner = quoted.substring(1, quoted.length() - 1);
      value = new Literal(quoted.startsWith("'") ? inner : unescaped(inner));
    } else if (word != null) {
      value =
          switch (word) {
            case "null" -> new Literal(null);
            case "true" -> new Literal(true);
            case "false" -> new Literal(false);
            default -> new Literal(word);
          };
    } else {
      throw wrong("expected a number, a text, true, false or null");
    }
    advance(token.end());
    return value;
  }

  private static String unescaped(String text) {
    return text.replaceAll("(?s)\\\\(.)", "$1");
  }

  /** Refuses what could never hold, as far as that can be known without a process. */
  private void check(
      Subject subject, Comparison comparison, Literal value, int start, int valueStart) {
    Object written = value.value();
    if (comparison.isOrder() && (written == null || written instanceof Boolean)) {
      throw wrong(valueStart, "%s is neither more nor less: use = or !=".formatted(written));
    }
    if (comparison == Comparison.LIKE && !(written instanceof String like && !like.isBlank())) {
      throw wrong(valueStart, "~ takes a pattern such as nav*");
    }
    if (subject instanceof Subject.Field field && written != null) {
      check(field, comparison, written, start, valueStart);
    }
  }

  private void check(
      Subject.Field field, Comparison comparison, Object written, int start, int valueStart) {
    String name = field.component().getName();
    if (field.isNumber() && comparison == Comparison.LIKE) {
      throw wrong(start, "%s is a number and has no pattern".formatted(name));
    }
    if (field.isNumber() && !(written instanceof BigDecimal)) {
      throw wrong(valueStart, "%s is a number, not %s".formatted(name, written));
    }
    if (!field.isNumber() && !(written instanceof String)) {
      throw wrong(valueStart, "%s is a text, not %s".formatted(name, written));
    }
  }

  /** The token at hand where it is of a kind, or null. */
  private @Nullable String group(String kind) {
    return at < text.length() ? token.group(kind) : null;
  }

  private String current() {
    return at < text.length() ? token.group() : "";
  }

  /** Reads past a word or sign where it is the next one. */
  private boolean takes(String word) {
    if (!current().equals(word)) {
      return false;
    }
    advance(token.end());
    return true;
  }

  private void advance(int from) {
    at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && !token.region(at, text.length()).lookingAt()) {
      char c = text.charAt(at);
      throw wrong(c == '"' || c == '\'' ? "a quote is not closed" : "nothing begins so");
    }
  }

  private IllegalArgumentException wrong(String why) {
    return wrong(at, why);
  }

  private IllegalArgumentException wrong(int where, String why) {
    String rest = text.substring(where);
    String shown = rest.length() > SHOWN ? rest.substring(0, SHOWN - 3) + "..." : rest;
    String there = rest.isBlank() ? "at the end" : "at " + shown;
    return new IllegalArgumentException("column %d, %s: %s".formatted(where + 1, there, why));
  }
}
