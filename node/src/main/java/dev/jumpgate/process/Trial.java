package dev.jumpgate.process;

import dev.jumpgate.process.Trial.Effect.Asked;
import dev.jumpgate.process.Trial.Effect.Sent;
import dev.jumpgate.process.Trial.Effect.Spawned;
import dev.jumpgate.process.Trial.Effect.Timer;
import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A behavior on the bench: runs it as a node would, without a node, for unit tests.
 *
 * <pre>{@code
 * var trial = Trial.of(new Navigation()).given(docked).when(new Thrust(3, 4));
 * assertThat(trial.state().x()).isEqualTo(3);
 * assertThat(trial.sent()).containsExactly(new Sent(ENGINE, new Burn(5, NAV)));
 * }</pre>
 *
 * <p>A value: each step gives a new trial, and what it shows is everything since {@code given}. A
 * step whose handler throws throws the same; the trial before it is then, as on a node, what there
 * is: the state unchanged, the effects gone. The rules are the node's own ({@link RuledContext}),
 * but that what is sent can travel at all only a node can tell.
 *
 * @param <S> the state
 * @param <M> the messages
 */
public final class Trial<S, M> {

  /** Something that a handler asked for. */
  public sealed interface Effect {

    /** An answer; {@code caller} is {@code later}'s for the same request. */
    record Replied(ReplyTo<?> caller, Object answer) implements Effect {}

    record Sent(Ref<?> target, Object message) implements Effect {}

    record Asked(Ref<?> target, Request<?, ?> request, Object tag) implements Effect {}

    /** A message to itself, {@code left} from when it is looked at. */
    record Timer(Duration left, Object message) implements Effect {}

    /** A timer was taken back. */
    record Canceled(dev.jumpgate.process.Timer timer) implements Effect {}

    record Monitored(Monitor monitor, Ref<?> process) implements Effect {}

    record Demonitored(Monitor monitor) implements Effect {}

    record Linked(Ref<?> process) implements Effect {}

    record Unlinked(Ref<?> process) implements Effect {}

    record Spawned(Ref<?> child, Class<?> behavior, Object state) implements Effect {}

    record Joined(String group, PMap<String, String> metadata) implements Effect {}

    record Left(String group) implements Effect {}

    record Registered(String name) implements Effect {}

    record Stopped(ExitReason reason) implements Effect {}
  }

  private final Behavior<S, M> behavior;
  private final Surroundings around;
  private final Account past;
  private final @Nullable S state;

  private Trial(Behavior<S, M> behavior, Surroundings around, Account past, @Nullable S state) {
    this.behavior = behavior;
    this.around = around;
    this.past = past;
    this.state = state;
  }

  public static <S, M> Trial<S, M> of(Behavior<S, M> behavior) {
    return new Trial<>(behavior, Surroundings.EMPTY, new Account(), null);
  }

  /** A reference to use in a test: equal to every other of the same name, and to nothing else. */
  public static <M> Ref<M> ref(String name) {
    return new TrialRef<>(null, NameForm.check(name, "a process"));
  }

  // --- what is around the process ---

  /** The process has that global name, and so {@code ref(name)} for its own reference. */
  public Trial<S, M> named(String name) {
    return in(around.named(name));
  }

  /** A service of the node. */
  public <T> Trial<S, M> provide(Class<T> type, T service) {
    return in(around.provide(type, service));
  }

  /** What the target answers to a query within a handler, equal to this one. */
  public <T, R> Trial<S, M> answering(Ref<T> target, Query<? super T, R> query, R answer) {
    return in(around.answering(target, query, answer));
  }

  /** Another process has that name on the node. */
  public Trial<S, M> register(String name, Ref<?> process) {
    return in(around.register(name, process));
  }

  /** Another process is a member of that group, on the node of the trial. */
  public Trial<S, M> member(String group, Ref<?> process, PMap<String, String> metadata) {
    return in(around.member(group, process, metadata));
  }

  private Trial<S, M> in(Surroundings other) {
    return new Trial<>(behavior, other, past, state);
  }

  // --- the steps ---

  /** Begins with that state, and with nothing recorded. */
  public Trial<S, M> given(S state) {
    return new Trial<>(behavior, around, new Account(), state);
  }

  /** The process starts; a trial that begins with a message has not done so. */
  public Trial<S, M> started(Cause cause) {
    return step(past.copy(), null, (now, context) -> behavior.started(now, context, cause));
  }

  /** A message is handled; where it is a request, somebody waits for the answer. */
  public Trial<S, M> when(M message) {
    return step(past.copy(), message, (now, context) -> behavior.handle(now, message, context));
  }

  /**
   * A question is answered.
   *
   * @throws IllegalArgumentException when none with that tag is open
   */
  public Trial<S, M> answered(Object tag, Object answer) {
    return answered(tag, new Answer.Value<>(tag, answer));
  }

  /** A question fails; otherwise like {@link #answered(Object, Object)}. */
  public Trial<S, M> failed(Object tag, String reason) {
    return answered(tag, new Answer.Failure<>(tag, reason));
  }

  private Trial<S, M> answered(Object tag, Answer<?> answer) {
    Account next = past.copy();
    next.close(tag);
    return step(next, null, (now, context) -> behavior.answered(now, answer, context));
  }

  /** A process that this one watches has ended. */
  public Trial<S, M> down(Down down) {
    return step(past.copy(), null, (now, context) -> behavior.monitored(now, down, context));
  }

  /**
   * A process that this one is linked to has ended, and this one gets to know instead of ending.
   */
  public Trial<S, M> exited(Exit exit) {
    return step(past.copy(), null, (now, context) -> behavior.exited(now, exit, context));
  }

  /** Time passes: timers fire, and questions that are open for too long fail, in their order. */
  public Trial<S, M> pass(Duration time) {
    Duration end = past.now().plus(time);
    Trial<S, M> trial = this;
    for (Account.Due due; trial.goesOn() && (due = trial.past.due(end)) != null; ) {
      trial = trial.fire(due);
    }
    Account later = trial.past.copy();
    later.pass(end);
    return new Trial<>(behavior, around, later, trial.state);
  }

  @SuppressWarnings("unchecked") // a context's own messages are its timers'
  private Trial<S, M> fire(Account.Due due) {
    Account next = past.copy();
    next.pass(due.at());
    next.remove(due);
    return switch (due.what()) {
      case Timer timer ->
          step(next, null, (now, context) -> behavior.handle(now, (M) timer.message(), context));
      case Asked asked -> {
        var late = new Answer.Failure<>(asked.tag(), "no answer in time");
        yield step(next, null, (now, context) -> behavior.answered(now, late, context));
      }
      default -> throw new IllegalStateException("nothing comes due of " + due);
    };
  }

  /** The process ends from outside. */
  public Trial<S, M> stopped(ExitReason reason) {
    S last = checkGoesOn();
    return end(last, past.copy(), reason);
  }

  private interface Step<S, M> {
    S take(S state, Context<M> context);
  }

  private Trial<S, M> step(Account next, @Nullable M message, Step<S, M> step) {
    S before = checkGoesOn();
    var context = new TrialContext<M>(around, next, message);
    S after = step.take(before, context);
    context.close();
    RuntimeException objection = context.objection(before, after);
    if (objection != null) {
      throw objection;
    }
    ExitReason reason = context.stopReason();
    return reason == null ? new Trial<>(behavior, around, next, after) : end(after, next, reason);
  }

  private Trial<S, M> end(S last, Account next, ExitReason reason) {
    next.add(new Effect.Stopped(reason));
    var context = new TrialContext<M>(around, next, null);
    behavior.stopped(last, reason, context);
    context.close();
    next.end();
    return new Trial<>(behavior, around, next, last);
  }

  private boolean goesOn() {
    return past.stopped() == null;
  }

  private S checkGoesOn() {
    if (!goesOn()) {
      throw new IllegalStateException("the process has ended: " + past.stopped());
    }
    return state();
  }

  // --- what came of it ---

  /** The state that is committed. */
  public S state() {
    if (state == null) {
      throw new IllegalStateException("a trial begins with given(state)");
    }
    return state;
  }

  /** The process itself. */
  @SuppressWarnings("unchecked") // it has the behavior's messages
  public Ref<M> self() {
    return (Ref<M>) around.self();
  }

  /** All that was asked for, in order. */
  public List<Effect> effects() {
    return past.effects();
  }

  private <E extends Effect> List<E> effects(Class<E> kind) {
    return past.effects().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The answers, also to requests that were kept. */
  public List<Object> replies() {
    return effects(Effect.Replied.class).stream().map(Effect.Replied::answer).toList();
  }

  public List<Sent> sent() {
    return effects(Sent.class);
  }

  /** The questions, whether they are answered or not. */
  public List<Asked> asked() {
    return effects(Asked.class);
  }

  /** The timers that are armed now, with the time that is left; the next one to fire first. */
  public List<Timer> timers() {
    return past.timers();
  }

  public List<Spawned> spawned() {
    return effects(Spawned.class);
  }

  /** The groups it is in now, with what it says of itself there. */
  public PMap<String, PMap<String, String>> groups() {
    return past.groups();
  }

  /** Why it ended; empty while it goes on. */
  public Optional<ExitReason> stopped() {
    return Optional.ofNullable(past.stopped());
  }
}
