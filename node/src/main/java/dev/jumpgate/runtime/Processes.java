package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Bundle;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.code.Program;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.operator.Event;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
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
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The processes of one node, and its way to those of the others. */
public final class Processes implements Refs, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Processes.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./:-]*");

  private final Member self;
  private final Registry registry;
  private final Bundles bundles;
  private final EventLog events;
  private final Map<Class<?>, Object> services;
  private final Timers timers = new Timers(System::nanoTime);
  private final Departures departures = new Departures(System::nanoTime);
  private final Calls calls = new Calls(this);
  private final Post post;
  private final Routes routes;
  private final Map<Pid, Cell<?, ?>> cells = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();
  private volatile boolean closing;

  public Processes(
      Membership membership,
      Transport transport,
      Registry registry,
      Bundles bundles,
      EventLog events,
      Map<Class<?>, Object> services) {
    this.self = membership.self();
    this.registry = registry;
    this.bundles = bundles;
    this.events = events;
    this.services = Map.copyOf(services);
    this.post = new Post(this, self, transport, registry, departures);
    this.routes = new Routes(post);
    transport.receive(Transport.Channel.PROCESSES, post);
    registry.listen((key, owner) -> routes.learn(owner));
    membership.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            lost(member);
          }
        });
  }

  // --- life ---

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
    return ref(cell.pid(), name);
  }

  private void claim(String name, Cell<?, ?> cell) {
    cells.put(cell.pid(), cell);
    Registry.Claim claim = registry.claim(name, Owner.first(cell.pid(), self.name()));
    if (claim instanceof Registry.Claim.Lost(var owner)) {
      cell.discard();
      throw new NameTakenException(
          "the name %s is taken%s"
              .formatted(name, owner == null ? "" : " by " + owner.pid() + " on " + owner.node()));
    }
  }

  <S, M> Cell<S, M> create(
      @Nullable String name, Class<? extends Behavior<S, M>> behavior, S state) {
    Objects.requireNonNull(state, "state");
    checkOpen();
    if (name != null && (!NAME.matcher(name).matches() || Pid.matches(name))) {
      throw new RefusedException(
          "'%s' is no name for a process: a letter, then letters, digits and _ . / : -"
              .formatted(name));
    }
    var pid = new Pid(self.name(), self.incarnation(), serial.incrementAndGet());
    Program<S, M> program = bundles.program(behavior);
    var revision = new Revision<>(0, state, Ledger.EMPTY);
    return new Cell<>(pid, name, 1, null, program, program.newBehavior(), revision, this);
  }

  // What would start or arrive now would be gone with the node a moment later.
  private void checkOpen() {
    if (closing) {
      throw new RefusedException(self.name() + " is leaving");
    }
  }

  void admit(Cell<?, ?> cell) {
    cells.put(cell.pid(), cell);
    cell.activate(new Envelope.Started(Cause.SPAWNED));
  }

  /** Ends all processes of this node, waiting for handlers {@code wait} at most. */
  public void stopAll(ExitReason reason, Duration wait) throws InterruptedException {
    closing = true;
    List<Cell<?, ?>> ending = List.copyOf(cells.values());
    var left = new CountDownLatch(ending.size());
    for (Cell<?, ?> cell : ending) {
      if (!cell.offer(new Envelope.Stop(reason, left::countDown))) {
        left.countDown();
      }
    }
    if (!left.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.warn("{} processes did not come to the end of their message", left.getCount());
    }
  }

  void remove(Cell<?, ?> cell) {
    cells.remove(cell.pid(), cell);
  }

  /** The process is over: its name is free, and who waits for it is told. */
  void ended(Cell<?, ?> cell, List<Envelope> left) {
    String name = cell.name();
    if (name != null) {
      release(name, cell);
    }
    if (cell.epoch() > 1) {
      release(cell.pid().toString(), cell);
    }
    routes.forget(cell.pid());
    left.forEach(envelope -> undeliverable(cell.pid(), envelope, cell.label() + " has ended"));
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

  void crashed(Cell<?, ?> cell, Envelope envelope, Throwable thrown) {
    events.publish(Event.Kind.CRASHED, cell.label(), Thrown.text(thrown));
    LOG.error("{} failed on {}", cell.label(), envelope, Thrown.forLog(thrown));
  }

  /** An effect of a committed message could not leave. */
  void stranded(Cell<?, ?> cell, String effect, Throwable thrown) {
    events.publish(
        Event.Kind.CRASHED,
        cell.label(),
        "%s after the commit could not leave: %s".formatted(effect, Thrown.text(thrown)));
    LOG.error("{}: {} could not leave", cell.label(), effect, Thrown.forLog(thrown));
  }

  /** The handling of an envelope failed in the runtime itself. */
  void broken(Cell<?, ?> cell, Envelope envelope, Throwable thrown) {
    LOG.error(
        "{}: the handling of a {} broke: {}",
        cell.label(),
        envelope.getClass().getSimpleName(),
        Thrown.text(thrown));
  }

  void refused(Cell<?, ?> cell, Throwable e) {
    LOG.warn("{} got a message that it does not understand: {}", cell.label(), Thrown.text(e));
  }

  // --- arriving and leaving ---

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
    Program<?, ?> program = Program.of(bundle, image.behavior());
    Cell<?, ?> cell = build(image, image.epoch() + 1, image.former(), program);
    if (cells.putIfAbsent(image.pid(), cell) != null) {
      throw new RefusedException(cell.label() + " is on " + self.name() + " already");
    }
    return cell;
  }

  private <S, M> Cell<S, M> build(
      ProcessImage image, long epoch, @Nullable BundleVersion former, Program<S, M> program) {
    Behavior<S, M> behavior = program.newBehavior();
    Revision<S> revision = new Contents<>(program, this).revision(image, behavior);
    var cell =
        new Cell<>(image.pid(), image.name(), epoch, former, program, behavior, revision, this);
    image.mail().stream().map(Packing::unpack).forEach(cell::offer);
    return cell;
  }

  /**
   * The process of an image under another version of its code, ready to take the place of the one
   * the image is of.
   *
   * @throws dev.jumpgate.codec.CodecException when the state does not convert
   * @throws RefusedException when the version has no such behavior
   */
  public Cell<?, ?> convert(ProcessImage image, Bundle to) {
    return build(image, image.epoch(), image.bundle(), Program.of(to, image.behavior()));
  }

  /** The frozen process goes on as {@code next}. */
  public void replace(Cell<?, ?> frozen, ProcessImage image, Cell<?, ?> next) {
    frozen.succeed(image, next);
    next.activate(new Envelope.Started(image.cause()));
  }

  void put(Cell<?, ?> cell) {
    cells.put(cell.pid(), cell);
  }

  /** The prepared process goes on here. */
  public void activate(Cell<?, ?> cell, ProcessImage image) {
    cell.activate(new Envelope.Started(image.cause()));
  }

  /** The prepared process will not come after all. */
  public void discard(Cell<?, ?> cell) {
    cell.discard()
        .forEach(e -> undeliverable(cell.pid(), e, cell.label() + " is not on " + self.name()));
  }

  /** Under the cell's lock: from here on what comes follows the process. */
  void departed(Cell<?, ?> cell, String node, long epoch, List<Envelope> held) {
    var departure = new Departures.Departure(node, epoch);
    departures.add(cell.pid(), cell.epoch(), departure);
    cells.remove(cell.pid(), cell);
    for (Envelope envelope : held) {
      try {
        post.carry(node, cell.pid(), epoch, envelope);
      } catch (RuntimeException e) {
        // It cannot travel, and the process is gone: the sender is told, the rest goes on.
        undeliverable(cell.pid(), envelope, "the message cannot travel: " + e.getMessage());
      }
    }
  }

  private void lost(Member member) {
    departures.lost(member.name());
    calls.fail(
        pid -> routes.lead(pid, member.name()) && !ownedElsewhere(pid, member.name()),
        new Outcome.Failed(
            Outcome.Why.LOST,
            member.name() + " was lost before it answered; the call may have been applied"));
    routes.lost(member.name());
  }

  private boolean ownedElsewhere(Pid pid, String node) {
    return registry.known(pid.toString()).filter(o -> !o.node().equals(node)).isPresent();
  }

  // --- messages ---

  /** A reference that works on this node. */
  public <M> Ref<M> ref(@Nullable Pid pid, @Nullable String name) {
    return new NodeRef<>(pid, name, this);
  }

  @Override
  public Ref<?> resolve(@Nullable Pid pid, @Nullable String name) {
    return ref(pid, name);
  }

  void send(Ref<?> target, Object message) {
    send(target, message, null);
  }

  void send(Ref<?> target, Object message, @Nullable ReplyTo<?> caller) {
    Owner owner = locate(target).orElse(null);
    if (owner != null) {
      send(owner, message, caller);
    } else if (caller != null) {
      answer(caller, nobody(target));
    }
  }

  private void send(Owner owner, Object message, @Nullable ReplyTo<?> caller) {
    routes.send(owner.pid(), owner.node(), owner.epoch(), new Envelope.Message(message, caller));
  }

  @SuppressWarnings("unchecked") // whoever answers a Request<M, R> gives an R
  <R> R call(Ref<?> target, Request<?, R> request, Duration patience) {
    Owner owner = locate(target).orElseThrow(() -> new NoProcessException(nobody(target).reason()));
    Calls.Call call = calls.open(owner.pid(), request.getClass());
    send(owner, request, new ReplyTo<>(self.name(), self.incarnation(), call.id(), null));
    return (R) calls.await(call, target.toString(), patience);
  }

  ReplyTo<?> callerOf(Pid process, long ask) {
    return new ReplyTo<>(self.name(), self.incarnation(), ask, process);
  }

  private static Outcome.Failed nobody(Ref<?> target) {
    return new Outcome.Failed(
        Outcome.Why.NO_PROCESS,
        target.name() == null
            ? "there is no process " + target
            : "no process is named " + target.name());
  }

  /** The owner of the process as far as this node knows, or as the registry says. */
  public Optional<Owner> locate(Ref<?> target) {
    Pid pid = target.pid();
    String name = target.name();
    Cell<?, ?> here = pid == null ? null : cells.get(pid);
    if (here != null && pid != null) {
      return Optional.of(new Owner(pid, self.name(), here.epoch(), null, 0));
    }
    if (name != null) {
      return registry
          .known(name)
          .or(() -> registry.find(name))
          .filter(owner -> pid == null || pid.equals(owner.pid()));
    }
    return pid == null ? Optional.empty() : Optional.of(byPid(pid));
  }

  private Owner byPid(Pid pid) {
    return registry.known(pid.toString()).orElseGet(() -> new Owner(pid, pid.node(), 1, null, 0));
  }

  /** Brings an answer to whoever asked, here or elsewhere, thread or process. */
  void answer(ReplyTo<?> caller, Outcome outcome) {
    Pid process = caller.process();
    if (process != null) {
      Owner owner = byPid(process);
      routes.send(
          process, owner.node(), owner.epoch(), new Envelope.Answered(caller.call(), outcome));
    } else if (caller.node().equals(self.name())) {
      answered(caller, outcome);
    } else {
      post.transmit(caller.node(), new Signal.Reply(caller, Packing.pack(outcome)));
    }
  }

  void answered(ReplyTo<?> caller, Outcome outcome) {
    // A call of an earlier life of this node has nobody waiting any more.
    if (caller.incarnation() == self.incarnation()) {
      calls.complete(caller.call(), outcome);
    }
  }

  void undeliverable(Pid target, Envelope envelope, String reason) {
    // On a thread of its own: the caller may hold a route's or a cell's lock, and telling somebody
    // takes another route's.
    switch (envelope) {
      case Envelope.Message(var _, var caller) when caller != null ->
          execute(
              "undeliverable",
              () -> answer(caller, new Outcome.Failed(Outcome.Why.NO_PROCESS, reason)));
      case Envelope.Flush flush ->
          execute("undeliverable", () -> flushed(target, flush, Long.MAX_VALUE));
      default -> LOG.debug("nobody takes {} for {}: {}", envelope, target, reason);
    }
  }

  void flushed(Pid target, Envelope.Flush flush, long epoch) {
    if (flush.node().equals(self.name())) {
      routes.flushed(target, flush.sent(), self.name(), epoch);
    } else {
      post.transmit(flush.node(), new Signal.Flushed(target, flush.sent(), self.name(), epoch));
    }
  }

  void flushedAt(Pid target, long sent, String owner, long epoch) {
    routes.flushed(target, sent, owner, epoch);
  }

  // --- what the rooms around ask ---

  @Nullable Cell<?, ?> cell(Pid pid) {
    return cells.get(pid);
  }

  /** The process of that pid, where it is on this node. */
  public Optional<Cell<?, ?>> find(Pid pid) {
    return Optional.ofNullable(cells.get(pid));
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

  Timers timers() {
    return timers;
  }

  long now() {
    return System.nanoTime();
  }

  void execute(String label, Runnable work) {
    // Not with the starter's own: a snippet that sends would have the handler print to its
    // operator.
    Thread.ofVirtual().name("process " + label).inheritInheritableThreadLocals(false).start(work);
  }

  @Override
  public void close() {
    timers.close();
  }
}
