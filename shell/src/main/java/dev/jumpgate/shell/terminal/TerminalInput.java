package dev.jumpgate.shell.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What a person types, with line editing, history, and a second prompt for unfinished snippets. */
final class TerminalInput implements Input {

  private static final String PROMPT = "jumpgate> ";
  private static final String MORE = "     ...> ";

  private final LineReader reader;

  /**
   * An input.
   *
   * @param unfinished true for a text that ends inside a snippet
   * @param accepted told when a text is complete, before Ctrl-C means what runs instead of the line
   * @param history where lines are kept; empty to keep them for this session only
   */
  TerminalInput(
      Terminal terminal, Predicate<String> unfinished, Runnable accepted, Optional<Path> history) {
    var builder =
        LineReaderBuilder.builder()
            .appName("jumpgate")
            .terminal(terminal)
            .parser(new Whole(unfinished, accepted))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            // Java has its own use for exclamation marks and backslashes.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            // With time stamps, one foreign line in the file makes JLine refuse all of it.
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    reader = builder.build();
  }

  @Override
  public @Nullable String next() {
    while (true) {
      try {
        return reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        // Ctrl-C drops what was typed.
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  /** Takes lines as they are, and asks for more where a snippet is not finished. */
  private record Whole(Predicate<String> unfinished, Runnable accepted) implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE) {
        if (unfinished.test(line)) {
          throw new EOFError(-1, -1, "the snippet goes on");
        }
        accepted.run();
      }
      return new Line(line, cursor);
    }

    @Override
    public boolean isEscapeChar(char c) {
      return false;
    }
  }

  /** A line that is one word. */
  private record Line(String line, int cursor) implements ParsedLine {

    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }
  }
}
