package dev.jumpgate.gate;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Condition;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.Pid;
import dev.jumpgate.replica.standby.Standbys;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does commands as far as they concern this node alone, for operators who may give them. */
final class LocalCalls {

  private final NodeFacts facts;
  private final Processes processes;
  private final PlaceCalls places;
  private final Standbys standbys;
  private final CodeCalls code;
  private final EventLog events;
  private final WatchCalls watch;
  private final Supplier<List<EvalStatus>> evals;
  private final Audit audit;
  private volatile boolean leaving;

  LocalCalls(
      NodeFacts facts,
      Processes processes,
      PlaceCalls places,
      Standbys standbys,
      CodeCalls code,
      EventLog events,
      WatchCalls watch,
      Supplier<List<EvalStatus>> evals,
      Audit audit) {
    this.facts = facts;
    this.processes = processes;
    this.places = places;
    this.standbys = standbys;
    this.code = code;
    this.events = events;
    this.watch = watch;
    this.evals = evals;
    this.audit = audit;
  }

  /** From now on this node says that it is leaving. */
  void leaving() {
    leaving = true;
  }

  Result execute(Identity operator, Call call) throws InterruptedException {
    Access.check(operator, call);
    return switch (call) {
      case Call.Nodes() -> new Result.Nodes(List.of(facts.status(state(), processes.all().size())));
      case Call.Ps(var pattern, var where) ->
          new Result.Processes(ps(new Pattern(pattern), condition(where)));
      case Call.About(var process, var reveal) -> about(cell(process), reveal);
      case Call.Move(var process, var node, var options) ->
          places.move(cell(process), node, options);
      case Call.PlanMove(var process, var node, var options) ->
          places.planMove(cell(process), node, options);
      case Call.Keep(var process, var node, var sync) -> {
        Cell<?, ?> cell = cell(process);
        if (node == null) {
          standbys.drop(cell);
        } else {
          standbys.keep(cell, node, sync);
        }
        yield new Result.Changed(status(cell));
      }
      case Call.FailOver(var process, var force) -> new Result.Moved(failOver(process, force));
      case Call.Events() -> new Result.Events(events.latest());
      case Call.Evals _ -> new Result.Evals(evals.get());
      case Call.Bundles _ -> new Result.Bundles(code.bundles());
      case Call.BundleContent(var bundle, var version) ->
          new Result.BundleContent(code.content(bundle, version));
      case Call.Push(var bundle, var files) -> new Result.Pushed(code.push(bundle, files));
      case Call.Upgrade(var target, var version, var dryRun) ->
          new Result.Upgraded(code.upgrade(target, version, dryRun));
      case Call.Rollback(var target) -> new Result.Upgraded(code.rollback(target));
      case Call.OfProcess of -> watch.execute(cell(of.process()), of);
      case Call.OfRecord of -> watch.execute(of);
      case Call.Top(var pattern) -> watch.top(matching(new Pattern(pattern)));
      case Call.Crashes _ -> watch.crashes();
      case Call.DeadLetters _ -> watch.deadLetters();
      case Call.Conflicts _ -> watch.conflicts();
      case Call.Audit(var since) -> new Result.Audit(audit.latest(since.get(facts.self().name())));
      case Call.Follow _, Call.Trace _ ->
          throw new IllegalArgumentException("a subscription is the session's");
      case Call.Export(var process) -> places.export(cell(process));
      case Call.Import(var file, var name) -> places.restore(file, name);
      case Call.Evacuate evacuate -> places.evacuate(evacuate);
      case Call.Relocate(var _, var shares, var dryRun) -> places.relocate(shares, dryRun);
      case Call.MoveMany _, Call.PlanMoveMany _, Call.Balance _ ->
          throw new IllegalArgumentException("the whole cluster is meant: " + call);
    };
  }

  private List<ProcessStatus> ps(Pattern pattern, @Nullable Condition condition) {
    List<ProcessStatus> found = new ArrayList<>();
    for (Cell<?, ?> cell : matching(pattern).toList()) {
      ProcessStatus status = status(cell);
      if (condition == null || condition.matches(status, () -> state(cell))) {
        found.add(status);
      }
    }
    return found;
  }

  private String state() {
    if (leaving) {
      return "leaving";
    }
    return facts.self().witness() ? "witness" : "up";
  }

  private ProcessStatus status(Cell<?, ?> cell) {
    return standbys.survey().status(cell, Probe.status(cell, facts.self().name()));
  }

  private MoveResult failOver(String process, boolean force) throws InterruptedException {
    Optional<Cell<?, ?>> here = find(process);
    return here.isPresent()
        ? standbys.failOver(here.get())
        : standbys.takeOver(process, force).orElseThrow(() -> unknown(process));
  }

  private static @Nullable Condition condition(@Nullable String text) {
    try {
      return text == null ? null : Condition.parse(text);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(Code.BAD_USAGE, String.valueOf(e.getMessage()), null);
    }
  }

  // As an inspection shows it; a state that cannot be shown is one without parts.
  private static Tree state(Cell<?, ?> cell) {
    try {
      return Codec.tree(Probe.of(cell).state().toArray()).masked();
    } catch (CodecException e) {
      return Tree.of(null);
    }
  }

  private Stream<Cell<?, ?>> matching(Pattern pattern) {
    return processes.all().stream()
        .filter(cell -> pattern.matches(cell.label()) || pattern.matches(cell.pid().toString()));
  }

  private Result about(Cell<?, ?> cell, boolean reveal) {
    Probe probe = probe(cell);
    return new Result.About(
        cell.name(),
        cell.pid(),
        facts.self().name(),
        probe.revision(),
        probe.version(),
        standbys.survey().isStable(cell, probe.revision()),
        probe.handling(),
        probe.since(),
        probe.stack(),
        shown(probe.state(), reveal));
  }

  // What the operator may not see does not leave this node.
  private static Bytes shown(Bytes state, boolean reveal) {
    Tree whole = Codec.tree(state.toArray());
    Tree shown = reveal ? whole.revealed() : whole.masked();
    return shown == whole ? state : Bytes.of(Codec.encodeAsValue(shown));
  }

  private static Probe probe(Cell<?, ?> cell) {
    try {
      return Probe.of(cell);
    } catch (CodecException e) {
      throw new OperatorException(
          Code.FAILED,
          "the state of %s cannot be shown: %s".formatted(cell.label(), e.getMessage()),
          null);
    }
  }

  private Cell<?, ?> cell(String process) {
    return find(process).orElseThrow(() -> unknown(process));
  }

  private Optional<Cell<?, ?>> find(String process) {
    return Pid.matches(process) ? processes.find(Pid.parse(process)) : processes.named(process);
  }

  static OperatorException unknown(String process) {
    return new OperatorException(
        Code.UNKNOWN_PROCESS,
        Pid.matches(process) ? "there is no process " + process : "no process is named " + process,
        "/ps lists them");
  }
}
