package dev.jumpgate.shell.command;

import dev.jumpgate.shell.client.Version;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** A set of commands under one root, made to run one line of words. */
final class Interpreter {

  private final Invocation invocation;
  private final String prefix;
  private final CommandLine root;

  /**
   * @param prefix what a command is typed after, for help: {@link Usage#LINE} or {@link
   *     Usage#PROMPT}
   */
  Interpreter(Invocation invocation, String prefix, List<Callable<Integer>> commands) {
    this.invocation = invocation;
    this.prefix = prefix;
    this.root = new CommandLine(invocation);
    commands.forEach(root::addSubcommand);
    // A script's arguments are its own, whatever they look like.
    root.getSubcommands().entrySet().stream()
        .filter(c -> c.getKey().equals("run"))
        .forEach(c -> c.getValue().setStopAtPositional(true));
    // Its own options first, those that all have last.
    root.getSubcommands()
        .values()
        .forEach(c -> c.getCommandSpec().usageMessage().sortOptions(false));
    root.setOut(invocation.session().out());
    root.setErr(invocation.session().err());
    root.setExpandAtFiles(false);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setColorScheme(
        Help.defaultColorScheme(
            invocation.session().style().color() ? Help.Ansi.ON : Help.Ansi.OFF));
    root.setUsageHelpWidth(Math.max(60, Math.min(invocation.session().style().width(), 100)));
    root.setExecutionStrategy(this::execute);
    root.setParameterExceptionHandler((e, words) -> {
      var problem = Problem.of(e, prefix);
      problem.tell(List.of(words).contains("--json"), invocation.session());
      return problem.exit();
    });
    root.setExecutionExceptionHandler((e, _, _) -> fail(e));
  }

  int run(List<String> words) {
    return root.execute(words.toArray(String[]::new));
  }

  /** What may stand at the end of a line that is being typed. */
  List<Candidate> complete(List<String> words, Arguments arguments) {
    return new Completion(root, arguments).of(words);
  }

  private int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (last.isUsageHelpRequested() || parsed.isUsageHelpRequested()) {
      invocation.print(Usage.help(last.commandSpec().commandLine(), prefix));
      return ExitCode.DONE;
    }
    if (parsed.isVersionHelpRequested()) {
      invocation.println("jumpgate " + Version.current());
      return ExitCode.DONE;
    }
    return new RunLast().execute(parsed);
  }

  private int fail(Exception e) {
    var problem = Problem.of(e).typed(root.getSubcommands().keySet(), prefix);
    problem.tell(invocation.json, invocation.session());
    if (problem.isUnexpected()) {
      LogManager.getLogger(Interpreter.class).error("a command failed unexpectedly", e);
    }
    if (invocation.verbose()) {
      e.printStackTrace(invocation.session().err());
      invocation.session().err().flush();
    }
    // Whatever an interrupt broke, it was the operator who did.
    return Thread.currentThread().isInterrupted() ? ExitCode.INTERRUPTED : problem.exit();
  }
}
