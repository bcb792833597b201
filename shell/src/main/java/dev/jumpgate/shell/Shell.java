package dev.jumpgate.shell;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.command.CommandRunnerFactory;
import dev.jumpgate.shell.command.ExitCode;
import dev.jumpgate.shell.command.Frontends;
import dev.jumpgate.shell.command.LineCommands;
import dev.jumpgate.shell.command.PromptCommands;
import dev.jumpgate.shell.command.Screen;
import dev.jumpgate.shell.demo.Demo;
import dev.jumpgate.shell.demo.DemoOptions;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import dev.jumpgate.shell.script.LocalNodes;
import dev.jumpgate.shell.script.NodeKiller;
import dev.jumpgate.shell.script.ScriptRunner;
import dev.jumpgate.shell.terminal.FullScreen;
import dev.jumpgate.shell.terminal.Prompt;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The assembly of the shell: chooses what the command line's words run on, nothing else.
 *
 * <p>What a simple command does not need (the compiler, the terminal, the cluster) is behind {@link
 * Frontends} and is not even loaded for it.
 */
public final class Shell implements Frontends {

  private final Gates gates;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Style style;
  private final CommandRunnerFactory commands;

  private Shell(Gates gates, PrintWriter out, PrintWriter err, Style style) {
    this.gates = gates;
    this.out = out;
    this.err = err;
    this.style = style;
    this.commands = PromptCommands.with(gates);
  }

  /** Runs one command line and ends the JVM with its exit code. */
  public static void main(String[] words) {
    Map<String, String> environment = System.getenv();
    Logs.send(environment);
    System.setProperty("java.awt.headless", "true");
    var out = writer(FileDescriptor.out);
    var err = writer(FileDescriptor.err);
    var shell = new Shell(Gates.ofThisUser(), out, err, style(environment));
    Thread.setDefaultUncaughtExceptionHandler(Logs::uncaught);
    int code = shell.run(List.of(words), environment);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private int run(List<String> words, Map<String, String> environment) {
    try {
      return new LineCommands(gates, this, environment).run(words, out, err, style);
    } catch (RuntimeException | Error e) {
      Logs.uncaught(Thread.currentThread(), e);
      err.println("jumpgate: this should not happen: %s (the log says more)".formatted(e));
      return ExitCode.FAILED;
    }
  }

  private static Style style(Map<String, String> environment) {
    return Style.of(environment, isTerminal(), width(environment));
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  // Shells export it seldom; asking the terminal would load JLine for each command.
  private static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : 0;
  }

  // Not System.out, whose encoding is the locale's: JSON is UTF-8 wherever it is made.
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }

  @Override
  public int prompt(Operator operator, String title) {
    return prompt(operator, new LocalNodes(operator), title);
  }

  private int prompt(Operator operator, NodeKiller killer, String title) {
    return new Prompt(operator, commands, killer, title, value -> Text.value(value, style)).run();
  }

  @Override
  public Optional<Screen> screen() {
    return isTerminal() ? FullScreen.open() : Optional.empty();
  }

  @Override
  public int script(Operator operator, Path file, List<String> args, boolean verbose) {
    return script(operator, new LocalNodes(operator), file, args, verbose);
  }

  private int script(
      Operator operator, NodeKiller killer, Path file, List<String> args, boolean verbose) {
    return new ScriptRunner(operator, commands, killer, out, err, verbose).run(file, args);
  }

  @Override
  public int demo(@Nullable Path script, boolean verbose) {
    return new Demo(DemoOptions.of(out, err))
        .run((operator, killer) ->
            script == null
                ? prompt(operator, killer, "demo")
                : script(operator, killer, script, List.of(), verbose));
  }
}
