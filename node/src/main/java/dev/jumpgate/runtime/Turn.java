package dev.jumpgate.runtime;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Child;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.Monitor;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
import dev.jumpgate.process.RuledContext;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.process.Timer;
import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handling of one message: records what the handler asks for and releases it after the commit.
 *
 * <p>Confined to the worker that runs the process.
 */
final class Turn<M> extends RuledContext<M> {

  private final Cell<?, M> cell;
  private final Delivery delivery;
  private final @Nullable Envelope envelope;
  private final Ledger opened;
  private final @Nullable Worker worker;
  private Ledger ledger;
  private @Nullable Effect firstEffect;
  private @Nullable Effect lastEffect;

  /**
   * Nothing is asked for yet.
   *
   * @param worker the one that handles it; null where its effects never leave, and are only noted
   */
  Turn(
      Cell<?, M> cell,
      Delivery delivery,
      @Nullable Envelope envelope,
      Ledger ledger,
      @Nullable Worker worker) {
    this.worker = worker;
    this.cell = cell;
    this.delivery = delivery;
    this.envelope = envelope;
    this.opened = ledger;
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
  protected String label() {
    return cell.label();
  }

  @Override
  protected @Nullable Object inHand() {
    return envelope instanceof Envelope.Message message ? message.content() : null;
  }

  @Override
  protected @Nullable ReplyTo<?> caller() {
    return envelope instanceof Envelope.Request asked ? asked.caller() : null;
  }

  @Override
  protected void answer(Object answer) {
    // A request that was sent, not called, has nobody to answer to.
    if (envelope instanceof Envelope.Request asked) {
      record(new Effect.Reply(asked, answer));
    }
  }

  @Override
  protected void answer(ReplyTo<?> caller, Object answer) {
    record(new Effect.LateReply(caller, answer));
  }

  @Override
  public <T, R> void ask(Ref<T> target, Request<? super T, R> request, Object tag) {
    cell.contents().checkTag(tag);
    long id = ledger.nextId();
    long due = delivery.now() + Ref.PATIENCE.toNanos();
    ledger = ledger.ask(new Ledger.Asked(tag, request.getClass().getName(), due));
    record(new Effect.Ask(target, request, id, ledger.lowestAsked()));
  }

  @Override
  public Timer after(Duration delay, M message) {
    Objects.requireNonNull(message, "message");
    checkOpen();
    var timer = new Timer(ledger.nextId());
    ledger = ledger.arm(new Ledger.Timer(delivery.now() + delay.toNanos(), message));
    return timer;
  }

  @Override
  public void cancel(Timer timer) {
    checkOpen();
    ledger = ledger.withoutTimer(timer.id());
  }

  @Override
  public Monitor monitor(Ref<?> process) {
    checkOpen();
    Pid target = delivery.relations().target(process);
    var monitor = new Monitor(ledger.nextId());
    boolean already = ledger.ties().watches(target);
    ledger = ledger.monitor(target);
    // Nobody is told of the end of its own; the process that is watched knows each watcher once.
    if (!already && !target.equals(cell.pid())) {
      record(new Effect.Tell(target, new Notice.Watch(cell.pid())));
    }
    return monitor;
  }

  @Override
  public void demonitor(Monitor monitor) {
    checkOpen();
    Pid target = ledger.ties().monitors().get(monitor.id());
    if (target != null) {
      ledger = ledger.with(ledger.ties().demonitor(monitor.id()));
      if (!ledger.ties().watches(target) && !target.equals(cell.pid())) {
        record(new Effect.Tell(target, new Notice.Unwatch(cell.pid())));
      }
    }
  }

  @Override
  public void link(Ref<?> process) {
    checkOpen();
    Pid target = delivery.relations().target(process);
    if (!target.equals(cell.pid()) && !ledger.ties().links().contains(target)) {
      ledger = ledger.with(ledger.ties().link(target));
      record(new Effect.Tell(target, new Notice.Link(cell.pid())));
    }
  }

  @Override
  public void unlink(Ref<?> process) {
    checkOpen();
    Pid target = delivery.relations().target(process);
    if (ledger.ties().links().contains(target)) {
      ledger = ledger.with(ledger.ties().unlink(target));
      record(new Effect.Tell(target, new Notice.Unlink(cell.pid())));
    }
  }

  @Override
  public <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state) {
    Cell<S, T> child = delivery.processes().create(null, behavior, state);
    record(new Effect.Spawn(child));
    return delivery.ref(child.pid(), null);
  }

  @Override
  public <S, T> Child child(String id, Class<? extends Behavior<S, T>> behavior, S state) {
    return delivery.processes().child(id, behavior, state);
  }

  @Override
  public Ref<Supervisor.Message> supervise(Supervisor plan) {
    return spawn(Supervising.class, Brood.of(plan));
  }

  @Override
  protected <T, R> R read(Ref<T> target, Query<? super T, R> query) {
    // What earlier messages asked for must not be overtaken either.
    Withheld withheld = worker == null ? null : cell.withheld();
    if (withheld != null) {
      withheld.awaitLeft(Ref.PATIENCE);
    }
    return delivery.call(cell, worker, envelope, target, query, Ref.PATIENCE);
  }

  @Override
  protected boolean hasSentTo(Ref<?> target) {
    Whereabouts whereabouts = delivery.whereabouts();
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      Ref<?> sent = effect.target();
      if (sent != null && whereabouts.pid(sent).equals(whereabouts.pid(target))) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected PMap<String, PMap<String, String>> groups() {
    return ledger.groups();
  }

  @Override
  protected void enroll(String group, PMap<String, String> metadata) {
    ledger = ledger.join(group, metadata);
  }

  @Override
  protected void withdraw(String group) {
    ledger = ledger.leave(group);
  }

  @Override
  public <T> Group<T> group(String name, Class<? extends Behavior<?, T>> behavior) {
    return delivery.processes().memberships().group(name, this::send);
  }

  @Override
  protected void take(String name) {
    if (worker == null) {
      return;
    }
    LocalNames names = delivery.processes().names();
    boolean taken = names.claim(name, cell.pid(), this);
    // Asked for before this, the process is taken from it first, and then what it claimed: either
    // that is seen here, or the claim there.
    if (worker.isLost()) {
      names.withdraw(name, this);
      throw new RefusedException(cell.label() + " went on without this handler");
    }
    if (taken) {
      record(new Effect.Register(name, this));
    }
  }

  @Override
  public <T> Optional<Ref<T>> whereis(String name, Class<? extends Behavior<?, T>> behavior) {
    return delivery.processes().names().whereis(name);
  }

  @Override
  public <T> T service(Class<T> type) {
    if (worker == null) {
      throw new RefusedException(
          "a replay gets no service: what " + type.getName() + " does stays");
    }
    T service = delivery.processes().services().get(type);
    cell.annex().uses(type.getName());
    return service;
  }

  // --- what supervisors ask for beside ---

  Pid pid() {
    return cell.pid();
  }

  /** True where somebody waits for an answer to the message in hand. */
  boolean isAwaited() {
    return envelope instanceof Envelope.Request;
  }

  void tell(Pid target, Notice notice) {
    record(new Effect.Tell(target, notice));
  }

  /** Starts a child of this process, and says under which pid. */
  Pid begin(Child child) {
    ProcessImage image = delivery.processes().image(child, cell.pid());
    ledger = ledger.with(ledger.ties().child(image.pid()));
    record(new Effect.Begin(image));
    return image.pid();
  }

  Ref<Supervisor.Message> supervisor(Pid pid) {
    return delivery.ref(pid, null);
  }

  void gaveUp(String why) {
    delivery.reports().gaveUp(cell, why);
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

  @Nullable Envelope envelope() {
    return envelope;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The ledger that the handler began with: what led to this turn is spent there. */
  Ledger opened() {
    return opened;
  }

  /** What the ledger to commit pledges; null where the process is not to have a copy any more. */
  void pledge(@Nullable Pledges pledges) {
    ledger = ledger.with(pledges);
  }

  boolean isQuery() {
    return inHand() instanceof Query<?, ?>;
  }

  boolean isSlow() {
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      if (effect.isSlow()) {
        return true;
      }
    }
    return false;
  }

  // Timers and questions are in the ledger, which is the committed one until something is asked
  // for.
  @Override
  protected boolean onlyAnswers() {
    return ledger == cell.committed().ledger()
        && (firstEffect == null
            || (firstEffect == lastEffect && firstEffect instanceof Effect.Reply));
  }

  /** The handler failed: nothing leaves. */
  void drop() {
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      effect.dropped(cell, delivery);
    }
  }

  /** How many effects were asked for. */
  int effects() {
    int count = 0;
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      count++;
    }
    return count;
  }

  @Nullable Effect firstEffect() {
    return firstEffect;
  }

  /**
   * Lets the effects leave, in order. The state is committed: one that cannot leave must not keep
   * the others.
   */
  void release() {
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      release(effect, null);
    }
  }

  /** The same for effects that may leave once more: they were committed with {@code revision}. */
  void release(long revision) {
    int index = 0;
    for (Effect effect = firstEffect; effect != null; effect = effect.next) {
      release(effect, new Mark(cell.pid(), revision, index++));
    }
  }

  private void release(Effect effect, @Nullable Mark mark) {
    try {
      effect.release(cell, delivery, mark);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      delivery.reports().stranded(cell, effect, e);
      effect.failed(
          "%s handled it, but its answer cannot travel: %s".formatted(cell.label(), Thrown.text(e)),
          delivery);
    }
  }
}
