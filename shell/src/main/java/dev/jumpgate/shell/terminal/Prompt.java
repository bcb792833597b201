package dev.jumpgate.shell.terminal;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.command.CommandRunnerFactory;
import dev.jumpgate.shell.command.Display;
import dev.jumpgate.shell.command.Screen;
import dev.jumpgate.shell.eval.JavaSession;
import dev.jumpgate.shell.eval.Outcome;
import dev.jumpgate.shell.eval.Place;
import dev.jumpgate.shell.eval.Source;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import dev.jumpgate.shell.script.NodeKiller;
import dev.jumpgate.shell.script.Step;
import dev.jumpgate.shell.script.StepReader;
import dev.jumpgate.shell.script.Workspace;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * The shell as an operator meets it: Java and commands, line by line.
 *
 * <p>On a terminal it edits lines, and Ctrl-C drops a line or stops what runs. From a pipe it reads
 * lines without a prompt; values go to standard output, complaints to standard error.
 */
public final class Prompt {

  private final Operator operator;
  private final CommandRunnerFactory commands;
  private final NodeKiller killer;
  private final String title;
  private final BiFunction<Object, Style, String> renderer;

  /**
   * A prompt that shows values as the commands do.
   *
   * @param title what it is attached to
   */
  public Prompt(Operator operator, CommandRunnerFactory commands, NodeKiller killer, String title) {
    this(operator, commands, killer, title, Text::value);
  }

  /**
   * A prompt that shows values in its own way.
   *
   * @param renderer the text of a value that is no literal
   */
  public Prompt(
      Operator operator,
      CommandRunnerFactory commands,
      NodeKiller killer,
      String title,
      Function<Object, String> renderer) {
    this(operator, commands, killer, title, (value, _) -> renderer.apply(value));
  }

  private Prompt(
      Operator operator,
      CommandRunnerFactory commands,
      NodeKiller killer,
      String title,
      BiFunction<Object, Style, String> renderer) {
    this.operator = operator;
    this.commands = commands;
    this.killer = killer;
    this.title = title;
    this.renderer = renderer;
  }

  /** Serves until the end of the input or {@code /exit}; returns the exit code. */
  public int run() {
    JavaSession java = Workspace.startJava();
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      return onTerminal(java);
    }
    var in = new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8);
    return piped(java, in, writer(FileDescriptor.out), writer(FileDescriptor.err));
  }

  private int onTerminal(JavaSession java) {
    try (Terminal terminal = Terminals.open();
        var workspace =
            workspace(java, terminal.writer(), terminal.writer(), new OnTerminal(terminal))) {
      terminal.handle(Terminal.Signal.INT, _ -> workspace.stop());
      var input =
          new TerminalInput(
              terminal,
              () -> prompt(workspace.attached()),
              unfinished(workspace::java),
              workspace::begin,
              workspace::stop,
              new Completions(workspace::complete, workspace::java),
              paint(workspace, terminal),
              HistoryFile.in(System.getenv()));
      terminal.writer().println(title + ": /help lists the commands, Ctrl-D ends");
      PrintStream before = System.out;
      System.setOut(input.above());
      try {
        return serve(workspace, input);
      } finally {
        System.setOut(before);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used: " + e.getMessage(), e);
    }
  }

  private static Optional<Paint> paint(Workspace workspace, Terminal terminal) {
    if (!workspace.style().color() || terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      return Optional.empty();
    }
    // While more keys wait, as in a paste, what would be painted is painted over at once.
    return Optional.of(
        new Paint(
            workspace.commandNames(),
            text -> Terminals.isTyping(terminal) ? null : workspace.java().marks(text)));
  }

  int piped(JavaSession java, Reader in, PrintWriter out, PrintWriter err) {
    try (var workspace = workspace(java, out, err, () -> Style.PLAIN)) {
      return serve(workspace, new PipedInput(in, unfinished(workspace::java)));
    }
  }

  private Workspace workspace(JavaSession java, PrintWriter out, PrintWriter err, Display display) {
    return new Workspace(operator, commands, killer, out, err, false, display, java);
  }

  private record OnTerminal(Terminal terminal) implements Display {

    @Override
    public Style style() {
      return Style.of(System.getenv(), true, terminal.getColumns());
    }

    @Override
    public Optional<Screen> screen() {
      return FullScreen.on(terminal, this::style);
    }
  }

  private static String prompt(@Nullable String node) {
    return (node == null ? "jumpgate" : node) + "> ";
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }

  /** Does not ask the compiler about a command, so that commands need not wait for it. */
  private static Predicate<String> unfinished(Supplier<JavaSession> java) {
    return text -> StepReader.isUnfinished(text, t -> java.get().read(t));
  }

  private int serve(Workspace workspace, Input input) {
    var echo =
        new Echo(
            workspace::java,
            value -> renderer.apply(value, workspace.style()),
            workspace.out(),
            workspace.err());
    int count = 0;
    for (String text = input.next(); text != null; text = input.next()) {
      if (!text.isBlank()) {
        take(workspace, echo, "#" + ++count, text);
      }
      if (workspace.exitCode().isPresent()) {
        return workspace.exitCode().getAsInt();
      }
    }
    return 0;
  }

  /** Runs the steps of one text until one fails. */
  private static void take(Workspace workspace, Echo echo, String name, String text) {
    var reader = new StepReader(name, text, t -> workspace.java().read(t));
    boolean goOn = true;
    for (Step step = reader.next(); step != null && goOn; step = reader.next()) {
      goOn =
          switch (step) {
            case Step.Java(var source) -> evaluate(workspace, echo, source);
            case Step.Unfinished(var source) -> evaluate(workspace, echo, source);
            case Step.Command(Place _, var line) -> workspace.command(line) == 0;
          };
    }
  }

  private static boolean evaluate(Workspace workspace, Echo echo, Source source) {
    workspace.out().flush();
    boolean goOn = true;
    for (Outcome outcome : workspace.evaluate(source)) {
      System.out.flush();
      echo.show(source, outcome);
      if (outcome instanceof Outcome.Exited(int code)) {
        workspace.exit(code);
      }
      goOn = !outcome.failed();
    }
    return goOn;
  }
}
