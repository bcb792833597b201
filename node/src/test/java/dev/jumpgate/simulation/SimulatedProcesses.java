package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Change;
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
import dev.jumpgate.process.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one simulated node, which do nothing but remember what they got. They move as
 * real ones do; the routes, the departures, the gate and the registry are production code.
 */
final class SimulatedProcesses implements Routes.Carrier, Registry.Holder, Membership.Listener {

  private final SimulatedNode node;
  private final Envelopes envelopes;
  private final Observer observer;
  private final Routes routes;
  private final Departures departures;
  private final LossGate gate;
  private final Map<Pid, Hosted> hosted = new HashMap<>();

  SimulatedProcesses(SimulatedNode node, Envelopes envelopes, Observer observer) {
    this.node = node;
    this.envelopes = envelopes;
    this.observer = observer;
    this.routes = new Routes(this, node::nanos);
    this.departures = new Departures(node::nanos);
    this.gate = new LossGate(node);
    node.registry().keep(this);
    node.registry().listen((key, owner) -> routes.learn(owner));
    node.transport().receive(Channel.PROCESSES, (from, frame) -> got(from, envelopes.open(frame)));
    node.transport().receive(Channel.REPLICA, (from, frame) -> moved(from, envelopes.open(frame)));
    node.listen(this);
  }

  /** Sees what processes get. */
  interface Observer {
    void got(Pid process, Message message);

    /** Nobody gets it any more. */
    void dead(Pid process, Message message);

    /** The process is at its new place, or will never be. */
    void settled(Pid process);
  }

  /** The n-th that a node sends to a process. */
  record Message(String from, int n) implements Routes.Parcel {}

  private record End(Flush flush) implements Routes.Parcel {}

  private record Deliver(Pid target, long epoch, Routes.Parcel parcel) {}

  private record Flushed(Pid target, long round, String owner, long epoch) {}

  private record MovedTo(Pid target, String owner, long epoch) {}

  private record Image(Pid pid, long epoch, List<Routes.Parcel> mail) {}

  private record Prepared(Pid pid) {}

  private record Activate(Pid pid) {}

  private record Abort(Pid pid) {}

  private enum Phase {
    ARRIVING,
    RUNNING,
    MOVING
  }

  private static final class Hosted {
    final Pid pid;
    final long epoch;
    final List<Routes.Parcel> mail = new ArrayList<>();
    Phase phase;
    // While it moves: from where or to whosted.
    String partner = "nobody";
    int exported;
    boolean committing;
    boolean unclear;

    Hosted(Pid pid, long epoch, Phase phase) {
      this.pid = pid;
      this.epoch = epoch;
      this.phase = phase;
    }
  }

  Routes routes() {
    return routes;
  }

  List<Pid> movable() {
    return hosted.values().stream()
        .filter(p -> p.phase == Phase.RUNNING)
        .map(p -> p.pid)
        .sorted(java.util.Comparator.comparing(Pid::toString))
        .toList();
  }

  boolean has(Pid pid) {
    Hosted process = hosted.get(pid);
    return process != null && process.phase == Phase.RUNNING;
  }

  boolean isStill() {
    return hosted.values().stream().allMatch(p -> p.phase == Phase.RUNNING && p.mail.isEmpty());
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
      case MovedTo m -> routes.learn(new Owner(m.target, m.owner, 0, m.epoch, null, false, 0));
      default -> throw new IllegalArgumentException(what.toString());
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
      case Message message -> observer.got(process.pid, message);
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

  // --- moves, as the mover makes them ---

  void move(Pid pid, String to) {
    Hosted process = hosted.get(pid);
    if (process == null || process.phase != Phase.RUNNING || node.member(to).isEmpty()) {
      return;
    }
    process.phase = Phase.MOVING;
    process.partner = to;
    process.exported = process.mail.size();
    replicate(to, new Image(pid, process.epoch, List.copyOf(process.mail)));
  }

  private void replicate(String to, Object what) {
    node.transport().send(to, Channel.REPLICA, envelopes.frame(what));
  }

  private void moved(Member from, Object what) {
    switch (what) {
      case Image(var pid, var epoch, var mail) -> {
        var process = new Hosted(pid, epoch + 1, Phase.ARRIVING);
        process.partner = from.name();
        process.mail.addAll(mail);
        process.exported = mail.size(); // which the source still has, until it commits
        if (hosted.putIfAbsent(pid, process) == null) {
          replicate(from.name(), new Prepared(pid));
        }
      }
      case Prepared(var pid) -> {
        Hosted process = hosted.get(pid);
        if (process != null && process.phase == Phase.MOVING && !process.committing) {
          node.member(process.partner)
              .ifPresent(target -> {
                process.committing = true;
                commit(process, Owner.at(pid, target, process.epoch + 1));
              });
        }
      }
      case Activate(var pid) -> activate(pid);
      case Abort(var pid) -> {
        Hosted process = hosted.get(pid);
        if (process != null && process.phase == Phase.ARRIVING) {
          discard(process);
        }
      }
      default -> throw new IllegalArgumentException(what.toString());
    }
  }

  private void commit(Hosted process, Owner next) {
    String key = process.pid.toString();
    node.registry()
        .lookUp(key)
        .whenComplete((now, failure) -> {
          if (now == null) {
            node.after(Duration.ofMillis(100), () -> commit(process, next));
            return;
          }
          var change = Map.of(key, new Change(now.orElse(null), next));
          boolean done = now.filter(owner -> owner.token() == next.token()).isPresent();
          if (done) {
            depart(process, next);
            return;
          }
          node.registry()
              .change(change)
              .whenComplete((outcomes, refused) -> {
                if (outcomes != null && outcomes.get(key) instanceof Registry.Claim.Won) {
                  depart(process, next);
                } else if (refused instanceof RefusedException && !process.unclear) {
                  // Nothing was written: this side of a divided cluster must not.
                  process.committing = false;
                  replicate(next.node(), new Abort(process.pid));
                  goOn(process);
                } else {
                  process.unclear = true;
                  node.after(Duration.ofMillis(100), () -> commit(process, next));
                }
              });
        });
  }

  private void depart(Hosted process, Owner next) {
    replicate(next.node(), new Activate(process.pid));
    departures.add(process.pid, process.epoch, new Departures.Departure(next.node(), next.epoch()));
    routes.keep(process.pid, node.name(), process.epoch);
    for (Routes.Parcel parcel : process.mail.subList(process.exported, process.mail.size())) {
      carry(next.node(), process.pid, next.epoch(), parcel);
    }
    hosted.remove(process.pid);
  }

  private void activate(Pid pid) {
    Hosted process = hosted.get(pid);
    if (process != null && process.phase == Phase.ARRIVING) {
      node.registry().adopt(pid.toString(), Owner.at(pid, node.self(), process.epoch));
      goOn(process);
      observer.settled(pid);
    }
  }

  private void goOn(Hosted process) {
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
    for (Hosted process : List.copyOf(hosted.values())) {
      if (process.partner.equals(member.name())) {
        partnerLost(process);
      }
    }
    gate.lost(member);
    routes.lost(member);
  }

  private void partnerLost(Hosted process) {
    if (process.phase == Phase.MOVING && !process.committing) {
      goOn(process);
    } else if (process.phase == Phase.ARRIVING) {
      settle(process);
    }
  }

  // The source is gone: the registry says whether it had committed.
  private void settle(Hosted process) {
    node.registry()
        .lookUp(process.pid.toString())
        .whenComplete((owner, failure) -> {
          if (owner == null) {
            node.after(Duration.ofMillis(100), () -> settle(process));
          } else if (process.phase == Phase.ARRIVING) {
            if (owner.filter(o -> o.isOn(node.self()) && o.epoch() == process.epoch).isPresent()) {
              activate(process.pid);
            } else {
              discard(process);
            }
          }
        });
  }

  private void discard(Hosted process) {
    hosted.remove(process.pid, process);
    List<Routes.Parcel> waiting = List.copyOf(process.mail);
    waiting
        .subList(process.exported, waiting.size())
        .forEach(parcel -> undeliverable(process.pid, parcel));
    observer.settled(process.pid);
  }

  @Override
  public boolean holds(Owner owner) {
    Hosted process = hosted.get(owner.pid());
    return process != null && process.epoch == owner.epoch();
  }

  @Override
  public void lost(String key, Owner mine, Owner winner) {
    throw new IllegalStateException(key + " was given twice: " + mine + " and " + winner);
  }
}
