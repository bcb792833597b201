package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Departures;
import dev.jumpgate.cluster.Flush;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to processes and answers to whoever asked, here or on other nodes.
 *
 * <p>A reference to a process of this node keeps its cell and puts messages straight into the
 * mailbox. That is in order as long as nothing for the process is under way on a route: so a cell
 * is used directly only while there is no route to the process, or one that leads to that cell and
 * holds nothing; and a cell that departs leaves a route behind before anybody finds it gone.
 */
final class Delivery implements Refs {

  private final Processes processes;
  private final Member self;
  private final Departures departures = new Departures(System::nanoTime);
  private final Timers timers = new Timers(System::nanoTime);
  private final Calls calls;
  private final Post post;
  private final Routes routes;
  private final Retries retries;
  private final Reports reports;
  private final Relations relations;
  private final Circles circles;
  private final Whereabouts whereabouts;
  private final Absence absence;

  Delivery(
      Processes processes,
      Membership membership,
      Transport transport,
      Registry registry,
      Reports reports) {
    this.processes = processes;
    this.self = membership.self();
    this.reports = reports;
    this.relations = new Relations(self, this);
    this.circles = new Circles(processes::cell);
    this.whereabouts = new Whereabouts(processes, self, registry);
    this.calls = new Calls(self.name(), self.incarnation(), this);
    this.post = new Post(this, membership, transport, registry, departures);
    this.routes = new Routes(post, System::nanoTime);
    transport.receive(Transport.Channel.PROCESSES, post);
    this.retries = new Retries(this, registry, routes);
    registry.listen(retries);
    this.absence = new Absence(this, calls, post, routes);
  }

  // --- references ---

  <M> NodeRef<M> ref(@Nullable Pid pid, @Nullable String name) {
    return new NodeRef<>(pid, name, this);
  }

  @Override
  public Ref<?> resolve(@Nullable Pid pid, @Nullable String name) {
    return ref(pid, name);
  }

  // The cell of a process that is here and may be reached without its route.
  private @Nullable Cell<?, ?> direct(Owner owner) {
    Cell<?, ?> cell = whereabouts.here(owner.pid());
    return cell != null && routes.clear(owner.pid(), self.name(), cell.epoch()) ? cell : null;
  }

  // --- sending ---

  /**
   * Sends a message to a process, here or elsewhere.
   *
   * @throws RefusedException when its mailbox is full, as far as that is known here
   */
  void send(Ref<?> target, Envelope.Message message) {
    if (!(target instanceof NodeRef<?> ref) || !ref.offer(message)) {
      sendAnew(target, message, true);
    }
  }

  /** Sends what a handler asked for; there is nobody who could be refused. */
  void sendEffect(Ref<?> target, Envelope envelope) {
    try {
      if (!(target instanceof NodeRef<?> ref) || !ref.offer(envelope)) {
        sendAnew(target, envelope, false);
      }
    } catch (RefusedException e) {
      DeadEnd.noRoom(Letter.Why.FULL, String.valueOf(e.getMessage()))
          .refuse(target.pid(), target.name(), envelope, this);
    }
  }

  /** False where no more may wait there: the caller is told then, or the message is dead. */
  boolean admits(Cell<?, ?> cell, Envelope envelope) {
    if (Envelope.messageIn(envelope) == null || !cell.isFull()) {
      return true;
    }
    String reason = full(cell);
    DeadEnd.noRoom(Letter.Why.FULL, reason).refuse(cell.pid(), cell.name(), envelope, this);
    return false;
  }

  private static void checkRoom(Cell<?, ?> cell) {
    if (cell.isFull()) {
      throw new RefusedException(full(cell));
    }
  }

  private static String full(Cell<?, ?> cell) {
    return "the mailbox of %s is full: %,d messages wait".formatted(cell.label(), cell.limit());
  }

  private void sendAnew(Ref<?> target, Envelope envelope, boolean waits) {
    Owner owner = whereabouts.locate(target).orElse(null);
    if (owner == null) {
      DeadEnd.unknown(nobody(target)).take(target.pid(), target.name(), envelope, this);
      return;
    }
    send(target, owner, envelope, waits);
  }

  // By what a request is known that is sent again where its owner is lost, or null.
  private Retries.@Nullable Key send(Ref<?> target, Owner owner, Envelope envelope, boolean waits) {
    Cell<?, ?> cell = direct(owner);
    if (cell != null) {
      checkRoom(cell);
    }
    if (cell != null && cell.offer(envelope)) {
      if (target instanceof NodeRef<?> ref) {
        ref.found(cell);
      }
      return null;
    }
    if (waits) {
      post.awaitRoom(owner.node());
    }
    Retries.Key again = retries.sending(target, owner, envelope);
    routes.send(owner.pid(), owner.node(), owner.epoch(), envelope);
    return again;
  }

  /** A call by a thread that is in no handler, or in one it says nothing about. */
  <R> R call(Ref<?> target, Request<?, R> request, Duration patience) {
    return call(target, request, patience, List.of());
  }

  /** A call within a handler. */
  <R> R call(
      Cell<?, ?> caller,
      @Nullable Worker worker,
      @Nullable Envelope hand,
      Ref<?> target,
      Request<?, R> request,
      Duration patience) {
    List<Pid> chain = new ArrayList<>();
    chain.add(caller.pid());
    if (hand instanceof Envelope.Request asked) {
      chain.addAll(asked.chain());
    }
    Pid wanted = whereabouts.pid(target).orElse(null);
    if (worker == null || wanted == null) {
      return call(target, request, patience, List.copyOf(chain));
    }
    // Said before it is looked for: of two that begin to wait for each other one sees the other.
    worker.waitFor(wanted);
    try {
      circles.checkWaiting(caller, wanted, target);
      return call(target, request, patience, List.copyOf(chain));
    } finally {
      worker.waitFor(null);
    }
  }

  @SuppressWarnings("unchecked") // whoever answers a Request<M, R> gives an R
  private <R> R call(Ref<?> target, Request<?, R> request, Duration patience, List<Pid> chain) {
    if (target instanceof NodeRef<?> ref) {
      Cell<?, ?> cell = ref.cell();
      if (cell != null) {
        Circles.checkChain(cell.pid(), target, chain);
        Calls.Call call = calls.open(cell.pid(), request, chain);
        checkRoom(cell);
        if (cell.offer(call)) {
          return (R) call.await(target, patience);
        }
        ref.lost(cell);
      }
    }
    Owner owner =
        whereabouts.locate(target).orElseThrow(() -> new NoProcessException(nobody(target)));
    Circles.checkChain(owner.pid(), target, chain);
    Calls.Call call = calls.open(owner.pid(), request, chain);
    Retries.Key again = send(target, owner, call, true);
    try {
      return (R) call.await(target, patience);
    } finally {
      retries.over(again);
    }
  }

  private static String nobody(Ref<?> target) {
    return target.name() == null
        ? "there is no process " + target
        : "no process is named " + target.name();
  }

  // --- answers ---

  ReplyTo<?> callerOf(Pid process, long ask) {
    return new ReplyTo<>(self.name(), self.incarnation(), ask, process);
  }

  /** Brings an answer to whoever asked, here or elsewhere, thread or process. */
  void answer(ReplyTo<?> caller, Outcome outcome) {
    Pid process = caller.process();
    if (process != null) {
      deliver(process, new Envelope.Answered(caller.call(), outcome));
    } else if (caller.node().equals(self.name())) {
      answered(caller, outcome);
    } else {
      post.reply(caller, outcome);
    }
  }

  void deliver(Pid process, Envelope envelope) {
    Owner owner =
        whereabouts.locate(ref(process, null)).orElseGet(() -> whereabouts.byPid(process));
    Cell<?, ?> cell = direct(owner);
    if (cell == null || !cell.take(envelope)) {
      routes.send(process, owner.node(), owner.epoch(), envelope);
    }
  }

  void answered(ReplyTo<?> caller, Outcome outcome) {
    // A call of an earlier life of this node has nobody waiting any more.
    if (caller.incarnation() == self.incarnation()) {
      calls.complete(caller.call(), outcome);
    }
  }

  // --- what does not arrive, and who comes and goes ---

  /** Brings what the node does for a process from the one ledger to the other. */
  void bring(Cell<?, ?> cell, Ledger before, Ledger now) {
    if (before != now) {
      timers.arm(cell, before, now);
      processes.memberships().bring(cell, before.groups(), now.groups());
    }
  }

  /** Under the cell's monitor: who looks for the process finds that it is over. */
  void gone(Cell<?, ?> cell) {
    processes.tenure().ends(cell);
    processes.remove(cell);
    bring(cell, cell.committed().ledger(), Ledger.EMPTY);
    routes.forget(cell.pid());
  }

  /** The process is over: its name is free, and who waits for it is told. */
  void ended(Cell<?, ?> cell, ExitReason reason, List<Envelope> left) {
    processes.ended(cell);
    cell.shadow(null); // nobody can go on from an earlier revision now
    relations.ended(cell.pid(), cell.committed().ledger().ties(), reason);
    String what = cell.label() + " has ended";
    chronicle().gone(cell, what);
    DeadEnd over = DeadEnd.ended(what);
    left.forEach(envelope -> over.take(cell.pid(), cell.name(), envelope, this));
  }

  /** Under the cell's monitor: from here on what comes follows the process. */
  void departed(Cell<?, ?> cell, String node, long epoch, List<Envelope> held) {
    departures.add(cell.pid(), cell.epoch(), new Departures.Departure(node, epoch));
    routes.keep(cell.pid(), self.name(), cell.epoch());
    timers.disarm(cell);
    processes.memberships().departed(cell, node);
    chronicle().gone(cell, "%s went to %s".formatted(cell.label(), node));
    for (Envelope envelope : held) {
      try {
        post.carry(node, cell.pid(), epoch, envelope);
      } catch (RuntimeException e) {
        // It cannot travel, and the process is gone: the sender is told, the rest goes on.
        DeadEnd.unsendable(e).take(cell.pid(), cell.name(), envelope, this);
      }
    }
    // Last: who finds no cell here sends after the process at once, and must come behind.
    processes.remove(cell);
  }

  void flushed(Pid target, Flush flush, long epoch) {
    if (flush.node().equals(self.name())) {
      routes.flushed(target, flush.round(), self.name(), epoch);
    } else {
      post.transmit(flush.node(), new Signal.Flushed(target, flush.round(), self.name(), epoch));
    }
  }

  void flushedAt(Pid target, long round, String owner, long epoch) {
    routes.flushed(target, round, owner, epoch);
  }

  /** A former owner says where the process went. */
  void moved(Owner owner) {
    routes.learn(owner);
  }

  /** True once nothing from here is on its way by a former owner, and nothing will be. */
  boolean turnTo(Owner owner, String former) {
    routes.learn(owner);
    return !routes.lead(owner.pid(), former)
        && (cell(owner.pid()) != null || whereabouts.isElsewhere(owner.pid(), former));
  }

  /** From now on there is a way to the process, so that the loss of its node is noticed. */
  void keepWay(Owner owner) {
    routes.keep(owner.pid(), owner.node(), owner.epoch());
  }

  // --- the rooms next door ---

  @Nullable Cell<?, ?> cell(Pid pid) {
    return processes.cell(pid);
  }

  Processes processes() {
    return processes;
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  Timers timers() {
    return timers;
  }

  Absence absence() {
    return absence;
  }

  Retries retries() {
    return retries;
  }

  Relations relations() {
    return relations;
  }

  Chronicle chronicle() {
    return reports.chronicle();
  }

  Reports reports() {
    return reports;
  }

  long now() {
    return System.nanoTime();
  }

  void close() {
    timers.close();
    chronicle().close();
  }
}
