package dev.jumpgate.operator;

import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The typed facade of the operators' commands, over the whole cluster.
 *
 * <p>Where a method takes a process, its global name or its pid's text will do. All methods are
 * safe for use by several threads, wait for their result, and throw {@link OperatorException} with
 * one line that says what was wrong.
 */
public interface Operator {

  /** The nodes of the cluster, by name. */
  List<NodeStatus> nodes();

  /** The processes of all nodes whose name or pid matches, named ones first. */
  List<ProcessStatus> ps(Pattern pattern);

  /** Those of them of which a condition holds, which the node of each decides. */
  List<ProcessStatus> ps(Pattern pattern, Condition condition);

  /**
   * The last committed state of a process, without its mailbox; does not wait for the process. What
   * is {@link dev.jumpgate.state.Sensitive} is {@code ***}.
   */
  default Tree inspect(String process) {
    return about(process).state();
  }

  /** The same with what is sensitive. For admins only. */
  default Tree reveal(String process) {
    return about(process, true).state();
  }

  /** The last committed state, less what is sensitive, with what surrounds it. */
  default Inspection about(String process) {
    return about(process, false);
  }

  /**
   * The last committed state with what surrounds it.
   *
   * @param reveal with what is sensitive; for admins only
   */
  Inspection about(String process, boolean reveal);

  /**
   * The state that a process had at a revision which its node still keeps.
   *
   * @see #history(String)
   */
  Tree inspect(String process, long revision);

  /** The last revisions of a process, and what led to each. */
  History history(String process);

  /**
   * Has the node keep the revisions of a process from now on, or forget them and keep none. Until
   * it is said, those of named processes are kept.
   */
  History history(String process, boolean on);

  /** What the last change changed. */
  StateDiff diff(String process);

  /** What changed from one kept revision to another. */
  StateDiff diff(String process, long from, long to);

  /** The processes of all nodes whose name or pid matches with what they cost, busiest first. */
  List<ProcessLoad> top(Pattern pattern);

  /** The crashes that the nodes keep, newest first. */
  List<CrashStatus> crashes();

  /** A crash, whole. */
  Crash crash(String id);

  /**
   * Runs the handler of a crash again on the side: nothing live changes and no effect leaves.
   *
   * @param version the number of the bundle version to run it with, or null for the one it ran
   */
  ReplayResult replay(String crash, @Nullable Integer version);

  /** The messages that nobody handled, newest first. */
  List<DeadLetter> deadletters();

  /** The processes that gave way to another that had the same name, newest first. */
  List<Conflict> conflicts();

  /**
   * What operators did at all nodes as far as these keep it, and which strangers were refused,
   * oldest first. For operators and admins.
   */
  default List<AuditEntry> audit() {
    return audit(Map.of());
  }

  /**
   * The same from a moment on.
   *
   * @param since by the name of a node; all that the others keep
   */
  List<AuditEntry> audit(Map<String, Instant> since);

  /** Sends a dead letter to its process once more. */
  RedeliverResult redeliver(String id);

  /**
   * Hands each message that a process handles to {@code listener}, on a thread of this facade's,
   * until closed, the limits are reached, or the process is no longer there; the last step is
   * {@link TraceStep.Over} unless it was closed.
   *
   * @return ends the trace
   */
  Subscription trace(String process, TraceLimits limits, Consumer<TraceStep> listener);

  /** Has a process stand still behind the message in hand; what comes queues up. */
  ProcessStatus suspend(String process);

  /** Has a suspended process go on. */
  ProcessStatus resume(String process);

  /** Starts a process again behind the message in hand, with its last state; keeps its mailbox. */
  ProcessStatus restart(String process);

  /**
   * Ends a process.
   *
   * @param kill does not wait for the message in hand: where its handler does not return at once,
   *     it is abandoned
   */
  StopResult stop(String process, boolean kill);

  /** Moves a process to another node while it serves. */
  default MoveResult move(String process, String node) {
    return move(process, node, MoveOptions.DEFAULT);
  }

  /**
   * Moves a process to another node while it serves; to that of its standby without a copy, and the
   * former owner has the copy then. Where it is there already nothing happens, and the result goes
   * from that node to itself.
   *
   * @throws OperatorException when it cannot be done, or the node has no room for it: it serves on
   *     where it was
   */
  MoveResult move(String process, String node, MoveOptions options);

  /** What {@link #move(String, String, MoveOptions)} would be like. */
  MovePlan planMove(String process, String node, MoveOptions options);

  /**
   * Moves several processes to a node, some at a time.
   *
   * @param processes names, pids, and patterns of names
   * @throws OperatorException when there is no such node, or one of them means nobody; then nothing
   *     has moved
   */
  MovesResult move(List<String> processes, String node, MoveOptions options);

  /** What {@link #move(List, String, MoveOptions)} would be like, for each process. */
  List<MovePlan> planMove(List<String> processes, String node, MoveOptions options);

  /**
   * Moves all processes of a node to others, spread evenly over them.
   *
   * @param to the nodes; empty for all others
   */
  RelocationResult evacuate(String node, List<String> to);

  /** What {@link #evacuate} would do. */
  RelocationPlan planEvacuation(String node, List<String> to);

  /**
   * Spreads the processes evenly over the nodes, by their number. Only what a node has above its
   * share moves.
   */
  RelocationResult balance();

  /** What {@link #balance} would do. */
  RelocationPlan planBalance();

  /**
   * A process as a file: its state, what waits for it, and its code. It goes on. For admins only.
   */
  Bytes export(String process);

  /**
   * Starts the process of an exported file on the node at this gate, with a new pid. For admins
   * only.
   *
   * @param name its global name, or null for the one it had
   */
  ProcessStatus restore(Bytes file, @Nullable String name);

  /**
   * Has another node keep a copy of a process, which goes on with it when its node is lost. Returns
   * once the copy is whole.
   *
   * @param sync nothing that the process answers or asks for leaves before the copy has what led to
   *     it; otherwise the copy may be behind
   */
  ProcessStatus standby(String process, String node, boolean sync);

  /** The same, where nothing leaves that the copy does not have. */
  default ProcessStatus standby(String process, String node) {
    return standby(process, node, true);
  }

  /** Has no copy of a process kept any more. */
  ProcessStatus standbyOff(String process);

  /**
   * Has the standby of a process go on with it.
   *
   * @param force says that a lost owner is dead, where nothing proves it
   */
  MoveResult failover(String process, boolean force);

  /** The same, where the owner is there or nothing is to be risked. */
  default MoveResult failover(String process) {
    return failover(process, false);
  }

  /** The versions of all bundles, and what runs them. */
  List<BundleStatus> bundles();

  /** All files of a version of a bundle. */
  List<BundleFile> content(String bundle, int version);

  /**
   * Stores a version of a bundle in the cluster and loads it on every node. Nothing runs it yet.
   *
   * @param bundle its name; a new one makes a new bundle
   * @param files all of them: what has not changed since an older version stands here again
   */
  PushResult push(String bundle, List<BundleFile> files);

  /**
   * Brings processes to another version of their code while they serve. Each is converted at a
   * message boundary; one whose state does not convert stays on its version, serving.
   *
   * @param target a process, a pattern of names, or a bundle
   * @param version the number to go to, or null for the latest
   * @param dryRun converts copies and changes nothing
   */
  UpgradeResult upgrade(String target, @Nullable Integer version, boolean dryRun);

  /** Brings processes back to the version they ran before. */
  UpgradeResult rollback(String target);

  /** The snippets that run in nodes, and those that could not be stopped. */
  List<EvalStatus> evals();

  /** The latest events of the cluster that the node at this gate has seen, oldest first. */
  List<Event> events();

  /**
   * Hands each further event to {@code listener}, on a thread of this facade's, until closed.
   *
   * @return ends the subscription
   */
  Subscription follow(Consumer<Event> listener);

  /** Something that goes on until it is closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
