package dev.jumpgate.examples.spaceship;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context that only writes down what a handler asks for. */
final class Recorded<M> implements Context<M> {

  sealed interface Effect {
    record Sent(Ref<?> target, Object message) implements Effect {}

    record Replied(Object answer) implements Effect {}

    record Asked(Ref<?> target, Object request, Object tag) implements Effect {}

    record Later(Duration delay, Object message) implements Effect {}
  }

  /** A reference to nothing, equal to one of the same name. */
  record Named<T>(String name) implements Ref<T> {
    @Override
    public @Nullable Pid pid() {
      return null;
    }

    @Override
    public void send(T message) {
      throw new AssertionError("a handler sends through its context");
    }

    @Override
    public <R> R call(Request<? super T, R> request, Duration patience) {
      throw new AssertionError("a handler calls through its context");
    }
  }

  private final Ref<M> self;
  private final List<Effect> effects = new ArrayList<>();

  Recorded(String self) {
    this.self = new Named<>(self);
  }

  /** What was asked for since the last time. */
  List<Effect> take() {
    List<Effect> taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  @Override
  public Ref<M> self() {
    return self;
  }

  @Override
  public <T> void send(Ref<T> target, T message) {
    effects.add(new Effect.Sent(target, message));
  }

  @Override
  public <R> void reply(Request<?, R> request, R answer) {
    effects.add(new Effect.Replied(answer));
  }

  @Override
  public <T, R> void ask(Ref<T> target, Request<? super T, R> request, Object tag) {
    effects.add(new Effect.Asked(target, request, tag));
  }

  @Override
  public void after(Duration delay, M message) {
    effects.add(new Effect.Later(delay, message));
  }

  @Override
  public <R> void reply(ReplyTo<R> caller, R answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <R> ReplyTo<R> later(Request<?, R> request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop(ExitReason reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T, R> R call(Ref<T> target, Query<? super T, R> query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T service(Class<T> type) {
    throw new UnsupportedOperationException();
  }
}
