package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does commands and takes note of each, with what came of it.
 *
 * <p>A command goes through two of these: one before the cluster, in the node of the gate, and one
 * before the node that executes it. The executing one writes the line, so that it is there whoever
 * relayed the command. The one at the gate writes what no node executed: what is nobody's, or goes
 * to nobody, or falls into commands of its own. What every node is asked is written at the gate
 * alone, once.
 */
final class Audited implements Relay.Executor {

  // A process may be somewhere else, where the gate's node looks next: it is the one to know.
  private static final Set<Code> NOT_EXECUTED =
      Set.of(Code.UNKNOWN_PROCESS, Code.UNKNOWN_NODE, Code.UNREACHABLE);

  private final Relay.Executor calls;
  private final Audit audit;
  private final Rule rule;

  private Audited(Relay.Executor calls, Audit audit, Rule rule) {
    this.calls = calls;
    this.audit = audit;
    this.rule = rule;
  }

  /** Which commands are written here. */
  @FunctionalInterface
  private interface Rule {
    boolean writes(Identity operator, Call call, @Nullable Code failure);
  }

  /** What a node executes. */
  static Relay.Executor here(String self, Relay.Executor calls, Audit audit) {
    return new Audited(
        calls,
        audit,
        (operator, call, failure) ->
            !isPartOfATrace(call)
                && (!isAskedOfAll(call) || operator.gate().equals(self))
                && (failure == null || !NOT_EXECUTED.contains(failure)));
  }

  /** What operators at the gate of a node ask of the cluster. */
  static Relay.Executor atGate(Relay.Executor calls, Audit audit) {
    return new Audited(
        calls,
        audit,
        (_, call, failure) ->
            !isPartOfATrace(call)
                && (isComposed(call) || (failure != null && NOT_EXECUTED.contains(failure))));
  }

  private static boolean isPartOfATrace(Call call) {
    return call instanceof Call.TraceNext || call instanceof Call.TraceClose;
  }

  private static boolean isAskedOfAll(Call call) {
    return switch (call) {
      case Call.Nodes _,
          Call.Ps _,
          Call.Evals _,
          Call.Bundles _,
          Call.Top _,
          Call.Crashes _,
          Call.DeadLetters _,
          Call.Conflicts _,
          Call.Audit _ ->
          true;
      default -> false;
    };
  }

  private static boolean isComposed(Call call) {
    return call instanceof Call.MoveMany
        || call instanceof Call.PlanMoveMany
        || call instanceof Call.Balance;
  }

  @Override
  public Result execute(Identity operator, Call call) throws InterruptedException {
    long start = System.nanoTime();
    try {
      Result result = calls.execute(operator, call);
      write(operator, call, null, summary(result), start);
      return result;
    } catch (OperatorException e) {
      write(operator, call, e.code(), e.code().text(), start);
      throw e;
    } catch (InterruptedException e) {
      write(operator, call, null, "interrupted", start);
      throw e;
    } catch (RuntimeException e) {
      write(operator, call, null, "failed", start);
      throw e;
    }
  }

  private void write(
      Identity operator, Call call, @Nullable Code failure, String result, long start) {
    if (rule.writes(operator, call, failure)) {
      audit.command(operator, call, result, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static String summary(Result result) {
    return switch (result) {
      case Result.MovedMany(var moves) -> counted("moved", moves.moved(), moves.failed());
      case Result.Relocated(var relocation) ->
          "done: %,d moved, %,d failed".formatted(relocation.moved(), relocation.failed().size());
      case Result.Upgraded(var upgrade) ->
          counted("converted", upgrade.converted(), upgrade.failed());
      case Result.Pushed(var push) -> "done: version " + push.version();
      case Result.Moved(var move) -> "done: from " + move.from();
      default -> "done";
    };
  }

  private static String counted(String how, java.util.List<?> done, java.util.List<?> failed) {
    return "done: %,d %s, %,d failed".formatted(done.size(), how, failed.size());
  }
}
