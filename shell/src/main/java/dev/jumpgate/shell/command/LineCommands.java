package dev.jumpgate.shell.command;

import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The commands of the command line: {@code jumpgate COMMAND ...}. */
public final class LineCommands {

  private final Gates gates;
  private final Frontends frontends;
  private final Map<String, String> environment;

  public LineCommands(Gates gates, Frontends frontends, Map<String, String> environment) {
    this.gates = gates;
    this.frontends = frontends;
    this.environment = environment;
  }

  /** Runs one line and returns its exit code. */
  public int run(List<String> words, PrintWriter out, PrintWriter err, Style style) {
    try (var session = new LineSession(gates, frontends, endpoint(), out, err, style)) {
      var invocation = new BareCommand(session, gates, frontends);
      List<Callable<Integer>> commands =
          List.of(
              new NodesCommand(invocation),
              new PsCommand(invocation),
              new InspectCommand(invocation),
              new HistoryCommand(invocation),
              new DiffCommand(invocation),
              new MoveCommand(invocation),
              new EvacuateCommand(invocation),
              new BalanceCommand(invocation),
              new ExportCommand(invocation),
              new ImportCommand(invocation),
              new StandbyCommand(invocation),
              new FailoverCommand(invocation),
              new PushCommand(invocation),
              new BundlesCommand(invocation),
              new UpgradeCommand(invocation),
              new RollbackCommand(invocation),
              new EventsCommand(invocation),
              new AuditCommand(invocation),
              new TopCommand(invocation),
              new TraceCommand(invocation),
              new CrashesCommand(invocation),
              new ReplayCommand(invocation),
              new DeadLettersCommand(invocation),
              new ConflictsCommand(invocation),
              new SuspendCommand(invocation),
              new ResumeCommand(invocation),
              new RestartCommand(invocation),
              new StopCommand(invocation),
              new EvalsCommand(invocation),
              new NodeCommand(invocation),
              new KeysCommand(invocation, InstantSource.system()),
              new RunCommand(invocation, frontends),
              new DemoCommand(invocation, frontends));
      return new Interpreter(invocation, Usage.LINE, commands).run(words);
    }
  }

  private @Nullable String endpoint() {
    String endpoint = environment.getOrDefault("JUMPGATE_CONNECT", "");
    return endpoint.isBlank() ? null : endpoint;
  }
}
