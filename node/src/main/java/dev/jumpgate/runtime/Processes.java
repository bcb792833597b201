package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Groups;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Bundle;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.code.Program;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Child;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NameForm;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The processes of one node: how they begin, arrive and end. */
public final class Processes implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Processes.class);

  private final Membership membership;
  private final Member self;
  private final Registry registry;
  private final Bundles bundles;
  private final Map<Class<?>, Object> services;
  private final Scheduler scheduler = new Scheduler();
  private final Delivery delivery;
  private final Map<Pid, Cell<?, ?>> cells = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();
  private final LocalNames names = new LocalNames(this);
  private final Memberships memberships;
  // Kept with the classes, so that it goes when they go.
  private final ClassValue<Kind<?, ?>> kinds =
      new ClassValue<>() {
        @Override
        @SuppressWarnings("unchecked") // only behaviors are asked for
        protected Kind<?, ?> computeValue(Class<?> type) {
          return Kind.of(
              bundles.program((Class<? extends Behavior<Object, Object>>) type), delivery);
        }
      };
  private final Steering steering;
  private volatile boolean closing;

  public Processes(
      Membership membership,
      Transport transport,
      Registry registry,
      Bundles bundles,
      EventLog events,
      Map<Class<?>, Object> services) {
    this(
        membership,
        transport,
        registry,
        bundles,
        events,
        services,
        new Chronicle(membership.self().name(), events));
  }

  Processes(
      Membership membership,
      Transport transport,
      Registry registry,
      Bundles bundles,
      EventLog events,
      Map<Class<?>, Object> services,
      Chronicle chronicle) {
    this.membership = membership;
    this.self = membership.self();
    this.registry = registry;
    this.bundles = bundles;
    this.services = Map.copyOf(services);
    this.delivery = new Delivery(this, self, transport, registry, new Reports(events, chronicle));
    this.steering = new Steering(this, events);
    this.memberships = new Memberships(self.name(), new Groups(membership, transport, delivery));
    membership.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            delivery.lost(member);
          }
        });
  }

  // --- new processes ---

  /**
   * Starts a process.
   *
   * @param name its global name, or null
   * @throws NameTakenException when the cluster has a process of that name
   * @throws RefusedException when the name has not the form of one, or the behavior cannot run
   */
  public <S, M> Ref<M> spawn(
      @Nullable String name, Class<? extends Behavior<S, M>> behavior, S state) {
    Cell<S, M> cell = create(name, behavior, state);
    if (name != null) {
      claim(name, cell);
    }
    admit(cell);
    NodeRef<M> ref = delivery.ref(cell.pid(), name);
    ref.found(cell);
    return ref;
  }

  private void claim(String name, Cell<?, ?> cell) {
    cells.put(cell.pid(), cell);
    Owner first = Owner.first(cell.pid(), self.name());
    Registry.Claim claim = registry.claim(name, first);
    if (claim instanceof Registry.Claim.Lost(var owner)
        && owner != null
        && owner.standby() == null
        && membership.member(owner.node()).isEmpty()) {
      // It ended with its node, and the sweep has not come to it yet.
      registry.release(name, owner);
      claim = registry.claim(name, first);
    }
    if (claim instanceof Registry.Claim.Lost(var owner)) {
      discard(cell);
      throw new NameTakenException(
          "the name %s is taken%s"
              .formatted(name, owner == null ? "" : " by " + owner.pid() + " on " + owner.node()));
    }
  }

  /** A process that is not known to anybody yet. */
  <S, M> Cell<S, M> create(
      @Nullable String name, Class<? extends Behavior<S, M>> behavior, S state) {
    Objects.requireNonNull(state, "state");
    checkOpen();
    checkName(name);
    Pid pid = newPid();
    Kind<S, M> kind = kind(behavior);
    kind.contents().check(null, state);
    var revision = new Revision<>(0, state, Ledger.EMPTY, kind);
    return name == null && !kind.starts()
        ? new Cell<>(pid, revision)
        : new Cell<>(pid, name, revision, null, new Envelope.Started(Cause.SPAWNED));
  }

  private Pid newPid() {
    return new Pid(self.name(), self.incarnation(), serial.incrementAndGet());
  }

  private static void checkName(@Nullable String name) {
    if (name != null) {
      NameForm.check(name, "a process");
    }
  }

  @SuppressWarnings("unchecked") // the kind of a behavior has its types
  private <S, M> Kind<S, M> kind(Class<? extends Behavior<S, M>> behavior) {
    return (Kind<S, M>) kinds.get(behavior);
  }

  // What would start or arrive now would be gone with the node a moment later.
  private void checkOpen() {
    if (closing) {
      throw new RefusedException(self.name() + " is leaving");
    }
  }

  void admit(Cell<?, ?> cell) {
    cells.put(cell.pid(), cell);
    cell.release(Hold.ARRIVING);
  }

  // --- children ---

  /** Starts a supervisor under a global name, or without one. */
  public Ref<Supervisor.Message> supervise(@Nullable String name, Supervisor plan) {
    return spawn(name, Supervising.class, Brood.of(plan));
  }

  /**
   * A child for a supervisor.
   *
   * @throws RefusedException when the behavior cannot run, or the state cannot travel
   */
  public <S, M> Child child(String id, Class<? extends Behavior<S, M>> behavior, S state) {
    return Births.child(id, kind(behavior), state);
  }

  ProcessImage image(Child child, Pid supervisor) {
    return Births.image(newPid(), child, supervisor, kind(Supervising.class).version());
  }

  /** Starts the process of an image; throws as {@link #prepare} and {@link #spawn} do. */
  void begin(ProcessImage image) {
    String name = image.name();
    checkName(name);
    Cell<?, ?> cell = prepare(image);
    if (name != null) {
      claim(name, cell);
    }
    cell.release(Hold.ARRIVING);
  }

  // --- arriving and changing ---

  /**
   * Makes the process of an image ready to go on here. It takes messages and handles none before
   * {@link #activate}.
   *
   * @throws RefusedException when this node lacks its bundle or cannot read its state
   */
  public Cell<?, ?> prepare(ProcessImage image) {
    checkOpen();
    Bundle bundle =
        bundles
            .find(image.bundle())
            .orElseThrow(
                () -> new RefusedException(self.name() + " has no bundle " + image.bundle()));
    Cell<?, ?> cell = cell(image, revision(image, bundle));
    if (cells.putIfAbsent(image.pid(), cell) != null) {
      throw new RefusedException(cell.label() + " is on " + self.name() + " already");
    }
    return cell;
  }

  private <S, M> Cell<S, M> cell(ProcessImage image, Revision<S, M> revision) {
    var annex = new Annex(image.epoch() + 1, 0, delivery.now());
    annex.former(image.former());
    var cell =
        new Cell<>(image.pid(), image.name(), revision, annex, new Envelope.Started(image.cause()));
    image.mail().stream().map(Packing::unpack).forEach(cell::offer);
    return cell;
  }

  /**
   * The state of an image as one of {@code to}, which may be another version than the image is of.
   *
   * @throws dev.jumpgate.codec.CodecException when it does not convert
   * @throws RefusedException when the version has no such behavior
   */
  Revision<?, ?> revision(ProcessImage image, Bundle to) {
    return revision(image, kind(Program.of(to, image.behavior()).type()));
  }

  private static <S, M> Revision<S, M> revision(ProcessImage image, Kind<S, M> kind) {
    return kind.contents().revision(image, kind);
  }

  /** Tries what {@link Halt#become} would do; throws as that does, and changes nothing. */
  public void tryOut(ProcessImage image, Bundle to) {
    revision(image, to);
  }

  /** The last committed revision as an image, without what waits; takes no turn of the process. */
  public ProcessImage snapshot(Cell<?, ?> cell) {
    return snapshotOf(cell);
  }

  private static <S, M> ProcessImage snapshotOf(Cell<S, M> cell) {
    return cell.contents().image(cell, cell.committed(), Cause.UPGRADED, List.of());
  }

  /** The image as {@code to}, an earlier version than the process's, can read it. */
  public ProcessImage reverted(Cell<?, ?> cell, ProcessImage image, BundleVersion to) {
    return reverted(cell.committed(), image, to);
  }

  private static <S, M> ProcessImage reverted(
      Revision<S, M> revision, ProcessImage image, BundleVersion to) {
    Kind<S, M> kind = revision.kind();
    return kind.contents().reverted(image, kind.behavior(), revision.state(), to);
  }

  /**
   * Stops a process at a message boundary.
   *
   * @return empty where the handler did not return in time, or the process is being moved or
   *     upgraded already or has ended; it goes on as before
   */
  public Optional<Halt> halt(Cell<?, ?> cell, Hold reason, Duration wait)
      throws InterruptedException {
    return Halt.of(cell, reason, wait, this);
  }

  /** The prepared process goes on here. */
  public void activate(Cell<?, ?> cell) {
    delivery.bring(cell, Ledger.EMPTY, cell.committed().ledger());
    delivery.relations().keepWays(cell.committed().ledger().ties().all());
    if (cell.committed().ledger().ties().standing()) {
      cell.hold(Hold.SUPERVISED);
    }
    cell.release(Hold.ARRIVING);
  }

  /** The prepared process will not come after all. */
  public void discard(Cell<?, ?> cell) {
    cell.close(left -> {
      remove(cell);
      left.forEach(envelope ->
          delivery.undeliverable(cell.pid(), envelope, cell.label() + " is not on " + self.name()));
    });
  }

  // --- the end ---

  /** Ends all processes of this node, waiting for handlers {@code wait} at most. */
  public void stopAll(ExitReason reason, Duration wait) throws InterruptedException {
    closing = true;
    List<Cell<?, ?>> ending = List.copyOf(cells.values());
    var left = new CountDownLatch(ending.size());
    for (Cell<?, ?> cell : ending) {
      if (!Steering.end(cell, reason, left::countDown)) {
        left.countDown();
      }
    }
    if (!left.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.warn("{} processes did not come to the end of their message", left.getCount());
    }
  }

  boolean isClosing() {
    return closing;
  }

  void remove(Cell<?, ?> cell) {
    if (cells.remove(cell.pid(), cell)) {
      names.free(cell.pid());
    }
  }

  /** The process is over: its name is free. */
  void ended(Cell<?, ?> cell) {
    String name = cell.name();
    if (name != null) {
      release(name, cell);
    }
    if (cell.epoch() > 1) {
      release(cell.pid().toString(), cell);
    }
  }

  private void release(String key, Cell<?, ?> cell) {
    try {
      registry
          .known(key)
          .filter(owner -> owner.pid().equals(cell.pid()) && owner.epoch() == cell.epoch())
          .ifPresent(owner -> registry.release(key, owner));
    } catch (JumpgateException e) {
      // The sweep after this node has left frees it.
      LOG.warn("{} could not be freed: {}", key, e.getMessage());
    }
  }

  // --- what the rooms around ask ---

  /** The names of this node. */
  public LocalNames names() {
    return names;
  }

  /** The groups of the cluster, and which processes of this node are in them. */
  public Memberships memberships() {
    return memberships;
  }

  String node() {
    return self.name();
  }

  /** A reference that works on this node. */
  public <M> Ref<M> ref(@Nullable Pid pid, @Nullable String name) {
    return delivery.ref(pid, name);
  }

  /** The owner of the process as far as this node knows, or as the registry says. */
  public Optional<Owner> locate(Ref<?> target) {
    return delivery.locate(target);
  }

  @Nullable Cell<?, ?> cell(Pid pid) {
    return cells.get(pid);
  }

  /** The process of that pid, where it is on this node. */
  public Optional<Cell<?, ?>> find(Pid pid) {
    return Optional.ofNullable(cells.get(pid));
  }

  /** The process of that global name, where it is on this node. */
  public Optional<Cell<?, ?>> named(String name) {
    // The pid stays the same when a process moves: it is right even where the owner is not yet.
    return registry
        .known(name)
        .flatMap(owner -> find(owner.pid()))
        .or(() -> registry.find(name).flatMap(owner -> find(owner.pid())));
  }

  /** The processes that are on this node. */
  public Collection<Cell<?, ?>> all() {
    return cells.values();
  }

  <T> T service(Class<T> type) {
    Object service = services.get(type);
    if (service == null) {
      throw new RefusedException(self.name() + " provides no " + type.getName());
    }
    return type.cast(service);
  }

  /** What this node keeps of what happened in its processes. */
  public Chronicle chronicle() {
    return delivery.chronicle();
  }

  /** What operators do to single processes. */
  public Steering steering() {
    return steering;
  }

  /**
   * Runs the message of a crash again on the side.
   *
   * @param version the number of the version to run it with, or null for the one that crashed
   * @throws OperatorException when that cannot be done
   */
  public ReplayResult replay(String crash, @Nullable Integer version, UnaryOperator<Tree> sight)
      throws InterruptedException {
    CrashReport report =
        chronicle()
            .report(crash)
            .orElseThrow(() ->
                new OperatorException(
                    OperatorException.Code.FAILED,
                    "there is no crash " + crash,
                    "/crashes lists them"));
    return new Replay(this, report, sight).run(version);
  }

  Optional<Bundle> bundle(BundleVersion version) {
    return bundles.find(version);
  }

  boolean isHere(String node) {
    return node.equals(self.name());
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Delivery delivery() {
    return delivery;
  }

  @Override
  public void close() {
    memberships.close();
    delivery.close();
  }
}
