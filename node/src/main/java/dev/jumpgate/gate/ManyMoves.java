package dev.jumpgate.gate;

import dev.jumpgate.cluster.Registry;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.ProcessStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Moves several processes to one node, some of them at a time. */
final class ManyMoves {

  /** Enough to hide the round trips of a move, too few to starve the calls beside them. */
  private static final int AT_A_TIME = 8;

  private final Asker cluster;

  ManyMoves(Asker cluster) {
    this.cluster = cluster;
  }

  /** Has the cluster do one thing for the operator. */
  @FunctionalInterface
  interface Asker {
    Result ask(Call call) throws InterruptedException;
  }

  /** What came of one: exactly one of the two is there. */
  private sealed interface Outcome {
    record Done(Result result) implements Outcome {}

    record Failed(String reason) implements Outcome {}
  }

  Result move(List<String> processes, String node, MoveOptions options)
      throws InterruptedException {
    long start = System.nanoTime();
    List<MoveResult> moved = new ArrayList<>();
    List<MoveFailure> failed = new ArrayList<>();
    each(expand(processes, node), name -> new Call.Move(name, node, options))
        .forEach((name, outcome) -> {
          switch (outcome) {
            case Outcome.Done(var result) -> {
              MoveResult move = ((Result.Moved) result).move();
              if (!move.from().equals(move.to())) {
                moved.add(move);
              }
            }
            case Outcome.Failed(var reason) -> failed.add(new MoveFailure(name, reason));
          }
        });
    return new Result.MovedMany(
        new MovesResult(moved, failed, Duration.ofNanos(System.nanoTime() - start)));
  }

  Result plan(List<String> processes, String node, MoveOptions options)
      throws InterruptedException {
    List<MovePlan> plans = new ArrayList<>();
    each(expand(processes, node), name -> new Call.PlanMove(name, node, options))
        .forEach((name, outcome) -> {
          switch (outcome) {
            case Outcome.Done(var result) -> plans.addAll(((Result.MovesPlanned) result).plans());
            case Outcome.Failed(var reason) -> plans.add(impossible(name, node, reason));
          }
        });
    return new Result.MovesPlanned(plans);
  }

  private static MovePlan impossible(String name, String node, String reason) {
    return new MovePlan(
        name, "", node, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, false, List.of(reason));
  }

  /** The processes that are meant, each once; of those that a pattern means, who is elsewhere. */
  private Set<String> expand(List<String> processes, String node) throws InterruptedException {
    Set<String> all = new LinkedHashSet<>();
    for (String text : processes) {
      if (text.indexOf('*') < 0 && text.indexOf('?') < 0) {
        all.add(text);
        continue;
      }
      List<ProcessStatus> found =
          ((Result.Processes) cluster.ask(new Call.Ps(text, null))).processes();
      if (found.isEmpty()) {
        throw new OperatorException(
            Code.UNKNOWN_PROCESS, "no process matches " + text, "/ps lists them");
      }
      found.stream()
          .filter(process -> !process.node().equals(node))
          .map(process -> Registry.key(process.pid(), process.name()))
          .forEach(all::add);
    }
    return all;
  }

  private Map<String, Outcome> each(Set<String> names, Function<String, Call> call)
      throws InterruptedException {
    return Together.each(names, AT_A_TIME, name -> outcome(call.apply(name)));
  }

  private Outcome outcome(Call call) throws InterruptedException {
    try {
      return new Outcome.Done(cluster.ask(call));
    } catch (OperatorException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
  }
}
