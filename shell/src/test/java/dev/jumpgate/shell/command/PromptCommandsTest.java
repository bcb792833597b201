package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.ProcessCommands;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.client.FakeGate;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class PromptCommandsTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private CommandRunner runner;

  @BeforeEach
  void openASession() {
    runner = PromptCommands.with(new Gates(new GateSockets(folder))).over(new PlainSession());
  }

  @Test
  void names_areThoseOfTheCommands() {
    assertThat(runner.names())
        .containsExactly(
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
    for (String name : runner.names()) {
      assertThat(runner.run(List.of(name, "--help"))).isZero();
      assertThat(out.toString()).contains("Usage: /" + name).doesNotContain("jumpgate " + name);
    }
  }

  @Test
  void move_typed_asksTheSessionsOperator() {
    assertThat(runner.run(List.of("move", "nav", "home"))).isZero();
    assertThat(asked).containsExactly("move nav home");
    assertThat(out.toString()).startsWith("nav moved from ship to home");
  }

  @Test
  void upgrade_typed_asksTheSessionsOperator() {
    assertThat(runner.run(List.of("upgrade", "nav"))).isZero();
    assertThat(runner.run(List.of("upgrade", "nav*", "--to", "2", "--dry-run"))).isZero();
    assertThat(runner.run(List.of("rollback", "nav"))).isZero();
    assertThat(asked).containsExactly("upgrade nav null", "upgrade nav* 2 dry", "rollback nav");
  }

  @Test
  void ps_connectGiven_asksThatGateInstead() throws Exception {
    try (var _ = FakeGate.open(folder, "ship", _ -> refuse())) {
      assertThat(runner.run(List.of("nodes", "--connect", "ship"))).isEqualTo(1);
      assertThat(err.toString()).contains("the other gate");
      assertThat(asked).isEmpty();
    }
  }

  private static Result refuse() {
    throw new OperatorException(OperatorException.Code.FAILED, "the other gate", null);
  }

  @Test
  void open_script_runsItInTheSession() throws Exception {
    Path script = Files.writeString(folder.resolve("a.jsh"), "ps()");
    assertThat(runner.run(List.of("open", script.toString()))).isEqualTo(65);
    assertThat(asked).containsExactly("open a.jsh");
  }

  @Test
  void exit_withACode_endsTheSession() {
    assertThat(runner.run(List.of("exit", "3"))).isEqualTo(3);
    assertThat(runner.run(List.of("exit"))).isZero();
    assertThat(asked).containsExactly("exit 3", "exit 0");
  }

  @Test
  void help_alone_listsTheCommandsAndSaysThatTheRestIsJava() {
    runner.run(List.of("help"));
    assertThat(out.toString())
        .contains("/ps [PATTERN] [--node NODE] [--where COND] [--sort KEY]")
        .contains("Anything else is Java");
  }

  @Test
  void help_ofACommand_isItsHelp() {
    runner.run(List.of("help", "/move"));
    assertThat(out.toString()).startsWith("Usage: /move NAME... NODE").contains("  /move nav home");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov nav home | 2 | unknown command mov (did you mean /move?)",
        "node ship | 2 | unknown command node (did you mean /nodes?)",
        "move nav | 2 | missing required parameter: 'NODE' (usage: /move NAME... NODE [--dry-run]"
            + " [--wait DURATION] [--last-revision] [--max-pause DURATION] [--throttle PERCENT]"
            + " [--json])",
        "ps a b | 2 | one argument too many: b (see /ps --help)",
        "exit 256 | 2 | an exit code is 0 to 255, not 256",
        "exit x | 2 | invalid value for positional parameter at index 0 (CODE): 'x' is not an int"
            + " (see /exit --help)",
        "open none.jsh | 2 | there is no script none.jsh",
        "help mov | 2 | unknown command mov (there are /nodes, /ps, /inspect, /history, /diff,"
            + " /move, /evacuate, /balance, /export, /import, /standby, /failover, /push, /bundles,"
            + " /upgrade, /rollback, /events, /audit, /top, /trace, /crashes,"
            + " /replay, /deadletters, /conflicts, /suspend, /resume, /restart, /stop, /evals,"
            + " /attach, /detach, /open, /help, /exit)",
        "upgrade nav --to 0 | 2 | versions are counted from 1, not 0",
        "upgrade nav --to x | 2 | invalid value for option '--to': 'x' is not an int"
            + " (see /upgrade --help)",
        "push none | 1 | there is no file or directory none",
        "rollback | 2 | missing required parameter: 'TARGET' (usage: /rollback TARGET [--json])",
      })
  void command_bad_isOneLineInThePromptsWords(String words, int code, String line) {
    assertThat(runner.run(List.of(words.split(" ")))).isEqualTo(code);
    assertThat(err.toString()).isEqualTo("jumpgate: " + line + "\n");
    assertThat(asked).isEmpty();
  }

  private final class PlainSession implements Session {
    private final PrintWriter outWriter = new PrintWriter(out);
    private final PrintWriter errWriter = new PrintWriter(err);

    @Override
    public Operator operator() {
      return new Asked();
    }

    @Override
    public PrintWriter out() {
      return outWriter;
    }

    @Override
    public PrintWriter err() {
      return errWriter;
    }

    @Override
    public boolean verbose() {
      return false;
    }

    @Override
    public int open(Path script) {
      asked.add("open " + script.getFileName());
      return 65;
    }

    @Override
    public void exit(int code) {
      asked.add("exit " + code);
    }
  }

  /** Notes what was asked. */
  private final class Asked extends ProcessCommands {
    @Override
    public List<NodeStatus> nodes() {
      asked.add("nodes");
      return List.of(Samples.SHIP);
    }

    @Override
    public List<ProcessStatus> ps(Pattern pattern) {
      asked.add("ps " + pattern.text());
      return List.of(Samples.NAV);
    }

    @Override
    public Inspection about(String process, boolean reveal) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<EvalStatus> evals() {
      return List.of();
    }

    @Override
    public List<BundleStatus> bundles() {
      return List.of();
    }

    @Override
    public List<BundleFile> content(String bundle, int version) {
      return List.of();
    }

    @Override
    public PushResult push(String bundle, List<BundleFile> files) {
      return new PushResult(bundle, 2, "cafe", false, files.size(), List.of(), List.of());
    }

    @Override
    public UpgradeResult upgrade(String target, @Nullable Integer version, boolean dryRun) {
      asked.add("upgrade " + target + " " + version + (dryRun ? " dry" : ""));
      return upgraded(target);
    }

    @Override
    public UpgradeResult rollback(String target) {
      asked.add("rollback " + target);
      return upgraded(target);
    }

    private static UpgradeResult upgraded(String target) {
      return new UpgradeResult(
          target, "spaceship@2", List.of(target), List.of(), Duration.ZERO, Duration.ZERO);
    }

    @Override
    public MoveResult move(String process, String node, MoveOptions options) {
      asked.add("move " + process + " " + node);
      return Samples.MOVE;
    }

    @Override
    public List<Event> events() {
      return List.of();
    }

    @Override
    public Subscription trace(String process, TraceLimits limits, Consumer<TraceStep> listener) {
      return () -> {};
    }

    @Override
    protected <R extends Result> R ask(Call call, Class<R> kind) {
      throw new UnsupportedOperationException(call.toString());
    }

    @Override
    public Subscription follow(Consumer<Event> listener) {
      return () -> {};
    }
  }
}
