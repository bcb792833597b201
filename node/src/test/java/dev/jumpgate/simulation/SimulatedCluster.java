package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cluster in virtual time, whose members crash, are cut off from each other and meet again. */
public final class SimulatedCluster {

  private final SimulatedTime time;
  private final Weather weather;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<Link, Long> connections = new HashMap<>();
  private final Map<Link, List<Runnable>> parked = new HashMap<>();
  private long ages;
  // One side of the cut; empty while there is none.
  private final Set<SimulatedNode> apart = new LinkedHashSet<>();
  private final Set<Link> cut = new HashSet<>();
  private boolean noticed;
  private boolean healing;

  private SimulatedCluster(long seed, Weather weather) {
    this.time = new SimulatedTime(seed);
    this.weather = weather;
  }

  public static SimulatedCluster seeded(long seed, Weather weather) {
    return new SimulatedCluster(seed, weather);
  }

  /** Two nodes, in either order. */
  private record Link(String one, String other) {
    static Link of(SimulatedNode a, SimulatedNode b) {
      String x = a.self().name() + a.self().incarnation();
      String y = b.self().name() + b.self().incarnation();
      return x.compareTo(y) < 0 ? new Link(x, y) : new Link(y, x);
    }
  }

  public SimulatedTime time() {
    return time;
  }

  public Weather weather() {
    return weather;
  }

  /** The living nodes, in the order in which they joined first. */
  public List<SimulatedNode> living() {
    return nodes.stream().filter(SimulatedNode::isAlive).toList();
  }

  // --- who comes and goes ---

  /** A node joins where the eldest of the larger side is. */
  public SimulatedNode join(String name) {
    SimulatedNode host =
        living().stream().filter(node -> !apart.contains(node)).findFirst().orElse(null);
    long age = ++ages;
    var node =
        new SimulatedNode(
            this,
            new Member(name, age, name + ":5801"),
            age,
            host == null ? new Replica() : host.replica());
    nodes.add(node);
    for (SimulatedNode other : living()) {
      if (other != node && !apart.contains(other)) {
        node.meet(other);
        time.after(
            hop(),
            () -> {
              if (node.isAlive()) {
                other.meet(node);
              }
            });
      }
      if (apart.contains(other)) {
        cut.add(Link.of(node, other));
      }
    }
    node.registry().begin();
    return node;
  }

  /** It is gone at once; the others find out in their time. */
  public void crash(SimulatedNode node) {
    node.die();
    apart.remove(node);
    for (SimulatedNode other : living()) {
      if (other.sees(node)) {
        time.after(time.between(Duration.ofMillis(1), weather.crashSeen()), () -> other.miss(node));
      }
    }
  }

  /** It says farewell and goes. */
  public void leave(SimulatedNode node) {
    living().forEach(other -> time.after(hop(), () -> other.hearFarewell(node)));
    crash(node);
  }

  /** The link between two living nodes begins anew: what was under way on it is lost. */
  public void interrupt(SimulatedNode a, SimulatedNode b) {
    disconnect(a, b);
    a.wire().interrupted(b);
    b.wire().interrupted(a);
  }

  // --- cut and healed ---

  /** Cuts these off from the others, until {@link #heal}. */
  public void cut(Set<SimulatedNode> side) {
    if (!isWhole()) {
      throw new IllegalStateException("one cut at a time");
    }
    noticed = false;
    apart.addAll(side);
    Replica former = living().getFirst().replica();
    SimulatedNode primary = eldest();
    Replica fork = former.copy();
    for (SimulatedNode node : living()) {
      // Whoever is with the primary goes on with its table; the others have their backups.
      if (apart.contains(node) != apart.contains(primary)) {
        node.replica(fork);
      }
      for (SimulatedNode other : living()) {
        if (apart.contains(node) != apart.contains(other)) {
          cut.add(Link.of(node, other));
          noticeLater(node, other);
        }
      }
    }
  }

  /** It stands still, out of everybody's reach, until {@link #heal}. */
  public void pause(SimulatedNode node) {
    cut(Set.of(node));
    node.freeze();
  }

  private SimulatedNode eldest() {
    return living().stream()
        .min(java.util.Comparator.comparingLong(SimulatedNode::age))
        .orElseThrow();
  }

  private void noticeLater(SimulatedNode node, SimulatedNode other) {
    time.after(
        time.between(Duration.ofSeconds(1), weather.cutSeen()),
        () -> {
          if (isCut(node, other) && node.isAlive()) {
            noticed = true;
            node.miss(other);
          }
        });
  }

  /** The links are whole again; the halves meet in their time. */
  public void heal() {
    if (healing) {
      return;
    }
    cut.clear();
    living().forEach(SimulatedNode::thaw);
    if (noticed) {
      healing = true;
      var side = new ArrayList<>(apart);
      time.after(time.between(Duration.ofMillis(500), Duration.ofSeconds(5)), () -> rejoin(side));
      return;
    }
    apart.clear();
    Replica table = eldest().replica();
    living().forEach(node -> node.replica(table));
    var waiting = new ArrayList<>(parked.values());
    parked.clear();
    waiting.forEach(frames -> frames.forEach(Runnable::run));
  }

  public boolean isWhole() {
    return apart.isEmpty() && !healing;
  }

  // The smaller side gives up its own cluster and joins the other.
  private void rejoin(List<SimulatedNode> side) {
    List<SimulatedNode> ones = side.stream().filter(SimulatedNode::isAlive).toList();
    List<SimulatedNode> others = living().stream().filter(node -> !side.contains(node)).toList();
    apart.clear();
    healing = false;
    if (ones.isEmpty() || others.isEmpty()) {
      return;
    }
    boolean first = ones.size() < others.size();
    List<SimulatedNode> small = first ? ones : others;
    List<SimulatedNode> large = first ? others : ones;
    Replica from = small.getFirst().replica();
    Replica into = large.getFirst().replica();
    for (SimulatedNode guest : small) {
      for (SimulatedNode host : large) {
        guest.miss(host);
        host.miss(guest);
        disconnect(guest, host);
      }
      guest.age(++ages);
      guest.replica(into);
    }
    for (SimulatedNode guest : small) {
      for (SimulatedNode host : large) {
        time.after(hop(), () -> greet(guest, host));
        time.after(hop(), () -> greet(host, guest));
      }
    }
    time.after(
        time.between(Duration.ofMillis(1), Duration.ofMillis(500)),
        () -> {
          into.merge(from, (key, before, now) -> tell(into, key, before, now));
          small.stream().filter(SimulatedNode::isAlive).forEach(n -> n.registry().merged());
        });
  }

  private static void greet(SimulatedNode node, SimulatedNode other) {
    if (other.isAlive()) {
      node.meet(other);
    }
  }

  // --- what the ports ask ---

  @Nullable SimulatedNode seen(SimulatedNode by, String name) {
    for (SimulatedNode node : nodes) {
      if (node.name().equals(name) && by.sees(node)) {
        return node;
      }
    }
    return null;
  }

  public boolean isCut(SimulatedNode a, SimulatedNode b) {
    return cut.contains(Link.of(a, b));
  }

  long connection(SimulatedNode a, SimulatedNode b) {
    return connections.getOrDefault(Link.of(a, b), 0L);
  }

  /** What was under way between them is lost. */
  void disconnect(SimulatedNode a, SimulatedNode b) {
    connections.merge(Link.of(a, b), 1L, Long::sum);
    parked.remove(Link.of(a, b));
  }

  void park(SimulatedNode a, SimulatedNode b, Runnable arrival) {
    parked.computeIfAbsent(Link.of(a, b), link -> new ArrayList<>()).add(arrival);
  }

  public Duration hop() {
    return time.between(Duration.ofNanos(20_000), weather.hop());
  }

  boolean isUnclear() {
    return time.random().nextDouble() < weather.unclear();
  }

  void tell(Replica replica, String key, @Nullable Owner before, @Nullable Owner now) {
    living().stream()
        .filter(node -> node.replica() == replica)
        .forEach(node -> node.table().tell(key, before, now));
  }
}
