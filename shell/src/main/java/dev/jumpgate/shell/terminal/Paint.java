package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.eval.Marked;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.LineReader;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** The colors of what is being typed: commands by whether there is one, Java by its parts. */
final class Paint extends DefaultHighlighter {

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle KNOWN = PLAIN.bold();
  private static final AttributedStyle UNKNOWN = PLAIN.foreground(AttributedStyle.RED);
  private static final AttributedStyle KEYWORD = PLAIN.foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle TEXT = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);

  private final Collection<String> commands;
  private final Function<String, @Nullable List<Marked>> compiler;
  private String markedText = "";
  private List<Marked> marks = List.of();

  /**
   * Colors.
   *
   * @param commands the names of all, without the slash
   * @param compiler the words that mean something to it; null where it has no time
   */
  Paint(Collection<String> commands, Function<String, @Nullable List<Marked>> compiler) {
    this.commands = commands;
    this.compiler = compiler;
  }

  @Override
  public AttributedString highlight(LineReader reader, String text) {
    boolean searching = reader.getSearchTerm() != null;
    boolean selecting = reader.getRegionActive() != LineReader.RegionType.NONE;
    // JLine shows what was found, and what is selected.
    return searching || selecting ? super.highlight(reader, text) : paint(text);
  }

  AttributedString paint(String text) {
    return Completions.isCommand(text) ? command(text) : java(text);
  }

  private AttributedString command(String text) {
    int begin = text.indexOf('/');
    int end = begin + 1;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    String name = text.substring(begin + 1, end);
    // A name that may still become one is not wrong yet.
    boolean becoming =
        end == text.length() && commands.stream().anyMatch(known -> known.startsWith(name));
    var style = commands.contains(name) ? KNOWN : becoming ? PLAIN : UNKNOWN;
    return new AttributedStringBuilder(text.length())
        .append(text.substring(0, begin))
        .append(text.substring(begin, end), style)
        .append(text.substring(end))
        .toAttributedString();
  }

  private AttributedString java(String text) {
    var styles = new AttributedStyle[text.length()];
    for (Marked mark : marks(text)) {
      fill(styles, mark.start(), mark.end(), style(mark));
    }
    for (Lexer.Token token : Lexer.tokens(text)) {
      switch (token.kind()) {
        case COMMENT -> fill(styles, token.start(), token.end(), PLAIN.faint());
        case TEXT -> fill(styles, token.start(), token.end(), TEXT);
        case NUMBER -> fill(styles, token.start(), token.end(), NUMBER);
        case WORD, OPENING, CLOSING -> {}
      }
    }
    var painted = new AttributedStringBuilder(text.length());
    for (int i = 0; i < styles.length; i++) {
      painted.style(styles[i] == null ? PLAIN : styles[i]).append(text.charAt(i));
    }
    return painted.toAttributedString();
  }

  private static AttributedStyle style(Marked mark) {
    if (mark.keyword()) {
      return KEYWORD;
    }
    AttributedStyle style = mark.declaration() ? PLAIN.bold() : PLAIN;
    return mark.deprecated() ? style.underline() : style;
  }

  private static void fill(AttributedStyle[] styles, int start, int end, AttributedStyle style) {
    for (int i = Math.max(start, 0); i < Math.min(end, styles.length); i++) {
      styles[i] = style;
    }
  }

  /** Where the compiler has no time, what it said of the beginning of the text still holds. */
  private List<Marked> marks(String text) {
    if (!text.equals(markedText)) {
      List<Marked> fresh = text.isBlank() ? List.of() : compiler.apply(text);
      if (fresh == null) {
        int same = common(text, markedText);
        return marks.stream().filter(m -> m.end() <= same).toList();
      }
      marks = fresh;
      markedText = text;
    }
    return marks;
  }

  private static int common(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }
}
