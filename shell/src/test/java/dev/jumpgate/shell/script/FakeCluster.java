package dev.jumpgate.shell.script;

import dev.jumpgate.gate.protocol.Call;
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
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.command.Candidate;
import dev.jumpgate.shell.command.CommandRunner;
import dev.jumpgate.shell.command.CommandRunnerFactory;
import dev.jumpgate.shell.command.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cluster that remembers what it was asked, and commands that do little more. */
public final class FakeCluster extends ProcessCommands {

  /** What was asked, as in {@code move nav home}. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** The nodes it has. */
  public final List<NodeStatus> nodes = new CopyOnWriteArrayList<>();

  /** The bundles it has, each in versions 1 and 2 with the same files. */
  public final Map<String, List<BundleFile>> bundles = new ConcurrentSkipListMap<>();

  /** How many calls of {@code ps} fail before one succeeds. */
  public final AtomicInteger failures = new AtomicInteger();

  /** What its processes cost. */
  public final List<ProcessLoad> loads = new CopyOnWriteArrayList<>();

  public FakeCluster() {
    nodes.add(node("ship", 1));
  }

  public static NodeStatus node(String name, long pid) {
    return new NodeStatus(
        name, "127.0.0.1:5801", pid, "up", "0.1.0", 3, 1, 2, 0.5, Duration.ofSeconds(9), null);
  }

  @Override
  public List<NodeStatus> nodes() {
    asked.add("nodes");
    return List.copyOf(nodes);
  }

  @Override
  public List<ProcessStatus> ps(Pattern pattern) {
    asked.add("ps " + pattern.text());
    if (failures.getAndDecrement() > 0) {
      throw new OperatorException(OperatorException.Code.UNREACHABLE, "the gate is gone", null);
    }
    return List.of();
  }

  @Override
  public List<ProcessLoad> top(Pattern pattern) {
    return List.copyOf(loads);
  }

  @Override
  public Inspection about(String process, boolean reveal) {
    throw new OperatorException(
        OperatorException.Code.UNKNOWN_PROCESS, "there is no process " + process, "/ps lists them");
  }

  @Override
  public List<EvalStatus> evals() {
    return List.of();
  }

  @Override
  public List<BundleStatus> bundles() {
    return bundles.keySet().stream()
        .flatMap(bundle ->
            IntStream.of(2, 1)
                .mapToObj(version ->
                    new BundleStatus(bundle, version, "cafe", Instant.EPOCH, 1, 1, Map.of())))
        .toList();
  }

  @Override
  public List<BundleFile> content(String bundle, int version) {
    asked.add("content " + bundle + " " + version);
    return bundles.getOrDefault(bundle, List.of());
  }

  @Override
  public PushResult push(String bundle, List<BundleFile> files) {
    asked.add("push " + bundle + " " + files.stream().map(BundleFile::path).toList());
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
    return new MoveResult(
        process, "ship", node, 2, 1, 100, Duration.ofMillis(5), Duration.ofMillis(1), 0, null);
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

  /**
   * Commands: {@code say WORD...}, {@code fail [CODE]}, {@code wait}, {@code open}, {@code exit}.
   */
  public CommandRunnerFactory commands() {
    return session -> new Commands(session);
  }

  private final class Commands implements CommandRunner {

    private final Session session;

    Commands(Session session) {
      this.session = session;
    }

    @Override
    public int run(List<String> words) {
      List<String> rest = new ArrayList<>(words.subList(1, words.size()));
      return switch (words.getFirst()) {
        case "say" -> {
          session.out().println(String.join("|", rest));
          yield 0;
        }
        case "fail" -> {
          session.err().println("\033[31mjumpgate:\033[0m it does not work");
          yield rest.isEmpty() ? 1 : Integer.parseInt(rest.getFirst());
        }
        case "quiet" -> 7;
        case "wait" -> hang();
        case "open" -> session.open(Path.of(rest.getFirst()));
        case "exit" -> {
          int code = rest.isEmpty() ? 0 : Integer.parseInt(rest.getFirst());
          session.exit(code);
          yield code;
        }
        default -> {
          session.err().println("jumpgate: there is no command " + words.getFirst());
          yield 2;
        }
      };
    }

    @Override
    public List<Candidate> complete(List<String> words) {
      return names().stream().map(name -> new Candidate(name, true)).toList();
    }

    private int hang() {
      asked.add("wait");
      session.out().println("it waits");
      session.out().flush();
      try {
        Thread.sleep(Duration.ofMinutes(5));
        return 0;
      } catch (InterruptedException e) {
        return 130;
      }
    }

    @Override
    public List<String> names() {
      return List.of("say", "fail", "quiet", "wait", "open", "exit");
    }
  }
}
