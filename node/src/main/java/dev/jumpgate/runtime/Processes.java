package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Groups;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Bundles;
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
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The processes of one node: how they begin and end, and where they are found. */
public final class Processes implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Processes.class);

  private final Member self;
  private final Services services;
  private final Admission admission;
  private final Scheduler scheduler = new Scheduler();
  private final Delivery delivery;
  private final Map<Pid, Cell<?, ?>> cells = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();
  private final GlobalNames globalNames;
  private final LocalNames names = new LocalNames(this);
  private final Memberships memberships;
  private final Kinds kinds;
  private final Images images;
  private final Landing landing;
  private final Steering steering;
  private final Tenure tenure;
  private final Succession succession;

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
    this.self = membership.self();
    this.globalNames = new GlobalNames(membership, registry);
    this.services = new Services(self.name(), services);
    this.admission = new Admission(self);
    this.delivery =
        new Delivery(this, membership, transport, registry, new Reports(events, chronicle));
    this.kinds = new Kinds(bundles, delivery);
    this.images = new Images(kinds);
    this.landing = new Landing(this, kinds, images, delivery);
    this.steering = new Steering(this, events);
    this.tenure = new Tenure(this, registry, events);
    this.succession = new Succession(tenure);
    registry.keep(tenure);
    this.memberships = new Memberships(self.name(), new Groups(membership, transport, delivery));
  }

  /**
   * Hears from now on of nodes that come and go. To be called once, behind those who go on with
   * what a lost node had: what is done here, about all that was tied to that node, takes longer.
   */
  public void watch(Membership membership) {
    membership.listen(
        new Membership.Listener() {
          @Override
          public void joined(Member member) {
            delivery.absence().joined(member);
          }

          @Override
          public void left(Member member) {
            delivery.absence().lost(member);
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
    try {
      globalNames.claim(name, cell);
    } catch (JumpgateException e) {
      landing.discard(cell);
      throw e;
    }
  }

  /** A process that is not known to anybody yet. */
  <S, M> Cell<S, M> create(
      @Nullable String name, Class<? extends Behavior<S, M>> behavior, S state) {
    Objects.requireNonNull(state, "state");
    admission.checkOpen();
    checkName(name);
    Pid pid = newPid();
    Kind<S, M> kind = kinds.of(behavior);
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

  /** From now on no process of another node comes here. */
  public void leaving() {
    admission.leave();
  }

  Admission admission() {
    return admission;
  }

  Services services() {
    return services;
  }

  /**
   * Has what this node sends to a process go to its owner.
   *
   * @return true once none of it is on its way by {@code former} any more
   */
  public boolean turnTo(Owner owner, String former) {
    return delivery.turnTo(owner, former);
  }

  /** False where there is one of its pid. */
  boolean add(Cell<?, ?> cell) {
    return cells.putIfAbsent(cell.pid(), cell) == null;
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
    return Births.child(id, kinds.of(behavior), state);
  }

  ProcessImage image(Child child, Pid supervisor) {
    return Births.image(newPid(), child, supervisor, kinds.of(Supervising.class).version());
  }

  /** True where it is the image of a supervisor. */
  public boolean isSupervisor(ProcessImage image) {
    return image.behavior().equals(Supervising.class.getName());
  }

  /**
   * Starts the process of an image as one of its own, with a new pid; throws as {@link
   * Landing#prepare} and {@link #spawn} do.
   */
  public Cell<?, ?> restore(ProcessImage image, @Nullable String name, BundleVersion version) {
    return begin(image.reborn(newPid(), name, version));
  }

  /** Starts the process of an image; throws as {@link Landing#prepare} and {@link #spawn} do. */
  Cell<?, ?> begin(ProcessImage image) {
    String name = image.name();
    checkName(name);
    Cell<?, ?> cell = landing.prepare(image);
    if (name != null) {
      claim(name, cell);
    }
    delivery.bring(cell, Ledger.EMPTY, cell.committed().ledger());
    cell.release(Hold.ARRIVING);
    return cell;
  }

  // --- the end ---

  /** Ends all processes of this node, waiting for handlers {@code wait} at most. */
  public void stopAll(ExitReason reason, Duration wait) throws InterruptedException {
    admission.close();
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
    tenure.releaseAll();
  }

  void remove(Cell<?, ?> cell) {
    if (cells.remove(cell.pid(), cell)) {
      names.free(cell.pid());
    }
  }

  /** The process is over: its name is free. */
  void ended(Cell<?, ?> cell) {
    tenure.release(cell);
  }

  // --- what the rooms around ask ---

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

  /** The same for many at once; gives those that stand in time, and the others go on. */
  public Map<Cell<?, ?>, Halt> halt(List<Cell<?, ?>> cells, Hold reason, Duration wait)
      throws InterruptedException {
    return Halt.of(cells, reason, wait, this);
  }

  /** Processes as values. */
  public Images images() {
    return images;
  }

  /** How processes come here as images. */
  public Landing landing() {
    return landing;
  }

  /** Who goes on with the processes of this node. */
  public Succession succession() {
    return succession;
  }

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

  Member self() {
    return self;
  }

  Tenure tenure() {
    return tenure;
  }

  /** A reference that works on this node. */
  public <M> Ref<M> ref(@Nullable Pid pid, @Nullable String name) {
    return delivery.ref(pid, name);
  }

  /** The owner of the process as far as this node knows, or as the registry says. */
  public Optional<Owner> locate(Ref<?> target) {
    return delivery.whereabouts().locate(target);
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
    return globalNames.find(name, this::find);
  }

  /** The processes that are on this node. */
  public Collection<Cell<?, ?>> all() {
    return cells.values();
  }

  /** What this node keeps of what happened in its processes. */
  public Chronicle chronicle() {
    return delivery.chronicle();
  }

  /** The processes that gave way to others of the same name. */
  public Conflicts conflicts() {
    return tenure.conflicts();
  }

  /** What operators do to single processes. */
  public Steering steering() {
    return steering;
  }

  Kinds kinds() {
    return kinds;
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
