package dev.jumpgate.shell.script;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.command.CommandRunnerFactory;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Runs scripts without a terminal, each in a workspace of its own. */
public final class ScriptRunner {

  private final Operator operator;
  private final CommandRunnerFactory commands;
  private final NodeKiller killer;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean verbose;

  public ScriptRunner(
      Operator operator,
      CommandRunnerFactory commands,
      NodeKiller killer,
      PrintWriter out,
      PrintWriter err,
      boolean verbose) {
    this.operator = operator;
    this.commands = commands;
    this.killer = killer;
    this.out = out;
    this.err = err;
    this.verbose = verbose;
  }

  /**
   * Runs a script.
   *
   * @param args what it finds in {@code args}
   * @return 0 when it came to its end, what it gave to {@code /exit} or {@code System.exit}, 65
   *     when it does not compile and so changed nothing, 130 when it was stopped, else 1
   */
  public int run(Path file, List<String> args) {
    var java = Workspace.startJava();
    try (var workspace =
        new Workspace(operator, commands, killer, out, err, verbose, () -> Style.PLAIN, java)) {
      return workspace.run(file, args);
    }
  }
}
