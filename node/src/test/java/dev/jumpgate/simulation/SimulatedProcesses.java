package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Departures;
import dev.jumpgate.cluster.Flush;
import dev.jumpgate.cluster.LossGate;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.process.Pid;
import dev.jumpgate.replica.SimulatedMover;
import dev.jumpgate.replica.standby.SimulatedRivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one simulated node, which do nothing but remember what they got. They move as
 * real ones do; the routes, the departures, the gate, the moves and the registry are production
 * code.
 */
final class SimulatedProcesses
    implements Routes.Carrier, Registry.Holder, Membership.Listener, SimulatedMover.Host {

  private final SimulatedNode node;
  private final Envelopes envelopes;
  private final Observer observer;
  private final Random random;
  private final Routes routes;
  private final Departures departures;
  private final LossGate gate;
  private final SimulatedMover mover;
  private final SimulatedRivals rivals;
  private final Map<Pid, Hosted> hosted = new HashMap<>();

  SimulatedProcesses(SimulatedNode node, Envelopes envelopes, Random random, Observer observer) {
    this.node = node;
    this.envelopes = envelopes;
    this.observer = observer;
    this.random = random;
    this.routes = new Routes(this, node::nanos);
    this.departures = new Departures(node::nanos);
    this.gate = new LossGate(node);
    this.mover =
        new SimulatedMover(
            node,
            node,
            node.registry(),
            random,
            this,
            (to, word) -> node.transport().send(to.name(), Channel.REPLICA, envelopes.frame(word)),
            envelopes::frame,
            envelopes::open);
    this.rivals = new SimulatedRivals(node, this::transmit, this::runs);
    node.registry().keep(this);
    node.registry().listen((key, owner) -> routes.learn(owner));
    node.transport()
        .receive(
            Channel.PROCESSES,
            new Transport.Receiver() {
              @Override
              public void received(Member from, byte[] frame) {
                got(from, envelopes.open(frame));
              }

              @Override
              public void lost(Member from) {
                routes.flushAgain();
              }
            });
    node.transport()
        .receive(
            Channel.REPLICA,
            new Transport.Receiver() {
              @Override
              public void received(Member from, byte[] frame) {
                mover.received(from, envelopes.open(frame));
              }

              @Override
              public void lost(Member from) {
                mover.interrupted(from);
              }
            });
    node.listen(this);
  }

  /** Sees what processes get. */
  interface Observer {
    /**
     * A process gets a message.
     *
     * @param last the number of the last one that it had of that sender
     */
    void got(Pid process, Message message, int last);

    /** A process was on its way to a node, and will not come. */
    default void discarded(Pid process, String node) {
      settled(process);
    }

    /** A process does something at that epoch. */
    default void acts(Pid process, String node, long epoch) {}

    /** A process gave way to another owner of it. */
    default void gaveWay(Pid process) {
      throw new IllegalStateException(process + " was given twice");
    }

    /** Nobody gets it any more. */
    void dead(Pid process, Message message);

    /** The process is at its new place. */
    void settled(Pid process);
  }

  /** The n-th that a node sends to a process. */
  record Message(String from, int n) implements Routes.Parcel {}

  private record End(Flush flush) implements Routes.Parcel {}

  private record Deliver(Pid target, long epoch, Routes.Parcel parcel) {}

  private record Flushed(Pid target, long round, String owner, long epoch) {}

  private record MovedTo(Pid target, String owner, long epoch) {}

  private enum Phase {
    ARRIVING,
    RUNNING,
    MOVING
  }

  private final class Hosted implements SimulatedMover.Resident, SimulatedMover.Arrived {
    final Pid pid;
    final List<Routes.Parcel> mail = new ArrayList<>();
    // The last number that it got of each sender: what a move must not lose.
    Map<String, Integer> got = Map.of();
    long epoch;
    long reclaimed;
    Phase phase;
    int exported;

    Hosted(Pid pid, long epoch, Phase phase) {
      this.pid = pid;
      this.epoch = epoch;
      this.phase = phase;
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public Object state() {
      return got;
    }

    @Override
    public boolean freeze() {
      if (phase != Phase.RUNNING) {
        return false;
      }
      phase = Phase.MOVING;
      return true;
    }

    @Override
    public List<?> mail() {
      exported = mail.size();
      return List.copyOf(mail);
    }

    @Override
    public void goOn(long later) {
      epoch = later;
      exported = 0;
      run(this);
    }

    @Override
    public void reclaims(long later) {
      reclaimed = later;
    }

    @Override
    public int depart(String to, long later) {
      return SimulatedProcesses.this.depart(this, to, later);
    }

    @Override
    public void activate() {
      Member self = node.self();
      node.registry()
          .adopt(
              pid.toString(),
              new Owner(pid, self.name(), self.incarnation(), epoch, null, random.nextLong()));
      run(this);
      observer.settled(pid);
    }

    @Override
    public void discard() {
      SimulatedProcesses.this.discard(this);
    }
  }

  Routes routes() {
    return routes;
  }

  List<Pid> movable() {
    return hosted.values().stream()
        .filter(p -> p.phase == Phase.RUNNING && !mover.isLeaving(p.pid))
        .map(p -> p.pid)
        .sorted(java.util.Comparator.comparing(Pid::toString))
        .toList();
  }

  boolean has(Pid pid) {
    Hosted process = hosted.get(pid);
    return process != null && process.phase == Phase.RUNNING;
  }

  boolean isStill() {
    return mover.isStill()
        && hosted.values().stream().allMatch(p -> p.phase == Phase.RUNNING && p.mail.isEmpty());
  }

  void spawn(Pid pid) {
    hosted.put(pid, new Hosted(pid, 1, Phase.RUNNING));
  }

  void end(Pid pid) {
    hosted.remove(pid);
  }

  // --- sending ---

  void send(Pid target, Message message) {
    Hosted process = hosted.get(target);
    if (process != null
        && process.phase != Phase.ARRIVING
        && routes.clear(target, node.name(), process.epoch)) {
      take(process, message);
      return;
    }
    Owner owner = node.registry().known(target.toString()).orElseGet(() -> Owner.born(target));
    routes.send(target, owner.node(), owner.epoch(), message);
  }

  @Override
  public String self() {
    return node.name();
  }

  @Override
  public List<Member> members() {
    return node.members();
  }

  @Override
  public void carry(String to, Pid target, long epoch, Routes.Parcel parcel) {
    if (to.equals(node.name())) {
      arrive(target, epoch, parcel);
    } else if (!transmit(to, new Deliver(target, epoch, parcel))) {
      undeliverable(target, parcel);
    }
  }

  @Override
  public boolean flush(String to, Pid target, long epoch, Flush flush) {
    if (to.equals(node.name())) {
      arrive(target, epoch, new End(flush));
      return true;
    }
    return transmit(to, new Deliver(target, epoch, new End(flush)));
  }

  @Override
  public void later(Duration delay, Runnable task) {
    node.after(delay, task);
  }

  private boolean transmit(String to, Object what) {
    return node.transport().send(to, Channel.PROCESSES, envelopes.frame(what))
        == Transport.Receipt.SENT;
  }

  private void got(Member from, Object what) {
    switch (what) {
      case Deliver deliver -> {
        Departures.Departure onward = arrive(deliver.target, deliver.epoch, deliver.parcel);
        if (onward != null) {
          transmit(from.name(), new MovedTo(deliver.target, onward.node(), onward.epoch()));
        }
      }
      case Flushed f -> routes.flushed(f.target, f.round, f.owner, f.epoch);
      case MovedTo m -> routes.learn(new Owner(m.target, m.owner, 0, m.epoch, null, 0));
      default -> rivals.heard(from, what);
    }
  }

  private Departures.@Nullable Departure arrive(Pid target, long epoch, Routes.Parcel parcel) {
    if (parcel instanceof End(var flush) && !flush.behind().isEmpty()) {
      gate.pass(flush, () -> put(target, epoch, parcel));
      return null;
    }
    return put(target, epoch, parcel);
  }

  private Departures.@Nullable Departure put(Pid target, long epoch, Routes.Parcel parcel) {
    Hosted process = hosted.get(target);
    // One that is still arriving may not come after all: only what follows it is for it.
    boolean here = process != null && (process.phase != Phase.ARRIVING || epoch >= process.epoch);
    Owner known =
        here
            ? null
            : node.registry()
                .known(target.toString())
                .filter(owner -> !owner.node().equals(node.name()))
                .orElse(null);
    var departure =
        departures.onward(target, epoch, here && process != null ? process.epoch : 0, known);
    if (departure != null) {
      carry(departure.node(), target, departure.epoch(), parcel);
      return departure;
    }
    if (process == null || (!here && parcel instanceof End)) {
      undeliverable(target, parcel);
    } else {
      take(process, parcel);
    }
    return null;
  }

  private void take(Hosted process, Routes.Parcel parcel) {
    boolean waits =
        parcel instanceof End(var flush)
            ? process.phase == Phase.MOVING && flush.sent() == process.epoch
            : process.phase != Phase.RUNNING;
    if (waits) {
      process.mail.add(parcel);
    } else {
      handle(process, parcel);
    }
  }

  private void handle(Hosted process, Routes.Parcel parcel) {
    switch (parcel) {
      case Message message -> {
        observer.acts(process.pid, node.name(), process.epoch);
        observer.got(process.pid, message, process.got.getOrDefault(message.from, 0));
        Map<String, Integer> now = new HashMap<>(process.got);
        now.put(message.from, message.n);
        process.got = Map.copyOf(now);
      }
      case End(var flush) -> flushed(process.pid, flush, process.epoch);
      default -> throw new IllegalArgumentException(parcel.toString());
    }
  }

  private void undeliverable(Pid target, Routes.Parcel parcel) {
    switch (parcel) {
      case Message message -> observer.dead(target, message);
      // Not at once: it may come from under the route that it belongs to.
      case End(var flush) -> node.after(Duration.ZERO, () -> flushed(target, flush, 0));
      default -> throw new IllegalArgumentException(parcel.toString());
    }
  }

  private void flushed(Pid target, Flush flush, long epoch) {
    if (flush.node().equals(node.name())) {
      routes.flushed(target, flush.round(), node.name(), epoch);
    } else {
      transmit(flush.node(), new Flushed(target, flush.round(), node.name(), epoch));
    }
  }

  // --- moves ---

  /** Begins a move; {@code over} is told why it failed, or null where it did not. */
  void move(Pid pid, String to, Consumer<@Nullable String> over) {
    Member target = node.member(to).orElse(null);
    if (target == null) {
      over.accept("no node is named " + to);
    } else {
      mover.move(pid, target, over);
    }
  }

  boolean sees(String other) {
    return node.member(other).isPresent();
  }

  /** Begins to bring as many as can be to one node at once; likewise for each. */
  void evacuate(String to, BiConsumer<Pid, @Nullable String> over) {
    node.member(to).ifPresent(target -> mover.convoy(movable(), target, over));
  }

  SimulatedMover mover() {
    return mover;
  }

  @Override
  public SimulatedMover.@Nullable Resident find(Pid pid) {
    return hosted.get(pid);
  }

  @Override
  @SuppressWarnings("unchecked") // what state() and mail() gave
  public SimulatedMover.Arrived arrive(Pid pid, long epoch, Object state, List<?> mail) {
    var process = new Hosted(pid, epoch, Phase.ARRIVING);
    process.got = (Map<String, Integer>) state;
    mail.forEach(parcel -> process.mail.add((Routes.Parcel) parcel));
    process.exported = mail.size(); // which the source still has, until it commits
    hosted.put(pid, process);
    return process;
  }

  private int depart(Hosted process, String to, long epoch) {
    departures.add(process.pid, process.epoch, new Departures.Departure(to, epoch));
    routes.keep(process.pid, node.name(), process.epoch);
    List<Routes.Parcel> later = process.mail.subList(process.exported, process.mail.size());
    later.forEach(parcel -> carry(to, process.pid, epoch, parcel));
    hosted.remove(process.pid, process);
    return later.size();
  }

  private void run(Hosted process) {
    process.phase = Phase.RUNNING;
    List<Routes.Parcel> waiting = List.copyOf(process.mail);
    process.mail.clear();
    waiting.forEach(parcel -> handle(process, parcel));
  }

  // --- who comes and goes ---

  @Override
  public void joined(Member member) {
    routes.joined(member);
  }

  @Override
  public void left(Member member) {
    mover.lost(member);
    gate.lost(member);
    routes.lost(member);
  }

  private void discard(Hosted process) {
    hosted.remove(process.pid, process);
    List<Routes.Parcel> waiting = List.copyOf(process.mail);
    waiting
        .subList(process.exported, waiting.size())
        .forEach(parcel -> undeliverable(process.pid, parcel));
    observer.discarded(process.pid, node.name());
  }

  @Override
  public boolean holds(Owner owner) {
    Hosted process = hosted.get(owner.pid());
    return process != null
        && (process.epoch == owner.epoch() || process.reclaimed == owner.epoch());
  }

  @Override
  public boolean follows(Owner owner) {
    Hosted process = hosted.get(owner.pid());
    return process != null
        && (process.epoch == owner.epoch() + 1
            || (process.phase == Phase.MOVING && owner.epoch() == process.epoch + 1));
  }

  private boolean runs(Owner owner) {
    Hosted process = hosted.get(owner.pid());
    return process != null && process.phase != Phase.ARRIVING && process.epoch == owner.epoch();
  }

  @Override
  public boolean mayGiveWay(Owner mine, Owner winner) {
    return rivals.mayGiveWay(mine, winner);
  }

  @Override
  public void lost(String key, Owner mine, Owner winner) {
    Hosted process = hosted.get(mine.pid());
    if (process == null || !holds(mine)) {
      return;
    }
    if (process.phase == Phase.RUNNING) {
      hosted.remove(mine.pid());
      observer.gaveWay(mine.pid());
    } else {
      node.after(Duration.ofMillis(50), () -> lost(key, mine, winner)); // it moves
    }
  }
}
