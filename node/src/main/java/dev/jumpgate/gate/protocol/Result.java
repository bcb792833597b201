package dev.jumpgate.gate.protocol;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Call} came to. */
public sealed interface Result {

  record Nodes(List<NodeStatus> nodes) implements Result {}

  record Processes(List<ProcessStatus> processes) implements Result {}

  /** {@code dev.jumpgate.operator.Inspection} with the state still encoded, as it may be shown. */
  record About(
      @Nullable String name,
      Pid pid,
      String node,
      long revision,
      int version,
      boolean stable,
      @Nullable String handling,
      @Nullable Instant since,
      List<String> stack,
      Bytes state)
      implements Result {}

  record Moved(MoveResult move) implements Result {}

  record MovesPlanned(List<MovePlan> plans) implements Result {}

  record Relocated(RelocationResult relocation) implements Result {}

  record RelocationPlanned(RelocationPlan plan) implements Result {}

  /** A process as {@link ExportFile} writes it. */
  record Exported(Bytes file) implements Result {}

  record MovedMany(MovesResult moves) implements Result {}

  record Events(List<Event> events) implements Result {}

  record Evals(List<EvalStatus> evals) implements Result {}

  record Bundles(List<BundleStatus> bundles) implements Result {}

  record BundleContent(List<BundleFile> files) implements Result {}

  record Pushed(PushResult push) implements Result {}

  record Upgraded(UpgradeResult upgrade) implements Result {}

  /** The state at a revision, still encoded. */
  record At(Bytes state) implements Result {}

  record History(dev.jumpgate.operator.History history) implements Result {}

  /** The two states, still encoded. */
  record Diff(String name, long from, long to, Bytes old, Bytes now) implements Result {}

  /** What has become of a process by a command. */
  record Changed(ProcessStatus process) implements Result {}

  record Stopped(StopResult stop) implements Result {}

  record Top(List<ProcessLoad> processes) implements Result {}

  record Crashes(List<CrashStatus> crashes) implements Result {}

  record Crash(dev.jumpgate.operator.Crash crash) implements Result {}

  record Replayed(ReplayResult replay) implements Result {}

  record DeadLetters(List<DeadLetter> letters) implements Result {}

  record Conflicts(List<Conflict> conflicts) implements Result {}

  record Audit(List<AuditEntry> entries) implements Result {}

  record Redelivered(RedeliverResult redelivery) implements Result {}

  /** A trace has begun, under that id. */
  record TraceOpened(String id) implements Result {}

  record Traced(List<TraceStep> steps) implements Result {}

  record Done() implements Result {}
}
