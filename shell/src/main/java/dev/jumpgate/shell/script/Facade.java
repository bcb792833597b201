package dev.jumpgate.shell.script;

import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.build.Build;
import dev.jumpgate.state.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands as Java functions, imported into every snippet: {@code move("nav", "home")} is the
 * twin of {@code /move nav home} and returns what the command prints.
 *
 * <p>Static, because snippets call these as bare names and javac knows no other way to give a name
 * to all of them. One JVM has one shell, so one cluster at a time is enough.
 */
public final class Facade {

  private static final Duration POLL = Duration.ofMillis(5);

  // Published: set by the workspace before its first snippet runs.
  private static volatile @Nullable Bound bound;

  private record Bound(Operator operator, NodeKiller killer) {}

  private Facade() {}

  static void bind(Operator operator, NodeKiller killer) {
    bound = new Bound(operator, killer);
  }

  /** The nodes of the cluster. */
  public static List<NodeStatus> nodes() {
    return operator().nodes();
  }

  /** All processes. */
  public static List<ProcessStatus> ps() {
    return operator().ps(Pattern.ALL);
  }

  /** The processes whose name or pid matches, where {@code *} stands for any text. */
  public static List<ProcessStatus> ps(String pattern) {
    return operator().ps(new Pattern(pattern));
  }

  /** The committed state of a process, with {@code ***} for what is sensitive. */
  public static Tree inspect(String process) {
    return operator().inspect(process);
  }

  /** The committed state of a process with what is sensitive; for admins. */
  public static Tree reveal(String process) {
    return operator().reveal(process);
  }

  /** The committed state of a process, and what surrounds it. */
  public static Inspection about(String process) {
    return operator().about(process);
  }

  /** Moves a process to another node while it serves. */
  public static MoveResult move(String process, String node) {
    return operator().move(process, node);
  }

  /**
   * Compiles what is at a path and stores it as the next version of its bundle; nothing runs it
   * yet.
   */
  public static PushResult push(String path) {
    return send(Build.of(Path.of(path), null, operator()));
  }

  /** The same, into a bundle of that name. */
  public static PushResult push(String path, String bundle) {
    return send(Build.of(Path.of(path), bundle, operator()));
  }

  private static PushResult send(Build build) {
    return operator().push(build.bundle(), build.files());
  }

  /** The versions of all bundles, and how many processes run each. */
  public static List<BundleStatus> bundles() {
    return operator().bundles();
  }

  /**
   * Brings processes to the latest version of their code while they serve.
   *
   * @param target a process, a pattern of names, or a bundle
   */
  public static UpgradeResult upgrade(String target) {
    return operator().upgrade(target, null, false);
  }

  /** Brings processes to a version of their code while they serve. */
  public static UpgradeResult upgrade(String target, int version) {
    return operator().upgrade(target, version, false);
  }

  /** What {@link #upgrade(String)} would do, tried on copies. */
  public static UpgradeResult dryRunUpgrade(String target) {
    return operator().upgrade(target, null, true);
  }

  /** What {@link #upgrade(String, int)} would do, tried on copies. */
  public static UpgradeResult dryRunUpgrade(String target, int version) {
    return operator().upgrade(target, version, true);
  }

  /** Brings processes back to the version they ran before. */
  public static UpgradeResult rollback(String target) {
    return operator().rollback(target);
  }

  /** The latest events, oldest first. */
  public static List<Event> events() {
    return operator().events();
  }

  /** Hands each further event to {@code listener} until the subscription is closed. */
  public static Operator.Subscription follow(Consumer<Event> listener) {
    return operator().follow(listener);
  }

  /** Ends a node of this machine as {@code kill -9} would; returns when it is gone. */
  public static void killNode(String node) {
    bound().killer().kill(node);
  }

  /** Fails unless {@code condition} holds. */
  public static void require(boolean condition, String text) {
    if (!condition) {
      throw new RequireFailedException("require failed: " + text);
    }
  }

  /**
   * Waits until {@code condition} holds, and fails when it does not within {@code time}.
   *
   * <p>A condition that fails with {@link OperatorException} does not hold yet: while a cluster
   * changes, a process may be unknown for a moment.
   */
  public static void await(Duration time, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      OperatorException refusal = null;
      try {
        if (condition.call()) {
          return;
        }
      } catch (OperatorException e) {
        refusal = e;
      }
      if (System.nanoTime() - deadline >= 0) {
        var late = new RequireFailedException(late(time, refusal));
        if (refusal != null) {
          late.initCause(refusal);
        }
        throw late;
      }
      Thread.sleep(POLL);
    }
  }

  private static String late(Duration time, @Nullable OperatorException refusal) {
    String text = "await failed: not so within " + text(time);
    return refusal == null ? text : text + "; the last time: " + refusal.getMessage();
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static Operator operator() {
    return bound().operator();
  }

  private static Bound bound() {
    Bound now = bound;
    if (now == null) {
      throw new IllegalStateException("no shell is open in this JVM");
    }
    return now;
  }
}
