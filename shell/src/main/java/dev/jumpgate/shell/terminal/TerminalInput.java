package dev.jumpgate.shell.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What a person types, with line editing, history, and a second prompt for unfinished snippets. */
final class TerminalInput implements Input {

  private static final String MORE = "     ...> ";

  private final Supplier<String> prompt;
  private final LineReader reader;
  private final Runnable stopped;

  /**
   * An input.
   *
   * @param prompt what stands before a line, asked for each
   * @param unfinished true for a text that ends inside a snippet
   * @param accepted told when a text is complete: a Ctrl-C from now on means what runs
   * @param stopped told when such a Ctrl-C came before this input had let go of the terminal
   * @param history where lines are kept; empty to keep them for this session only
   */
  TerminalInput(
      Terminal terminal,
      Supplier<String> prompt,
      Predicate<String> unfinished,
      Runnable accepted,
      Runnable stopped,
      Optional<Path> history) {
    this.prompt = prompt;
    this.stopped = stopped;
    var builder =
        LineReaderBuilder.builder()
            .appName("jumpgate")
            .terminal(terminal)
            .parser(new Whole(terminal, unfinished, accepted))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            // Java has its own use for exclamation marks and backslashes.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            // With time stamps, one foreign line in the file makes JLine refuse all of it.
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    reader = builder.build();
  }

  /** A stream for output that may come while a line is typed. */
  PrintStream above() {
    return AbovePrompt.of(reader);
  }

  @Override
  public @Nullable String next() {
    while (true) {
      try {
        String text = reader.readLine(prompt.get());
        // How JLine hands on a Ctrl-C that came too late for the line.
        if (Thread.interrupted()) {
          stopped.run();
        }
        return text;
      } catch (UserInterruptException e) {
        // Ctrl-C drops what was typed.
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  /** Takes lines as they are, and asks for more where a snippet is not finished. */
  private record Whole(Terminal terminal, Predicate<String> unfinished, Runnable accepted)
      implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE) {
        // While a line is edited, Ctrl-C is a key. Nobody reads keys from here on: as a signal it
        // is heard all the same.
        signals(true);
        if (unfinished.test(line)) {
          signals(false);
          throw new EOFError(-1, -1, "the snippet goes on");
        }
        accepted.run();
      }
      return new Line(line, cursor);
    }

    private void signals(boolean on) {
      Attributes attributes = terminal.getAttributes();
      attributes.setLocalFlag(Attributes.LocalFlag.ISIG, on);
      terminal.setAttributes(attributes);
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
