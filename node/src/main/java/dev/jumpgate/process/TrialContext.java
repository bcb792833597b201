package dev.jumpgate.process;

import dev.jumpgate.process.Trial.Effect;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of one step of a trial: writes down what the handler asks for. */
final class TrialContext<M> extends RuledContext<M> {

  private final Surroundings around;
  private final Account account;
  private final @Nullable M message;
  // What this step asked for stands behind what earlier ones did.
  private final int earlier;
  private final PMap<String, PMap<String, String>> committed;
  private @Nullable ReplyTo<?> caller;

  TrialContext(Surroundings around, Account account, @Nullable M message) {
    this.around = around;
    this.account = account;
    this.message = message;
    this.earlier = account.effects().size();
    this.committed = account.groups();
  }

  private void add(Effect effect) {
    checkOpen();
    account.add(effect);
  }

  private List<Effect> mine() {
    List<Effect> all = account.effects();
    return all.subList(earlier, all.size());
  }

  @Override
  @SuppressWarnings("unchecked") // the process on trial has these messages
  public Ref<M> self() {
    return (Ref<M>) around.self();
  }

  @Override
  protected String label() {
    return self().toString();
  }

  @Override
  protected @Nullable Object inHand() {
    return message;
  }

  // In a trial whoever sends a request waits for its answer.
  @Override
  protected ReplyTo<?> caller() {
    ReplyTo<?> known = caller;
    if (known == null) {
      known = new ReplyTo<>(Surroundings.NODE, 1, account.nextSerial(), null);
      caller = known;
    }
    return known;
  }

  @Override
  protected void answer(Object answer) {
    add(new Effect.Replied(caller(), answer));
  }

  @Override
  protected void answer(ReplyTo<?> to, Object answer) {
    boolean again =
        account.effects().stream()
            .anyMatch(e -> e instanceof Effect.Replied replied && replied.caller().equals(to));
    if (!again) {
      add(new Effect.Replied(to, answer));
    }
  }

  @Override
  protected boolean hasSentTo(Ref<?> target) {
    return mine().stream()
        .anyMatch(effect ->
            switch (effect) {
              case Effect.Sent sent -> sent.target().equals(target);
              case Effect.Asked asked -> asked.target().equals(target);
              default -> false;
            });
  }

  @Override
  protected boolean onlyAnswers() {
    return mine().stream()
        .allMatch(e -> e instanceof Effect.Replied replied && replied.caller().equals(caller));
  }

  @Override
  public <T> void send(Ref<T> target, T message) {
    add(new Effect.Sent(target, Objects.requireNonNull(message, "message")));
  }

  @Override
  public <T, R> void ask(Ref<T> target, Request<? super T, R> request, Object tag) {
    add(new Effect.Asked(target, request, Objects.requireNonNull(tag, "tag")));
  }

  @Override
  public Timer after(Duration delay, M message) {
    add(new Effect.Timer(delay, Objects.requireNonNull(message, "message")));
    return account.lastTimer();
  }

  @Override
  public void cancel(Timer timer) {
    add(new Effect.Canceled(timer));
  }

  @Override
  public Monitor monitor(Ref<?> process) {
    var monitor = new Monitor(account.nextSerial());
    add(new Effect.Monitored(monitor, process));
    return monitor;
  }

  @Override
  public void demonitor(Monitor monitor) {
    add(new Effect.Demonitored(monitor));
  }

  @Override
  public void link(Ref<?> process) {
    add(new Effect.Linked(process));
  }

  @Override
  public void unlink(Ref<?> process) {
    add(new Effect.Unlinked(process));
  }

  // Without its state: only a node can encode that.
  @Override
  public <S, T> Child child(String id, Class<? extends Behavior<S, T>> behavior, S state) {
    var trial = new BundleVersion(Surroundings.NODE, 1);
    return Child.of(id, new Child.Code.OfBehavior(behavior.getName(), trial, Bytes.empty()));
  }

  @Override
  public Ref<Supervisor.Message> supervise(Supervisor plan) {
    var pid = new Pid(Surroundings.NODE, 1, account.nextSerial());
    Ref<Supervisor.Message> supervisor = new TrialRef<>(pid, null);
    add(new Effect.Spawned(supervisor, Supervisor.class, plan));
    return supervisor;
  }

  @Override
  public <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state) {
    var pid = new Pid(Surroundings.NODE, 1, account.nextSerial());
    Ref<T> child = new TrialRef<>(pid, null);
    add(new Effect.Spawned(child, behavior, Objects.requireNonNull(state, "state")));
    return child;
  }

  @Override
  @SuppressWarnings("unchecked") // answering() gave an R for this query
  protected <T, R> R read(Ref<T> target, Query<? super T, R> query) {
    if (target.equals(self())) {
      throw selfCall(target);
    }
    Object answer = around.answers().get(new Surroundings.Question(target, query));
    if (answer == null) {
      throw new NoProcessException(
          "nobody answers %s to %s: give the trial its answer with answering(...)"
              .formatted(target, query));
    }
    return (R) answer;
  }

  @Override
  protected void enroll(String group, PMap<String, String> metadata) {
    add(new Effect.Joined(group, metadata));
  }

  @Override
  protected void withdraw(String group) {
    add(new Effect.Left(group));
  }

  @Override
  protected PMap<String, PMap<String, String>> groups() {
    return account.groups();
  }

  @Override
  public <T> Group<T> group(String name, Class<? extends Behavior<?, T>> behavior) {
    return new Group<>(name, Surroundings.NODE, () -> members(name), this::send, bound -> 0);
  }

  @SuppressWarnings("unchecked") // who asks for a group says what its members understand
  private <T> List<Group.Member<T>> members(String group) {
    List<Group.Member<T>> members = new ArrayList<>();
    around
        .groups()
        .getOrDefault(group, PVec.empty())
        .forEach(m -> members.add((Group.Member<T>) m));
    PMap<String, String> own = committed.get(group);
    if (own != null) {
      members.add(new Group.Member<>((Ref<T>) around.self(), Surroundings.NODE, own));
    }
    return members;
  }

  @Override
  protected void take(String name) {
    Ref<?> other = around.names().get(name);
    if (other != null) {
      throw new NameTakenException("the name %s is taken by %s".formatted(name, other));
    }
    var registered = new Effect.Registered(name);
    if (!account.effects().contains(registered)) {
      add(registered);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // who asks for a name says what its process understands
  public <T> Optional<Ref<T>> whereis(String name, Class<? extends Behavior<?, T>> behavior) {
    boolean own = account.effects().subList(0, earlier).contains(new Effect.Registered(name));
    return Optional.ofNullable((Ref<T>) (own ? around.self() : around.names().get(name)));
  }

  @Override
  public <T> T service(Class<T> type) {
    Object service = around.services().get(type);
    if (service == null) {
      throw new RefusedException("the trial provides no " + type.getName());
    }
    return type.cast(service);
  }
}
