package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A trace as the node at the operator's gate has it: fetches from the owner what came, again and
 * again. An owner that is asked no more ends the trace by itself.
 */
final class Tracing {

  private static final Logger LOG = LogManager.getLogger(Tracing.class);

  private final Relay.Executor calls;
  private final Identity operator;
  private final String id;

  private Tracing(Relay.Executor calls, Identity operator, String id) {
    this.calls = calls;
    this.operator = operator;
    this.id = id;
  }

  /**
   * Begins a trace.
   *
   * @throws OperatorException when there is no such process
   */
  static Tracing open(Relay.Executor calls, Identity operator, String process, TraceLimits limits) {
    try {
      var opened =
          (Result.TraceOpened) calls.execute(operator, new Call.TraceOpen(process, limits));
      return new Tracing(calls, operator, opened.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(Code.FAILED, "interrupted", null);
    }
  }

  /** Hands on each step until the last one, or until interrupted. */
  void run(Consumer<TraceStep> taker) {
    try {
      while (true) {
        var came = (Result.Traced) calls.execute(operator, new Call.TraceNext(id));
        for (TraceStep step : came.steps()) {
          taker.accept(step);
          if (step instanceof TraceStep.Over) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      close();
    } catch (OperatorException e) {
      taker.accept(new TraceStep.Over(String.valueOf(e.getMessage())));
    }
  }

  // On a thread that is not interrupted.
  private void close() {
    Thread.ofVirtual()
        .name("jumpgate-trace-end")
        .start(() -> {
          try {
            calls.execute(operator, new Call.TraceClose(id));
          } catch (InterruptedException | OperatorException e) {
            LOG.debug("trace {} ends by itself", id, e);
          }
        });
  }
}
