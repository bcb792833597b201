package dev.jumpgate.runtime;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handling of one message: records what the handler asks for and releases it after the commit.
 *
 * <p>Confined to the worker that holds the cell.
 */
final class Turn<M> implements Context<M> {

  private final Cell<?, M> cell;
  private final Processes processes;
  private final Envelope.@Nullable Message current;
  private final List<Effect> effects = new ArrayList<>(2);
  private Ledger ledger;
  private boolean answered;
  private boolean over;

  Turn(Cell<?, M> cell, Processes processes, Envelope envelope, Ledger ledger) {
    this.cell = cell;
    this.processes = processes;
    this.current = envelope instanceof Envelope.Message message ? message : null;
    this.ledger = ledger;
  }

  /** What the handler asked for, in order. */
  private sealed interface Effect {
    record Send(Ref<?> target, Object message) implements Effect {}

    record Reply(ReplyTo<?> caller, Object answer) implements Effect {}

    record Ask(Ref<?> target, Object request, long ask) implements Effect {}

    record Spawn(Runnable start) implements Effect {}

    record Stop(ExitReason reason) implements Effect {}
  }

  @Override
  public Ref<M> self() {
    return processes.ref(cell.pid(), cell.name());
  }

  @Override
  public <T> void send(Ref<T> target, T message) {
    record(new Effect.Send(target, Objects.requireNonNull(message, "message")));
  }

  @Override
  public <R> void reply(Request<?, R> request, R answer) {
    Envelope.Message message = inHand(request);
    if (answered) {
      throw new IllegalStateException(request + " is answered already");
    }
    answered = true;
    // A request that was sent, not called, has nobody to answer to.
    if (message.caller() != null) {
      record(new Effect.Reply(message.caller(), Objects.requireNonNull(answer, "answer")));
    }
  }

  @Override
  public <R> void reply(ReplyTo<R> caller, R answer) {
    record(new Effect.Reply(caller, Objects.requireNonNull(answer, "answer")));
  }

  @Override
  @SuppressWarnings("unchecked") // the request in hand was called by whoever waits for its R
  public <R> ReplyTo<R> later(Request<?, R> request) {
    ReplyTo<?> caller = inHand(request).caller();
    if (caller == null) {
      throw new IllegalStateException("nobody waits for an answer to " + request);
    }
    answered = true;
    return (ReplyTo<R>) caller;
  }

  private Envelope.Message inHand(Request<?, ?> request) {
    if (current == null || current.content() != request) {
      throw new IllegalStateException(request + " is not the message being handled");
    }
    return current;
  }

  @Override
  public <T, R> void ask(Ref<T> target, Request<? super T, R> request, Object tag) {
    cell.contents().checkTag(tag);
    long id = ledger.nextId();
    long due = processes.now() + Ref.PATIENCE.toNanos();
    ledger = ledger.ask(new Ledger.Asked(tag, request.getClass().getName(), due));
    record(new Effect.Ask(target, request, id));
  }

  @Override
  public void after(Duration delay, M message) {
    Objects.requireNonNull(message, "message");
    checkOpen();
    ledger = ledger.arm(new Ledger.Timer(processes.now() + delay.toNanos(), message));
  }

  @Override
  public <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state) {
    Cell<S, T> child = processes.create(null, behavior, state);
    record(new Effect.Spawn(() -> processes.admit(child)));
    return processes.ref(child.pid(), null);
  }

  @Override
  public void stop(ExitReason reason) {
    record(new Effect.Stop(reason));
  }

  @Override
  public <T, R> R call(Ref<T> target, Query<? super T, R> query) {
    checkOpen();
    if (cell.pid().equals(target.pid())
        || (cell.name() != null && cell.name().equals(target.name()))) {
      throw new RefusedException(cell.label() + " would wait for itself");
    }
    return processes.call(target, query, Ref.PATIENCE);
  }

  @Override
  public <T> T service(Class<T> type) {
    return processes.service(type);
  }

  private void record(Effect effect) {
    checkOpen();
    effects.add(effect);
  }

  private void checkOpen() {
    if (over) {
      throw new IllegalStateException("the handler has returned: its context is over");
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /** The handler has returned; whoever kept the context gets an exception from now on. */
  void close() {
    over = true;
  }

  /**
   * Lets the effects leave, in order.
   *
   * @return the reason where the process asked to stop, else null
   */
  @Nullable ExitReason release() {
    ExitReason stop = null;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Stop(var reason)) {
        stop = reason;
      } else {
        release(effect);
      }
    }
    return stop;
  }

  // The state is committed: one effect that cannot leave must not keep the others.
  private void release(Effect effect) {
    try {
      switch (effect) {
        case Effect.Send(var target, var message) -> processes.send(target, message);
        case Effect.Reply(var caller, var answer) ->
            processes.answer(caller, new Outcome.Value(answer));
        case Effect.Ask(var target, var request, var ask) ->
            processes.send(target, request, processes.callerOf(cell.pid(), ask));
        case Effect.Spawn(var start) -> start.run();
        case Effect.Stop _ -> throw new IllegalStateException("a stop is no effect on others");
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      processes.stranded(cell, String.valueOf(effect.getClass().getSimpleName()), e);
      if (effect instanceof Effect.Reply(var caller, var _)) {
        processes.answer(
            caller,
            new Outcome.Failed(
                Outcome.Why.CRASHED,
                "%s handled it, but its answer cannot travel: %s"
                    .formatted(cell.label(), Thrown.text(e))));
      }
    }
  }

  /** The handler threw: nothing leaves, and a caller is told at once. */
  void fail(Throwable thrown) {
    if (current != null && current.caller() != null) {
      processes.answer(
          current.caller(),
          new Outcome.Failed(
              Outcome.Why.CRASHED, cell.label() + " failed: " + Thrown.text(thrown)));
    }
  }
}
