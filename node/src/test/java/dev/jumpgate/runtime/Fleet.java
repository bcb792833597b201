package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Archive;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Nodes in one memory, each with processes of its own. Frames go in order from each to each, by a
 * thread for each pair; a node that is lost sends and gets nothing from then on.
 */
final class Fleet implements AutoCloseable {

  private final List<Ship> ships = new CopyOnWriteArrayList<>();
  private final Map<String, Owner> table = new ConcurrentHashMap<>();
  private final Archive shelf = new Shelf();

  Ship join(String name) {
    var ship = new Ship(new Member(name, ships.size() + 1, name + ":1"));
    ships.add(ship);
    return ship;
  }

  /** Writes an entry of the registry; everybody hears of it at once. */
  void own(String key, Owner owner) {
    table.put(key, owner);
    for (Ship ship : ships) {
      ship.registry.forEach(listener -> listener.owned(key, owner));
    }
  }

  /** Removes one. */
  void disown(String key) {
    Owner owner = Objects.requireNonNull(table.remove(key));
    for (Ship ship : ships) {
      ship.registry.forEach(listener -> listener.disowned(key, owner));
    }
  }

  @Override
  public void close() {
    ships.forEach(Ship::close);
  }

  /** One node. */
  final class Ship implements Membership, Transport, Registry, AutoCloseable {

    private final Member self;
    private final List<Membership.Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Registry.Listener> registry = new CopyOnWriteArrayList<>();
    private final Map<Channel, Receiver> receivers = new EnumMap<>(Channel.class);
    private final Map<String, ExecutorService> lines = new ConcurrentHashMap<>();
    private final EventLog events;
    private final Processes processes;
    // By which the registry's answers come, where it has to be asked.
    private final ExecutorService answers =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile boolean lost;
    private volatile boolean deaf;

    private Ship(Member self) {
      this.self = self;
      var bundles = new Bundles(shelf, InstantSource.system());
      events = new EventLog(this, this, InstantSource.system());
      processes = new Processes(this, this, this, bundles, events, Map.of());
      processes.watch(this);
    }

    Processes processes() {
      return processes;
    }

    Cell<?, ?> cell(Ref<?> process) {
      Pid pid = Objects.requireNonNull(process.pid());
      return processes.find(pid).orElseThrow();
    }

    /** What stands under that key has to be asked for. */
    void knowsNothingOf(String key) {
      unknown.add(key);
    }

    void onTheRegistrysThread(Runnable task) {
      answers.execute(task);
    }

    /** What comes is lost, until {@link #hearsAgain} or {@link #missesAndMeets}. */
    void hearsNothing() {
      deaf = true;
    }

    /** It finds that what came from that one may be lost. */
    void hearsAgain(Ship from) {
      deaf = false;
      receivers.values().forEach(receiver -> receiver.lost(from.self));
    }

    /** It takes that one for lost, which lives, and sees it again. */
    void missesAndMeets(Ship other) {
      listeners.forEach(listener -> listener.left(other.self));
      deaf = false;
      listeners.forEach(listener -> listener.joined(other.self));
    }

    /** It is gone from one moment to the next. */
    void lose() {
      lost = true;
      for (Ship other : ships) {
        if (!other.lost) {
          other.listeners.forEach(listener -> listener.left(self));
        }
      }
    }

    @Override
    public Member self() {
      return self;
    }

    @Override
    public List<Member> members() {
      List<Member> living = new ArrayList<>();
      for (Ship ship : ships) {
        if (!ship.lost) {
          living.add(ship.self);
        }
      }
      return living;
    }

    @Override
    public void listen(Membership.Listener listener) {
      listeners.add(listener);
    }

    @Override
    public Receipt send(String node, Channel channel, byte[] frame) {
      Ship to = ships.stream().filter(s -> s.self.name().equals(node)).findFirst().orElseThrow();
      if (to.lost || lost) {
        return Receipt.GONE;
      }
      lines
          .computeIfAbsent(
              node, n -> Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()))
          .execute(() -> to.got(self, channel, frame, this));
      return Receipt.SENT;
    }

    private void got(Member from, Channel channel, byte[] frame, Ship sender) {
      Receiver receiver = receivers.get(channel);
      if (!lost && !deaf && !sender.lost && receiver != null && !receiver.quick(from, frame)) {
        receiver.received(from, frame);
      }
    }

    @Override
    public void receive(Channel channel, Receiver receiver) {
      receivers.put(channel, receiver);
    }

    @Override
    public Optional<Owner> known(String key) {
      return unknown.contains(key) ? Optional.empty() : Optional.ofNullable(table.get(key));
    }

    @Override
    public CompletionStage<Optional<Owner>> lookUp(String key) {
      return unknown.contains(key)
          ? CompletableFuture.supplyAsync(() -> Optional.ofNullable(table.get(key)), answers)
          : CompletableFuture.completedStage(known(key));
    }

    @Override
    public CompletionStage<Map<String, Claim>> change(Map<String, Change> changes) {
      Map<String, Claim> claims = new HashMap<>();
      changes.forEach((key, change) -> claims.put(key, change(key, change)));
      return CompletableFuture.completedStage(claims);
    }

    private Claim change(String key, Change change) {
      Owner expected = change.expected();
      Owner next = change.next();
      Owner other = table.get(key);
      if (!Objects.equals(other, expected)) {
        return new Claim.Lost(other);
      }
      if (next == null) {
        disown(key);
      } else {
        own(key, next);
      }
      return new Claim.Won(Objects.requireNonNull(next == null ? expected : next));
    }

    @Override
    public Optional<String> refusal() {
      return Optional.empty();
    }

    @Override
    public int quorum() {
      return 0;
    }

    @Override
    public void adopt(String key, Owner owner) {
      table.putIfAbsent(key, owner);
    }

    @Override
    public void keep(Registry.Holder holder) {}

    @Override
    public void listen(Registry.Listener listener) {
      registry.add(listener);
    }

    @Override
    public void close() {
      lost = true;
      processes.close();
      events.close();
      lines.values().forEach(ExecutorService::shutdownNow);
      answers.shutdownNow();
    }
  }

  private static final class Shelf implements Archive {

    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> find(String key) {
      return Optional.ofNullable(contents.get(key));
    }

    @Override
    public boolean add(String key, byte[] content) {
      return contents.putIfAbsent(key, content) == null;
    }

    @Override
    public Set<String> keys() {
      return contents.keySet();
    }

    @Override
    public void listen(Consumer<String> listener) {}
  }
}
