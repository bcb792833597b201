package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.script.Workspace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What a person types, with line editing, history, and a second prompt for unfinished snippets. */
final class TerminalInput implements Input {

  private static final String MORE = "     ...> ";

  private static final String OUTDENT = "outdent";
  private static final int INDENTATION = 2;

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
   * @param completions what TAB offers
   * @param paint the colors of what is typed; empty for none
   * @param history where lines are kept; empty to keep them for this session only
   */
  TerminalInput(
      Terminal terminal,
      Supplier<String> prompt,
      Predicate<String> unfinished,
      Runnable accepted,
      Runnable stopped,
      Completions completions,
      Optional<Paint> paint,
      Optional<Path> history) {
    this.prompt = prompt;
    this.stopped = stopped;
    var builder =
        LineReaderBuilder.builder()
            .appName("jumpgate")
            .terminal(terminal)
            .parser(new Whole(terminal, unfinished, accepted, completions))
            .completer((_, line, candidates) -> complete(line, candidates))
            .variable(LineReader.INDENTATION, INDENTATION)
            // Guesses at what may have been meant get in the way of what is.
            .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            // Java has its own use for exclamation marks and backslashes.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            // With time stamps, one foreign line in the file makes JLine refuse all of it.
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    paint.ifPresentOrElse(
        builder::highlighter, () -> builder.option(LineReader.Option.DISABLE_HIGHLIGHTER, true));
    reader = builder.build();
    reader.getWidgets().put(OUTDENT, this::outdent);
    Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
        .bind(new Reference(OUTDENT), "}");
  }

  /** Types a closing brace, which as a line's first character goes one step to the left. */
  private boolean outdent() {
    var buffer = reader.getBuffer();
    String before = buffer.upToCursor();
    String line = before.substring(before.lastIndexOf('\n') + 1);
    if (line.isBlank() && line.length() >= INDENTATION && line.length() < before.length()) {
      buffer.backspace(INDENTATION);
    }
    buffer.write('}');
    return true;
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
  private record Whole(
      Terminal terminal, Predicate<String> unfinished, Runnable accepted, Completions completions)
      implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.COMPLETE) {
        Workspace.Candidates found = completions.at(line, cursor);
        return new Typed(line, cursor, found.begin(), found.candidates());
      }
      if (context == ParseContext.ACCEPT_LINE) {
        // While a line is edited, Ctrl-C is a key. Nobody reads keys from here on: as a signal it
        // is heard all the same.
        signals(true);
        if (unfinished.test(line)) {
          signals(false);
          String why = "the snippet goes on";
          throw new EOFError(-1, -1, why, "", Lexer.indentation(line), "");
        }
        accepted.run();
      }
      return Typed.whole(line, cursor);
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

  /** Hands over what the parser has found. */
  private static void complete(ParsedLine line, List<Candidate> candidates) {
    if (line instanceof Typed typed) {
      typed.candidates().stream().map(TerminalInput::candidate).forEach(candidates::add);
    }
  }

  private static Candidate candidate(dev.jumpgate.shell.command.Candidate found) {
    String text = found.text();
    return new Candidate(text, text, null, null, null, null, found.whole());
  }
}
