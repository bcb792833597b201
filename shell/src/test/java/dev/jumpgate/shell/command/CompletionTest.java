package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.Pid;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.WatchSamples;
import dev.jumpgate.state.Tree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CompletionTest {

  @TempDir Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile boolean gone;
  private volatile boolean slow;

  @Test
  void command_begun_isAnyThatBeginsSo() {
    assertThat(texts("mo")).containsExactly("move");
    assertThat(texts("")).contains("nodes", "ps", "inspect", "move", "exit");
    assertThat(texts("warp", "")).isEmpty();
  }

  @Test
  void option_begun_isAnyNotYetTyped() {
    assertThat(texts("inspect", "nav", "--a")).containsExactly("--about", "--at");
    assertThat(texts("inspect", "--about", "nav", "--"))
        .contains("--json")
        .doesNotContain("--about");
  }

  @Test
  void argument_byItsLabel_isFromTheCluster() {
    assertThat(texts("move", "")).containsExactly("nav", "radar");
    assertThat(texts("move", "nav", "h")).containsExactly("home");
    assertThat(texts("ps", "--node", "s")).containsExactly("ship");
    assertThat(texts("ps", "--node=s")).containsExactly("--node=ship");
    assertThat(texts("move", "nav", "home", "")).contains("radar", "home");
    assertThat(texts("help", "mo")).containsExactly("move");
  }

  @Test
  void argument_labelOfOthers_isFromTheCluster() {
    var arguments = new Arguments(this::cluster, new Glances(System::nanoTime));
    assertThat(arguments.of("TARGET", true, "", ""))
        .extracting(Candidate::text)
        .containsExactly("nav", "radar", "spaceship");
    assertThat(arguments.of("VERSION", false, "", "spaceship"))
        .extracting(Candidate::text)
        .containsExactly("1", "2");
    assertThat(arguments.of("SECRET", true, "", "")).isEmpty();
  }

  @Test
  void argument_ofThoseThatWatch_isFromTheCluster() {
    assertThat(texts("crashes", "")).containsExactly("ship-3", "home-1", "nav");
    assertThat(texts("replay", "s")).containsExactly("ship-3");
    assertThat(texts("deadletters", "")).containsExactly("nav", "radar");
    assertThat(texts("deadletters", "--redeliver", "")).containsExactly("ship-12", "home-7");
    assertThat(texts("diff", "nav", "")).containsExactly("4120", "4119");
    assertThat(texts("diff", "nav", "4119", "412")).containsExactly("4120");
    assertThat(texts("inspect", "nav", "--at", "")).containsExactly("4120", "4119");
    assertThat(texts("stop", "r")).containsExactly("radar");
    assertThat(texts("top", "--sort", "m")).containsExactly("mean", "mailbox", "messages");
    assertThat(texts("ps", "--sort", "st")).containsExactly("status", "stateBytes", "standby");
    assertThat(texts("events", "--kind", "dead")).containsExactly("dead-letter");
    assertThat(texts("events", "--process", "n")).containsExactly("nav");
  }

  @Test
  void path_ofAState_goesDownLevelByLevel() {
    assertThat(texts("inspect", "nav", "")).containsExactly("chart", "crew");
    assertThat(texts("inspect", "nav", "ch")).containsExactly("chart");
    assertThat(texts("inspect", "nav", "chart."))
        .as("what needs brackets does not begin with a dot")
        .containsExactly("chart.home");
    assertThat(texts("inspect", "nav", "chart[")).containsExactly("chart[\"Deep Space 9\"]");
    assertThat(texts("inspect", "nav", "crew[")).containsExactly("crew[0]", "crew[1]");
    assertThat(texts("inspect", "nav", "]]x[")).isEmpty();
  }

  @Test
  void file_isFromTheFolder() throws Exception {
    Files.createDirectory(folder.resolve("ships"));
    Files.createFile(folder.resolve("script.jsh"));
    assertThat(runner().complete(List.of("open", folder + "/s")))
        .containsExactly(Candidate.of(folder + "/script.jsh"), Candidate.open(folder + "/ships/"));
    assertThat(texts("open", folder + "/none/x")).isEmpty();
  }

  @Test
  void cluster_gone_offersNothing() {
    gone = true;
    assertThat(texts("move", "")).isEmpty();
  }

  @Test
  void cluster_doesNotAnswer_offersNothingAndIsAskedOnce() {
    slow = true;
    CommandRunner runner = runner();
    assertThat(runner.complete(List.of("move", ""))).isEmpty();
    assertThat(runner.complete(List.of("move", "n"))).isEmpty();
    assertThat(asked).hasValue(1);
    never.countDown();
  }

  @Test
  void glance_withinASecond_isRemembered() {
    var now = new AtomicLong();
    var glances = new Glances(now::get);
    assertThat(glances.at("count", asked::incrementAndGet, 0)).isEqualTo(1);
    now.set(Duration.ofMillis(900).toNanos());
    assertThat(glances.at("count", asked::incrementAndGet, 0)).isEqualTo(1);
    now.set(Duration.ofMillis(1_100).toNanos());
    assertThat(glances.at("count", asked::incrementAndGet, 0)).isEqualTo(2);
  }

  private List<String> texts(String... words) {
    return runner().complete(List.of(words)).stream().map(Candidate::text).toList();
  }

  private CommandRunner runner() {
    return PromptCommands.with(new Gates(new GateSockets(folder))).over(new Typing());
  }

  private Operator cluster() {
    return (Operator)
        Proxy.newProxyInstance(
            Operator.class.getClassLoader(),
            new Class<?>[] {Operator.class},
            (_, method, _) -> answer(method));
  }

  private Object answer(Method method) throws InterruptedException {
    asked.incrementAndGet();
    if (slow) {
      never.await();
    }
    if (gone) {
      throw new OperatorException(OperatorException.Code.UNREACHABLE, "the gate is gone", null);
    }
    return switch (method.getName()) {
      case "nodes" -> List.of(node("home"), node("ship"));
      case "ps" -> List.of(process("nav"), process("radar"));
      case "bundles" -> List.of(bundle(1), bundle(2));
      case "inspect" -> STATE;
      case "crashes" -> List.of(WatchSamples.CRASHED, WatchSamples.NAMELESS_CRASHED);
      case "deadletters" -> List.of(WatchSamples.LETTER, WatchSamples.UNSHOWN_LETTER);
      case "history" -> WatchSamples.HISTORY;
      default -> throw new AssertionError("nobody completes by " + method);
    };
  }

  private static final Tree STATE =
      new Tree.RecordNode(
          "State",
          false,
          List.of(
              new Tree.Component(
                  "chart",
                  new Tree.MapNode(
                      List.of(
                          new Tree.Entry(Tree.of("home"), Tree.of(1)),
                          new Tree.Entry(Tree.of("Deep Space 9"), Tree.of(2))))),
              new Tree.Component(
                  "crew", new Tree.ListNode(List.of(Tree.of("Ada"), Tree.of("Bo"))))));

  private static NodeStatus node(String name) {
    return new NodeStatus(
        name, "127.0.0.1:5801", 1, "up", "0.1.0", 3, 1, 2, 0.5, Duration.ofSeconds(9), null);
  }

  private static ProcessStatus process(String name) {
    return new ProcessStatus(
        name,
        new Pid("ship", 1, 1),
        "ship",
        "Navigation",
        1,
        "idle",
        0,
        0,
        1,
        null,
        null,
        null,
        null,
        null);
  }

  private static BundleStatus bundle(int version) {
    return new BundleStatus("spaceship", version, "cafe", Instant.EPOCH, 1, 1, Map.of());
  }

  private final class Typing implements Session {

    @Override
    public Operator operator() {
      return cluster();
    }

    @Override
    public PrintWriter out() {
      return new PrintWriter(new StringWriter());
    }

    @Override
    public PrintWriter err() {
      return out();
    }

    @Override
    public boolean verbose() {
      return false;
    }

    @Override
    public int open(Path script) {
      throw new AssertionError("nothing is run");
    }

    @Override
    public void exit(int code) {
      throw new AssertionError("nothing is run");
    }
  }
}
