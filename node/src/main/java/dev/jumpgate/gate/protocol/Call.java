package dev.jumpgate.gate.protocol;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.state.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One command, as it travels to a gate and on from node to node. */
public sealed interface Call {

  record Nodes() implements Call {}

  /** {@code where} is the text of a condition, or null for all that match. */
  record Ps(String pattern, @Nullable String where) implements Call {}

  /** {@code reveal} asks for sensitive values too. */
  record About(String process, boolean reveal) implements Call {}

  record Move(String process, String node, MoveOptions options) implements Call {
    public Move(String process, String node) {
      this(process, node, MoveOptions.DEFAULT);
    }
  }

  record PlanMove(String process, String node, MoveOptions options) implements Call {}

  /** Names, pids and patterns, all to one node. */
  record MoveMany(List<String> processes, String node, MoveOptions options) implements Call {}

  /** {@code to} empty is all other nodes. */
  record Evacuate(String node, List<String> to, boolean dryRun) implements Call {}

  record Export(String process) implements Call {}

  /** {@code name} null is the one that it had. */
  record Import(Bytes file, @Nullable String name) implements Call {}

  record Balance(boolean dryRun) implements Call {}

  /** So many processes of a node to each of some others. */
  record Relocate(String node, Map<String, Integer> shares, boolean dryRun) implements Call {}

  record PlanMoveMany(List<String> processes, String node, MoveOptions options) implements Call {}

  /** The process is to have a standby on {@code node}; null for none. */
  record Keep(String process, @Nullable String node, boolean sync) implements Call {}

  /** Its standby is to go on; {@code force} says that a lost owner is dead. */
  record FailOver(String process, boolean force) implements Call {}

  record Events() implements Call {}

  record Evals() implements Call {}

  record Bundles() implements Call {}

  /** All files of a version, for the compiler of a push. */
  record BundleContent(String bundle, int version) implements Call {}

  /**
   * A whole new version of a bundle: what it has in common with an older one stands in it again.
   */
  record Push(String bundle, List<BundleFile> files) implements Call {}

  /** {@code version} null is the latest. */
  record Upgrade(String target, @Nullable Integer version, boolean dryRun) implements Call {}

  record Rollback(String target) implements Call {}

  record Follow() implements Call {}

  /** A command about one process, which the node that owns it does. */
  sealed interface OfProcess extends Call {
    String process();
  }

  /** The state at a revision. */
  record At(String process, long revision) implements OfProcess {}

  /** {@code on} null asks only. */
  record History(String process, @Nullable Boolean on) implements OfProcess {}

  /** Both null are the last two. */
  record Diff(String process, @Nullable Long from, @Nullable Long to) implements OfProcess {}

  record Suspend(String process) implements OfProcess {}

  record Resume(String process) implements OfProcess {}

  record Restart(String process) implements OfProcess {}

  record Stop(String process, boolean kill) implements OfProcess {}

  record Top(String pattern) implements Call {}

  record Crashes() implements Call {}

  record DeadLetters() implements Call {}

  record Conflicts() implements Call {}

  /** What operators did; {@code since} has the moment from which on, by node; all of the others. */
  record Audit(Map<String, Instant> since) implements Call {}

  /** A command about something that one node keeps, whose name its id begins with. */
  sealed interface OfRecord extends Call {
    String id();
  }

  record Crash(String id) implements OfRecord {}

  /** {@code version} null is the one that crashed. */
  record Replay(String id, @Nullable Integer version) implements OfRecord {}

  record Redeliver(String id) implements OfRecord {}

  /** Shows messages as they are handled, until it is cancelled or over. */
  record Trace(String process, TraceLimits limits) implements Call {}

  /** Begins a trace at the owner, which ends when nobody asks for what came. */
  record TraceOpen(String process, TraceLimits limits) implements OfProcess {}

  /** What came since the last time; waits a moment where nothing did. */
  record TraceNext(String id) implements OfRecord {}

  record TraceClose(String id) implements OfRecord {}
}
