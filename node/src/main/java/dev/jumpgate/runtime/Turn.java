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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handling of one message: records what the handler asks for and releases it after the commit.
 *
 * <p>Confined to the worker that runs the process.
 */
final class Turn<M> implements Context<M> {

  private final Cell<?, M> cell;
  private final Delivery delivery;
  private final @Nullable Envelope envelope;
  private Ledger ledger;
  private @Nullable Effect firstEffect;
  private @Nullable Effect lastEffect;
  private @Nullable ExitReason stop;
  private boolean answered;
  private boolean over;

  Turn(Cell<?, M> cell, Delivery delivery, @Nullable Envelope envelope, Ledger ledger) {
    this.cell = cell;
    this.delivery = delivery;
    this.envelope = envelope;
    this.ledger = ledger;
  }

  @Override
  public Ref<M> self() {
    return delivery.ref(cell.pid(), cell.name());
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
    Objects.requireNonNull(answer, "answer");
    // A request that was sent, not called, has nobody to answer to.
    if (message instanceof Envelope.Request asked) {
      record(new Effect.Reply(asked, answer));
    }
  }

  @Override
  public <R> void reply(ReplyTo<R> caller, R answer) {
    record(new Effect.LateReply(caller, Objects.requireNonNull(answer, "answer")));
  }

  @Override
  @SuppressWarnings("unchecked") // the request in hand was called by whoever waits for its R
  public <R> ReplyTo<R> later(Request<?, R> request) {
    if (inHand(request) instanceof Envelope.Request asked) {
      checkOpen();
      answered = true;
      return (ReplyTo<R>) asked.caller();
    }
    throw new IllegalStateException("nobody waits for an answer to " + request);
  }

  private Envelope.Message inHand(Request<?, ?> request) {
    if (envelope instanceof Envelope.Message message && message.content() == request) {
      return message;
    }
    throw new IllegalStateException(request + " is not the message being handled");
  }

  @Override
  public <T, R> void ask(Ref<T> target, Request<? super T, R> request, Object tag) {
    cell.contents().checkTag(tag);
    long id = ledger.nextId();
    long due = delivery.now() + Ref.PATIENCE.toNanos();
    ledger = ledger.ask(new Ledger.Asked(tag, request.getClass().getName(), due));
    record(new Effect.Ask(target, request, id));
  }

  @Override
  public void after(Duration delay, M message) {
    Objects.requireNonNull(message, "message");
    checkOpen();
    ledger = ledger.arm(new Ledger.Timer(delivery.now() + delay.toNanos(), message));
  }

  @Override
  public <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state) {
    Cell<S, T> child = delivery.processes().create(null, behavior, state);
    record(new Effect.Spawn(child));
    return delivery.ref(child.pid(), null);
  }

  @Override
  public void stop(ExitReason reason) {
    checkOpen();
    stop = reason;
  }

  @Override
  public <T, R> R call(Ref<T> target, Query<? super T, R> query) {
    checkOpen();
    checkOvertaking(target);
    return delivery.call(cell, envelope, target, query, Ref.PATIENCE);
  }

  private void checkOvertaking(Ref<?> target) {
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      Ref<?> sent = effect.target();
      if (sent != null && delivery.pid(sent).equals(delivery.pid(target))) {
        throw new RefusedException(
            "a call of %s to %s would overtake what it has just sent there"
                .formatted(cell.label(), target));
      }
    }
  }

  @Override
  public <T> T service(Class<T> type) {
    return delivery.processes().service(type);
  }

  private void record(Effect effect) {
    checkOpen();
    if (lastEffect == null) {
      firstEffect = effect;
    } else {
      lastEffect.next = effect;
    }
    lastEffect = effect;
  }

  private void checkOpen() {
    if (over) {
      throw new IllegalStateException("the handler has returned: its context is over");
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /** Why the process is to end after this message, or null where it goes on. */
  @Nullable ExitReason stop() {
    return stop;
  }

  /** True where nothing was asked for but the answer to the message in hand. */
  boolean onlyAnswers() {
    return stop == null
        && (firstEffect == null
            || (firstEffect == lastEffect && firstEffect instanceof Effect.Reply));
  }

  /** The handler has returned; whoever kept the context gets an exception from now on. */
  void close() {
    over = true;
  }

  /**
   * Lets the effects leave, in order. The state is committed: one that cannot leave must not keep
   * the others.
   */
  void release() {
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      try {
        effect.release(cell, delivery);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        delivery.reports().stranded(cell, effect, e);
        effect.failed(
            "%s handled it, but its answer cannot travel: %s"
                .formatted(cell.label(), Thrown.text(e)),
            delivery);
      }
    }
  }
}
