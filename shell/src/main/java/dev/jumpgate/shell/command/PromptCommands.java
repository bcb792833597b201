package dev.jumpgate.shell.command;

import dev.jumpgate.shell.client.Gates;
import java.util.List;
import java.util.concurrent.Callable;

/** The commands of a prompt or a script, typed after a slash. */
public final class PromptCommands implements CommandRunner {

  private static final List<String> NAMES =
      List.of(
          "nodes",
          "ps",
          "inspect",
          "history",
          "diff",
          "move",
          "evacuate",
          "balance",
          "export",
          "import",
          "standby",
          "failover",
          "push",
          "bundles",
          "upgrade",
          "rollback",
          "events",
          "audit",
          "top",
          "trace",
          "crashes",
          "replay",
          "deadletters",
          "conflicts",
          "suspend",
          "resume",
          "restart",
          "stop",
          "evals",
          "attach",
          "detach",
          "open",
          "help",
          "exit");

  private final Session session;
  private final Gates gates;
  private final Glances glances = new Glances(System::nanoTime);

  private PromptCommands(Session session, Gates gates) {
    this.session = session;
    this.gates = gates;
  }

  /** Makes the commands of each session; {@code gates} serve {@code --connect}. */
  public static CommandRunnerFactory with(Gates gates) {
    return session -> new PromptCommands(session, gates);
  }

  @Override
  public int run(List<String> words) {
    return interpreter().run(words);
  }

  @Override
  public List<Candidate> complete(List<String> words) {
    return interpreter().complete(words, new Arguments(session::operator, glances));
  }

  private Interpreter interpreter() {
    // Built anew each time: a script that is opened runs commands inside of a command.
    var invocation = new Invocation(session, gates);
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
            new AttachCommand(invocation),
            new DetachCommand(invocation),
            new OpenCommand(invocation),
            new HelpCommand(invocation),
            new ExitCommand(invocation));
    return new Interpreter(invocation, Usage.PROMPT, commands);
  }

  @Override
  public List<String> names() {
    return NAMES;
  }
}
