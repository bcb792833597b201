package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.OwnerTable;
import dev.jumpgate.cluster.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One member of the simulated cluster, with the ports as it sees them. */
public final class SimulatedNode implements Membership, Clock {

  private static final int BACKUPS = 2;

  private final SimulatedCluster cluster;
  private final Member self;
  private final SimulatedTransport transport;
  private final SimulatedTable table;
  private final OwnerTable registry;
  private final List<Listener> listeners = new ArrayList<>();
  // Whom it takes for members, and since when.
  private final Map<String, SimulatedNode> view = new LinkedHashMap<>();
  private boolean alive = true;
  // What it does once it goes on; null while it does not stand still.
  private @Nullable List<Runnable> frozen;
  private long age;
  private Replica replica;

  SimulatedNode(SimulatedCluster cluster, Member self, long age, Replica replica) {
    this.cluster = cluster;
    this.self = self;
    this.age = age;
    this.replica = replica;
    this.transport = new SimulatedTransport(cluster, this);
    this.table = new SimulatedTable(cluster, this);
    this.registry = new OwnerTable(this, table, this);
    view.put(self.name(), this);
  }

  public String name() {
    return self.name();
  }

  public boolean isAlive() {
    return alive;
  }

  void die() {
    alive = false;
  }

  long age() {
    return age;
  }

  void age(long since) {
    age = since;
  }

  /** The registry's entry as its side of the cluster has it. */
  public @Nullable Owner entry(String key) {
    return replica.get(key);
  }

  Replica replica() {
    return replica;
  }

  void replica(Replica next) {
    replica = next;
  }

  // --- the ports ---

  public Transport transport() {
    return transport;
  }

  SimulatedTransport wire() {
    return transport;
  }

  SimulatedTable table() {
    return table;
  }

  public OwnerTable registry() {
    return registry;
  }

  @Override
  public long nanos() {
    return cluster.time().now();
  }

  /** A dead node does nothing any more. */
  @Override
  public void after(Duration delay, Runnable task) {
    cluster.time().after(delay, () -> run(task));
  }

  /** Does something here: at once, or when it goes on; never where it is dead. */
  void run(Runnable task) {
    if (frozen != null) {
      frozen.add(task);
    } else if (alive) {
      task.run();
    }
  }

  void freeze() {
    frozen = new ArrayList<>();
  }

  void thaw() {
    List<Runnable> late = frozen == null ? List.of() : frozen;
    frozen = null;
    late.forEach(this::run);
  }

  @Override
  public Member self() {
    return self;
  }

  @Override
  public List<Member> members() {
    return view.values().stream()
        .sorted(Comparator.comparingLong(SimulatedNode::age))
        .map(SimulatedNode::self)
        .toList();
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  // --- what the cluster does to it ---

  boolean sees(SimulatedNode other) {
    return view.get(other.name()) == other;
  }

  /**
   * True where those who keep the backups of its part of the table confirm what it writes: they
   * live, it reaches them, and they take it for a member.
   */
  boolean hasBackups() {
    return view.values().stream()
        .filter(other -> other != this)
        .sorted(Comparator.comparingLong(SimulatedNode::age))
        .limit(BACKUPS)
        .allMatch(other -> other.isAlive() && !cluster.isCut(this, other) && other.sees(this));
  }

  /** Whom it asks about the table. */
  SimulatedNode eldest() {
    return view.values().stream().min(Comparator.comparingLong(SimulatedNode::age)).orElseThrow();
  }

  void meet(SimulatedNode other) {
    if (alive && view.put(other.name(), other) != other) {
      run(() -> listeners.forEach(listener -> listener.joined(other.self)));
    }
  }

  void miss(SimulatedNode other) {
    if (alive && view.remove(other.name(), other)) {
      cluster.disconnect(this, other);
      run(() -> listeners.forEach(listener -> listener.left(other.self)));
    }
  }

  void hearFarewell(SimulatedNode other) {
    if (alive) {
      run(() -> listeners.forEach(listener -> listener.leaving(other.self)));
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
