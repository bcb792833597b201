package dev.jumpgate.shell.eval;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.NodeEvaluator;
import org.jspecify.annotations.Nullable;

/** One call of a snippet's code in a node. */
final class RemoteRun implements Running {

  private final NodeEvaluator node;
  private final Evaluation.Invoke call;
  // Guarded by this.
  private NodeEvaluator.@Nullable Pending pending;
  private boolean stopping;

  RemoteRun(NodeEvaluator node, Evaluation.Invoke call) {
    this.node = node;
    this.call = call;
  }

  @Override
  public End finish() {
    NodeEvaluator.Pending begun;
    synchronized (this) {
      if (stopping) {
        return new End.Stopped(null);
      }
      begun = node.begin(call);
      pending = begun;
    }
    while (true) {
      try {
        return end(begun.await());
      } catch (InterruptedException e) {
        stop();
      } catch (OperatorException e) {
        return new End.Failed(e);
      }
    }
  }

  @Override
  public synchronized void stop() {
    stopping = true;
    if (pending != null) {
      pending.cancel();
    }
  }

  private static End end(Evaluated evaluated) {
    return switch (evaluated) {
      case Evaluated.Value(var text) -> new End.Returned(new RemoteText.Shown(text));
      case Evaluated.Answer(var result) -> new End.Returned(value(result));
      case Evaluated.Textless(var chain) ->
          new End.Returned(new RemoteText.Missing(RemoteException.of(chain)));
      case Evaluated.Threw(var chain) -> new End.Failed(RemoteException.of(chain));
      case Evaluated.Stopped(var stuck) -> new End.Stopped(stuck);
      case Evaluated.Failed(var message) ->
          new End.Failed(new OperatorException(OperatorException.Code.FAILED, message, null));
      case Evaluated.Done _, Evaluated.Generation _, Evaluated.Names _, Evaluated.ClassBytes _ ->
          throw new IllegalStateException("no end of a run: " + evaluated);
    };
  }

  private static Object value(Result result) {
    return switch (result) {
      case Result.Nodes(var nodes) -> nodes;
      case Result.Processes(var processes) -> processes;
      case Result.Events(var events) -> events;
      case Result.Evals(var evals) -> evals;
      case Result.Audit(var entries) -> entries;
      case Result.Moved(var move) -> move;
      case Result.Upgraded(var upgrade) -> upgrade;
      case Result other -> other;
    };
  }
}
