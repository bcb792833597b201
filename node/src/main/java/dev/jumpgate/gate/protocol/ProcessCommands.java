package dev.jumpgate.gate.protocol;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.Condition;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.operator.StateDiff;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands about processes as calls and their results, whatever way these take. */
public abstract class ProcessCommands implements Operator {

  /**
   * Asks one thing and waits for the answer.
   *
   * @param kind what the answer is to be
   * @throws OperatorException what was wrong
   */
  protected abstract <R extends Result> R ask(Call call, Class<R> kind);

  @Override
  public List<ProcessStatus> ps(Pattern pattern, Condition condition) {
    return ask(new Call.Ps(pattern.text(), condition.text()), Result.Processes.class).processes();
  }

  @Override
  public ProcessStatus standby(String process, String node, boolean sync) {
    return ask(new Call.Keep(process, node, sync), Result.Changed.class).process();
  }

  @Override
  public ProcessStatus standbyOff(String process) {
    return ask(new Call.Keep(process, null, false), Result.Changed.class).process();
  }

  @Override
  public MoveResult failover(String process, boolean force) {
    return ask(new Call.FailOver(process, force), Result.Moved.class).move();
  }

  @Override
  public Tree inspect(String process, long revision) {
    return Codec.tree(ask(new Call.At(process, revision), Result.At.class).state().toArray());
  }

  @Override
  public History history(String process) {
    return ask(new Call.History(process, null), Result.History.class).history();
  }

  @Override
  public History history(String process, boolean on) {
    return ask(new Call.History(process, on), Result.History.class).history();
  }

  @Override
  public StateDiff diff(String process) {
    return diff(new Call.Diff(process, null, null));
  }

  @Override
  public StateDiff diff(String process, long from, long to) {
    return diff(new Call.Diff(process, from, to));
  }

  private StateDiff diff(Call.Diff call) {
    Result.Diff both = ask(call, Result.Diff.class);
    Tree old = Codec.tree(both.old().toArray());
    Tree now = Codec.tree(both.now().toArray());
    return new StateDiff(both.name(), both.from(), both.to(), Diff.between(old, now));
  }

  @Override
  public List<ProcessLoad> top(Pattern pattern) {
    return ask(new Call.Top(pattern.text()), Result.Top.class).processes();
  }

  @Override
  public List<CrashStatus> crashes() {
    return ask(new Call.Crashes(), Result.Crashes.class).crashes();
  }

  @Override
  public Crash crash(String id) {
    return ask(new Call.Crash(id), Result.Crash.class).crash();
  }

  @Override
  public ReplayResult replay(String crash, @Nullable Integer version) {
    return ask(new Call.Replay(crash, version), Result.Replayed.class).replay();
  }

  @Override
  public List<DeadLetter> deadletters() {
    return ask(new Call.DeadLetters(), Result.DeadLetters.class).letters();
  }

  @Override
  public List<Conflict> conflicts() {
    return ask(new Call.Conflicts(), Result.Conflicts.class).conflicts();
  }

  @Override
  public List<AuditEntry> audit(Map<String, Instant> since) {
    return ask(new Call.Audit(since), Result.Audit.class).entries();
  }

  @Override
  public RedeliverResult redeliver(String id) {
    return ask(new Call.Redeliver(id), Result.Redelivered.class).redelivery();
  }

  @Override
  public MoveResult move(String process, String node, MoveOptions options) {
    return ask(new Call.Move(process, node, options), Result.Moved.class).move();
  }

  @Override
  public MovePlan planMove(String process, String node, MoveOptions options) {
    return ask(new Call.PlanMove(process, node, options), Result.MovesPlanned.class)
        .plans()
        .getFirst();
  }

  @Override
  public MovesResult move(List<String> processes, String node, MoveOptions options) {
    return ask(new Call.MoveMany(processes, node, options), Result.MovedMany.class).moves();
  }

  @Override
  public List<MovePlan> planMove(List<String> processes, String node, MoveOptions options) {
    return ask(new Call.PlanMoveMany(processes, node, options), Result.MovesPlanned.class).plans();
  }

  @Override
  public RelocationResult evacuate(String node, List<String> to) {
    return ask(new Call.Evacuate(node, to, false), Result.Relocated.class).relocation();
  }

  @Override
  public RelocationPlan planEvacuation(String node, List<String> to) {
    return ask(new Call.Evacuate(node, to, true), Result.RelocationPlanned.class).plan();
  }

  @Override
  public Bytes export(String process) {
    return ask(new Call.Export(process), Result.Exported.class).file();
  }

  @Override
  public ProcessStatus restore(Bytes file, @Nullable String name) {
    return ask(new Call.Import(file, name), Result.Changed.class).process();
  }

  @Override
  public RelocationResult balance() {
    return ask(new Call.Balance(false), Result.Relocated.class).relocation();
  }

  @Override
  public RelocationPlan planBalance() {
    return ask(new Call.Balance(true), Result.RelocationPlanned.class).plan();
  }

  @Override
  public ProcessStatus suspend(String process) {
    return ask(new Call.Suspend(process), Result.Changed.class).process();
  }

  @Override
  public ProcessStatus resume(String process) {
    return ask(new Call.Resume(process), Result.Changed.class).process();
  }

  @Override
  public ProcessStatus restart(String process) {
    return ask(new Call.Restart(process), Result.Changed.class).process();
  }

  @Override
  public StopResult stop(String process, boolean kill) {
    return ask(new Call.Stop(process, kill), Result.Stopped.class).stop();
  }
}
