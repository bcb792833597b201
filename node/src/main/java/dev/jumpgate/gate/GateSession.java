package dev.jumpgate.gate;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.gate.evaluator.Author;
import dev.jumpgate.gate.evaluator.Evaluator;
import dev.jumpgate.gate.evaluator.EvaluatorSession;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Connection;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.gate.protocol.ToGate;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** One operator's connection. */
final class GateSession {

  private static final Logger LOG = LogManager.getLogger(GateSession.class);

  // An operator who does not read loses events rather than the node its memory.
  private static final int EVENTS_WAITING_MAX = 10_000;

  private final Identity operator;
  private final Connection<FromGate, ToGate> connection;
  private final NodeFacts facts;
  private final Relay.Executor calls;
  private final EventLog events;
  private final Evaluator evaluator;
  private final Audit audit;
  private final Map<Long, Thread> underWay = new ConcurrentHashMap<>();
  // Confined to the thread that reads; few operators ever attach.
  private @Nullable EvaluatorSession evaluations;

  GateSession(
      Identity operator,
      Connection<FromGate, ToGate> connection,
      NodeFacts facts,
      Relay.Executor calls,
      EventLog events,
      Evaluator evaluator,
      Audit audit) {
    this.operator = operator;
    this.connection = connection;
    this.facts = facts;
    this.calls = calls;
    this.events = events;
    this.evaluator = evaluator;
    this.audit = audit;
  }

  /** Serves until the operator leaves. */
  void run() {
    try (connection) {
      if (connection.read() instanceof ToGate.Hello) {
        connection.write(
            new FromGate.Hello(Connection.PROTOCOL, facts.version(), facts.self().name()));
        while (true) {
          take(connection.read());
        }
      }
    } catch (EOFException | ClosedChannelException e) {
      LOG.debug("an operator left");
    } catch (IOException e) {
      LOG.warn("an operator's connection ended: {}", e.toString());
      audit.refused(GatePort.DOOR, null, operator + ": " + e.getMessage());
    } finally {
      underWay.values().forEach(Thread::interrupt);
      if (evaluations != null) {
        evaluations.close();
      }
    }
  }

  private void take(ToGate message) {
    switch (message) {
      case ToGate.Hello _ -> LOG.debug("a second hello");
      case ToGate.Ask(var id, Call.Follow follow) -> begin(id, () -> follow(follow, id));
      case ToGate.Ask(var id, Call.Trace trace) -> begin(id, () -> trace(id, trace));
      case ToGate.Ask(var id, var call) -> begin(id, () -> answer(id, call));
      case ToGate.Evaluate(var id, var what) -> evaluate(id, what);
      case ToGate.Cancel(var id) -> {
        if (evaluations != null && evaluations.cancel(id)) {
          return;
        }
        Thread thread = underWay.get(id);
        if (thread != null) {
          thread.interrupt();
        }
      }
    }
  }

  private void evaluate(long id, Evaluation what) {
    try {
      Access.checkEvaluation(operator);
      evaluations().evaluate(id, what);
    } catch (OperatorException e) {
      String source = what instanceof Evaluation.Load load ? load.source() : "evaluate";
      audit.snippet(operator, source, e.code().text(), Duration.ZERO);
      write(failed(id, e));
    }
  }

  private EvaluatorSession evaluations() {
    EvaluatorSession open = evaluations;
    if (open == null) {
      open = evaluator.open(author(), this::write);
      evaluations = open;
    }
    return open;
  }

  private Author author() {
    return new Author(
        operator.name(),
        new GateOperator(operator, calls, events),
        (source, result, took) -> audit.snippet(operator, source, result, took));
  }

  private void begin(long id, Runnable work) {
    Thread thread =
        Thread.ofVirtual()
            .name("jumpgate-command")
            .unstarted(() -> {
              try {
                work.run();
              } finally {
                underWay.remove(id);
              }
            });
    underWay.put(id, thread);
    thread.start();
  }

  private void answer(long id, Call call) {
    FromGate outcome = outcome(id, call);
    // On a thread that no Cancel interrupts: an interrupt in a write closes the whole connection.
    Thread.ofVirtual().name("jumpgate-answer").start(() -> write(outcome));
  }

  private FromGate outcome(long id, Call call) {
    try {
      return new FromGate.Answered(id, calls.execute(operator, call));
    } catch (OperatorException e) {
      return failed(id, e);
    } catch (InterruptedException e) {
      return new FromGate.Failed(id, Code.FAILED, "interrupted", null);
    } catch (RuntimeException e) {
      LOG.error("a command failed: {}", call, e);
      return new FromGate.Failed(id, Code.FAILED, "the node failed: " + e, "its log says more");
    }
  }

  private static FromGate failed(long id, OperatorException e) {
    return new FromGate.Failed(id, e.code(), String.valueOf(e.getMessage()), e.hint());
  }

  private void follow(Call.Follow call, long id) {
    try {
      Access.check(operator, call);
      audit.command(operator, call, "done", Duration.ZERO);
      follow(id);
    } catch (OperatorException e) {
      audit.command(operator, call, e.code().text(), Duration.ZERO);
      write(failed(id, e));
    }
  }

  private void follow(long id) {
    BlockingQueue<Event> queue = new ArrayBlockingQueue<>(EVENTS_WAITING_MAX);
    try (var _ = events.listen(queue::offer)) {
      write(new FromGate.Answered(id, new Result.Done()));
      while (write(new FromGate.Happened(id, queue.take()))) {}
    } catch (InterruptedException e) {
      LOG.debug("a subscription ended");
    }
  }

  private void trace(long id, Call.Trace trace) {
    Tracing tracing;
    try {
      tracing = Tracing.open(calls, operator, trace.process(), trace.limits());
    } catch (OperatorException e) {
      write(new FromGate.Failed(id, e.code(), String.valueOf(e.getMessage()), e.hint()));
      return;
    }
    write(new FromGate.Answered(id, new Result.Done()));
    tracing.run(step -> write(new FromGate.Traced(id, step)));
  }

  private boolean write(FromGate message) {
    try {
      connection.write(message);
      return true;
    } catch (IOException e) {
      LOG.debug("an operator left before the answer");
      return false;
    }
  }

  void close() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("closing an operator's connection", e);
    }
  }
}
