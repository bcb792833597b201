package dev.jumpgate.shell.script;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Condition;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.operator.StateDiff;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.build.Build;
import dev.jumpgate.shell.command.ProcessFiles;
import dev.jumpgate.state.Bytes;
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

  /** The processes of which a condition holds: {@code "mailbox > 100 and state.balance < 0"}. */
  public static List<ProcessStatus> psWhere(String condition) {
    return operator().ps(Pattern.ALL, Condition.parse(condition));
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

  /** The state that a process had at a revision which {@link #history} lists. */
  public static Tree inspect(String process, long revision) {
    return operator().inspect(process, revision);
  }

  /** The last revisions of a process, and what led to each. */
  public static History history(String process) {
    return operator().history(process);
  }

  /** Has the revisions of a process kept from now on, or forgotten and none kept. */
  public static History history(String process, boolean on) {
    return operator().history(process, on);
  }

  /** What the last change of a process changed. */
  public static StateDiff diff(String process) {
    return operator().diff(process);
  }

  /** What changed from one revision to another. */
  public static StateDiff diff(String process, long from, long to) {
    return operator().diff(process, from, to);
  }

  /** What all processes cost, busiest first. */
  public static List<ProcessLoad> top() {
    return operator().top(Pattern.ALL);
  }

  /** What the processes cost whose name or pid matches, busiest first. */
  public static List<ProcessLoad> top(String pattern) {
    return operator().top(new Pattern(pattern));
  }

  /** The crashes that the nodes keep, newest first. */
  public static List<CrashStatus> crashes() {
    return operator().crashes();
  }

  /** A crash, whole. */
  public static Crash crash(String id) {
    return operator().crash(id);
  }

  /** Runs the handler of a crash again on the side, with the version that crashed. */
  public static ReplayResult replay(String crash) {
    return operator().replay(crash, null);
  }

  /** Runs the handler of a crash again on the side, with another version. */
  public static ReplayResult replay(String crash, int version) {
    return operator().replay(crash, version);
  }

  /** The messages that nobody handled, newest first. */
  public static List<DeadLetter> deadletters() {
    return operator().deadletters();
  }

  /** The processes that gave way to another that had the same name, newest first. */
  public static List<Conflict> conflicts() {
    return operator().conflicts();
  }

  /** What operators did, oldest first. */
  public static List<AuditEntry> audit() {
    return operator().audit();
  }

  /** Sends a dead letter to its process once more. */
  public static RedeliverResult redeliver(String id) {
    return operator().redeliver(id);
  }

  /** Hands what a process handles to {@code listener}, within the usual limits or until closed. */
  public static Operator.Subscription trace(String process, Consumer<TraceStep> listener) {
    return operator().trace(process, TraceLimits.USUAL, listener);
  }

  /** The same within other limits. */
  public static Operator.Subscription trace(
      String process, TraceLimits limits, Consumer<TraceStep> listener) {
    return operator().trace(process, limits, listener);
  }

  /** Has a process stand still behind the message in hand. */
  public static ProcessStatus suspend(String process) {
    return operator().suspend(process);
  }

  /** Has a suspended process go on. */
  public static ProcessStatus resume(String process) {
    return operator().resume(process);
  }

  /** Starts a process again with its last state. */
  public static ProcessStatus restart(String process) {
    return operator().restart(process);
  }

  /** Ends a process behind the message in hand. */
  public static StopResult stop(String process) {
    return operator().stop(process, false);
  }

  /** Ends a process without waiting for the message in hand. */
  public static StopResult kill(String process) {
    return operator().stop(process, true);
  }

  /** Moves a process to another node while it serves. */
  public static MoveResult move(String process, String node) {
    return operator().move(process, node);
  }

  /** Moves a process to another node while it serves, in a way of the operator's own. */
  public static MoveResult move(String process, String node, MoveOptions options) {
    return operator().move(process, node, options);
  }

  /** Moves several processes, which names, pids and patterns mean. */
  public static MovesResult move(List<String> processes, String node) {
    return operator().move(processes, node, MoveOptions.DEFAULT);
  }

  /** What {@link #move(String, String)} would be like. */
  public static MovePlan dryRunMove(String process, String node) {
    return operator().planMove(process, node, MoveOptions.DEFAULT);
  }

  /** Moves all processes of a node to the others, spread evenly over them. */
  public static RelocationResult evacuate(String node) {
    return operator().evacuate(node, List.of());
  }

  /** The same to some of the others. */
  public static RelocationResult evacuate(String node, List<String> to) {
    return operator().evacuate(node, to);
  }

  /** What {@link #evacuate(String)} would do. */
  public static RelocationPlan dryRunEvacuate(String node) {
    return operator().planEvacuation(node, List.of());
  }

  /** Spreads the processes evenly over the nodes; moves only what a node has above its share. */
  public static RelocationResult balance() {
    return operator().balance();
  }

  /** What {@link #balance()} would do. */
  public static RelocationPlan dryRunBalance() {
    return operator().planBalance();
  }

  /** Writes a process to a file on this machine: state, mailbox and code. It goes on. */
  public static Path export(String process, String file) {
    Path place = Path.of(file);
    ProcessFiles.write(place, operator().export(process).toArray());
    return place;
  }

  /** Starts the process of a file under the name it had; {@code import} is a word of Java's. */
  public static ProcessStatus importFile(String file) {
    return operator().restore(Bytes.of(ProcessFiles.read(Path.of(file))), null);
  }

  /** The same under another name. */
  public static ProcessStatus importFile(String file, String name) {
    return operator().restore(Bytes.of(ProcessFiles.read(Path.of(file))), name);
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

  /** Has another node keep a copy of a process: nothing leaves that the copy does not have. */
  public static ProcessStatus standby(String process, String node) {
    return operator().standby(process, node);
  }

  /** The same; with {@code sync} false the copy may be behind. */
  public static ProcessStatus standby(String process, String node, boolean sync) {
    return operator().standby(process, node, sync);
  }

  /** Has no copy of a process kept any more. */
  public static ProcessStatus standbyOff(String process) {
    return operator().standbyOff(process);
  }

  /** Has the standby of a process go on with it. */
  public static MoveResult failover(String process) {
    return operator().failover(process);
  }

  /** The same; {@code force} says that a lost owner is dead, where nothing proves it. */
  public static MoveResult failover(String process, boolean force) {
    return operator().failover(process, force);
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

  /** The snippets that run in nodes, and those that could not be stopped. */
  public static List<EvalStatus> evals() {
    return operator().evals();
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
    Waiting.until(time, condition);
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
