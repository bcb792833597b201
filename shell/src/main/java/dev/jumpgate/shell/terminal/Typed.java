package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.command.Candidate;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * A text that is being typed, as JLine wants it: one word from {@code begin} to the cursor, which
 * one of the candidates may replace.
 */
record Typed(String line, int cursor, int begin, List<Candidate> candidates)
    implements CompletingParsedLine {

  /** A text that nothing is offered for. */
  static Typed whole(String line, int cursor) {
    return new Typed(line, cursor, 0, List.of());
  }

  private boolean isQuoted() {
    return Completions.isCommand(line)
        && begin < cursor
        && (line.charAt(begin) == '"' || line.charAt(begin) == '\'');
  }

  @Override
  public String word() {
    return line.substring(isQuoted() ? begin + 1 : begin, cursor);
  }

  @Override
  public int wordCursor() {
    return word().length();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    String text = candidate.toString();
    boolean blanks = text.chars().anyMatch(Character::isWhitespace);
    if (!Completions.isCommand(line) || !(isQuoted() || blanks)) {
      return text;
    }
    char quote = isQuoted() ? line.charAt(begin) : text.indexOf('\'') < 0 ? '\'' : '"';
    String inside = text.replace("\\", "\\\\").replace("" + quote, "\\" + quote);
    return quote + inside + (complete ? "" + quote : "");
  }

  @Override
  public int rawWordCursor() {
    return cursor - begin;
  }

  @Override
  public int rawWordLength() {
    return cursor - begin;
  }
}
