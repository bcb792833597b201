package dev.jumpgate.shell.script;

import dev.jumpgate.shell.eval.Place;
import dev.jumpgate.shell.eval.Reading;
import dev.jumpgate.shell.eval.Source;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into Java snippets and commands.
 *
 * <p>A line that begins with a slash where no snippet is open is a command; comments are not. As at
 * a prompt, a semicolon at the end of a line may be left out; unlike there, the lines below are
 * known, so that a statement may go on with {@code .map(...)} or {@code else}.
 */
public final class StepReader {

  /** Begins a line that goes on with what the line above left open. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "\\.[^\\d]|[?:&|=<>*%^,)\\]{]|\\+[^+]|-[^-]|!=|(instanceof|throws|extends|implements)\\b");

  /** Begins a line that goes on with a statement, though that was complete. */
  private static final Pattern JOINS = Pattern.compile("(else|catch|finally)\\b|\\.[^\\d]");

  private final String name;
  private final String text;
  private final Function<String, Reading> reader;
  private int at;
  private int line = 1;
  private int lineBegin;

  /**
   * A reader at the text's beginning.
   *
   * @param name the text's, for places
   * @param reader finds the first snippet of a text
   */
  public StepReader(String name, String text, Function<String, Reading> reader) {
    this.name = name;
    this.text = text;
    this.reader = reader;
  }

  /** True where {@code text} ends inside a snippet. */
  public static boolean isUnfinished(String text, Function<String, Reading> reader) {
    var steps = new StepReader("", text, reader);
    Step step = steps.next();
    while (step != null) {
      if (step instanceof Step.Unfinished) {
        return true;
      }
      step = steps.next();
    }
    return false;
  }

  /** The next step, or null at the end. */
  public @Nullable Step next() {
    while (skipBlanks()) {
      if (isCommand()) {
        return command();
      }
      Step step = snippet();
      if (step != null) {
        return step;
      }
    }
    return null;
  }

  private boolean skipBlanks() {
    int to = at;
    while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    advance(to);
    return at < text.length();
  }

  private boolean isCommand() {
    return text.charAt(at) == '/'
        && !text.startsWith("//", at)
        && !text.startsWith("/*", at)
        && text.substring(lineBegin, at).isBlank();
  }

  private Step command() {
    var step = new Step.Command(place(), text.substring(at, lineEnd(at)).strip());
    advance(lineEnd(at));
    return step;
  }

  /** Takes lines until they make a snippet; null where they are comments only. */
  private @Nullable Step snippet() {
    int end = lineEnd(at);
    while (true) {
      String taken = text.substring(at, end);
      Reading reading = reader.apply(taken);
      boolean more = end < text.length();
      switch (reading.state()) {
        case EMPTY -> {
          advance(end);
          return null;
        }
        case INCOMPLETE -> {
          if (!more) {
            var step = new Step.Unfinished(new Source(place(), taken));
            advance(end);
            return step;
          }
        }
        case COMPLETE, UNTERMINATED -> {
          boolean whole = isEmpty(taken.substring(reading.length()));
          if (!whole || !goesOn(reading, end)) {
            var step = new Step.Java(new Source(place(), reading.source()));
            advance(at + reading.length());
            return step;
          }
        }
      }
      end = lineEnd(end + 1);
    }
  }

  private boolean isEmpty(String rest) {
    boolean comment = rest.stripLeading().startsWith("/");
    return comment ? reader.apply(rest).state() == Reading.State.EMPTY : rest.isBlank();
  }

  private boolean goesOn(Reading reading, int end) {
    String source = reading.source().strip();
    String below = lineBelow(end);
    if (below.isEmpty()) {
      return false;
    }
    if (reading.state() == Reading.State.UNTERMINATED) {
      boolean annotation = source.startsWith("@") && !source.startsWith("@interface");
      return annotation || GOES_ON.matcher(below).lookingAt();
    }
    return (source.endsWith("}") || source.startsWith("if")) && JOINS.matcher(below).lookingAt();
  }

  /** The first line after {@code end} that has more than blanks and a line comment; or "". */
  private String lineBelow(int end) {
    int from = end;
    while (from < text.length()) {
      int to = lineEnd(from + 1);
      String next = text.substring(from, to).strip();
      if (!next.isEmpty() && !next.startsWith("//")) {
        return next + " ";
      }
      from = to;
    }
    return "";
  }

  private int lineEnd(int from) {
    int end = from > text.length() ? -1 : text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private Place place() {
    return new Place(name, line, at - lineBegin + 1);
  }

  private void advance(int to) {
    for (; at < to; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineBegin = at + 1;
      }
    }
  }
}
