package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import dev.jumpgate.simulation.Envelopes;
import dev.jumpgate.simulation.SimulatedCluster;
import dev.jumpgate.simulation.SimulatedNode;
import dev.jumpgate.simulation.SimulatedTime;
import dev.jumpgate.simulation.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a process with a synchronous standby, of clients that ask it and ask again, and of
 * nodes that crash, stand still and lose sight of each other; and what must be true of it: one
 * history gets out, all of it is in the state in the end, and every promotion ends.
 */
final class SuccessionRun implements SimulatedHost.Watcher {

  private static final String KEY = "nav";
  private static final int STEPS = 70;
  private static final Duration END = Duration.ofMinutes(3);

  private final long seed;
  private final boolean hosts;
  private final SimulatedCluster cluster;
  private final SimulatedTime time;
  private final Random random;
  private final Envelopes envelopes = new Envelopes();
  private final Map<SimulatedNode, SimulatedHost> nodes = new LinkedHashMap<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Pid pid;
  private long serial;
  // True once all who could go on with the process were lost.
  private boolean excused;
  private boolean ending;
  // Who were to go on when the owner crashed last.
  private final Set<SimulatedNode> heirs = new HashSet<>();

  // What got out: where each line stands, which line each place has, who said so at which epoch.
  private final Map<Logbook.Line, Integer> places = new HashMap<>();
  private final Map<Integer, Logbook.Line> lines = new HashMap<>();
  private final Map<Long, SimulatedNode> owners = new HashMap<>();
  private final Set<Logbook.Line> acknowledged = new HashSet<>();

  /**
   * @param hosts all nodes are on one host, so that a dead one is known to be dead
   */
  SuccessionRun(long seed, boolean hosts) {
    this.seed = seed;
    this.hosts = hosts;
    this.cluster = SimulatedCluster.seeded(seed, Weather.rough());
    this.time = cluster.time();
    this.random = time.random();
    this.pid = new Pid("n1", 1, 1);
  }

  /** Asks one thing after the other, each until it is answered. */
  private final class Client {
    final SimulatedHost host;
    final String name;
    int n;
    boolean open;

    Client(SimulatedHost host, String name) {
      this.host = host;
      this.name = name;
    }

    Logbook.Line line() {
      return new Logbook.Line(name, n);
    }

    void next() {
      if (!ending) {
        n++;
        open = true;
        ask(n);
      }
    }

    private void ask(int what) {
      if (open && what == n) {
        host.ask(KEY, line());
        host.node()
            .after(time.between(Duration.ofMillis(300), Duration.ofSeconds(1)), () -> ask(what));
      }
    }
  }

  // --- what is seen ---

  @Override
  public void left(SimulatedSubject from, SimulatedSubject.Answer answer) {
    // Once all who could go on are lost its name is free, and a cut that heals may bring back an
    // entry, and with it a copy, from before.
    if (excused) {
      return;
    }
    SimulatedNode owner = owners.putIfAbsent(from.epoch(), from.node());
    require(
        owner == null || owner == from.node(),
        "two nodes let something out at epoch %d: %s and %s",
        from.epoch(),
        owner,
        from.node());
    Logbook.Line line = answer.to().line();
    Integer place = places.putIfAbsent(line, answer.place());
    require(
        place == null || place == answer.place(),
        "%s was applied twice: at %s and at %d",
        line,
        place,
        answer.place());
    Logbook.Line other = lines.putIfAbsent(answer.place(), line);
    require(
        other == null || other.equals(line),
        "two histories got out: at %d there is %s and %s",
        answer.place(),
        other,
        line);
  }

  @Override
  public void answered(SimulatedSubject.Answer answer) {
    for (Client client : clients) {
      if (client.open && client.line().equals(answer.to().line())) {
        client.open = false;
        acknowledged.add(client.line());
        client.host.node().after(time.between(Duration.ZERO, Duration.ofMillis(50)), client::next);
      }
    }
  }

  // The target asked for it, and was gone before it was heard: from then on until it has a standby
  // of its own it is the only one that has the process, as is told in node/README.md.
  @Override
  public void letGo(String to) {
    excused |= cluster.living().stream().noneMatch(node -> node.name().equals(to));
  }

  @Override
  public void tell(String what) {
    story.add("%,9d ms  %s".formatted(time.now() / 1_000_000, what));
  }

  // --- the run ---

  void run() {
    int count = hosts ? 2 + random.nextInt(3) : 3 + random.nextInt(3);
    for (int i = 1; i <= count; i++) {
      join("n" + i);
    }
    time.pass(Duration.ofSeconds(1));
    spawn();
    time.pass(Duration.ofSeconds(5));
    for (SimulatedHost host : List.copyOf(nodes.values())) {
      var client = new Client(host, "c" + host.node());
      clients.add(client);
      client.next();
    }
    for (int i = 0; i < STEPS; i++) {
      step();
      time.pass(time.between(Duration.ZERO, Duration.ofMillis(900)));
    }
    if (!cluster.isWhole()) {
      heal();
    }
    time.pass(END);
    ending = true;
    time.pass(END);
    check();
  }

  private void join(String name) {
    SimulatedNode node = cluster.join(name);
    tell(name + " joins");
    nodes.put(node, new SimulatedHost(node, time, envelopes, this, this::isDead));
  }

  private boolean isDead(Life life) {
    return hosts
        && cluster.living().stream()
            .noneMatch(node ->
                node.name().equals(life.host()) && node.self().incarnation() == life.process());
  }

  private void spawn() {
    SimulatedHost home = of(cluster.living().getFirst());
    SimulatedSubject subject = home.spawn(pid, KEY);
    home.node()
        .registry()
        .change(
            Map.of(KEY, dev.jumpgate.cluster.Change.claim(Owner.first(pid, home.node().self()))))
        .whenComplete((claims, failure) -> {
          require(
              claims != null && claims.get(KEY) instanceof Registry.Claim.Won,
              "the name was not won: %s",
              failure);
          subject.arrive();
          home.keepers().want(subject, null, true, false, why -> {});
        });
  }

  private SimulatedHost of(SimulatedNode node) {
    return Objects.requireNonNull(nodes.get(node));
  }

  private @Nullable SimulatedHost owner() {
    return cluster.living().stream()
        .map(this::of)
        .filter(host -> {
          SimulatedSubject subject = host.subject(pid);
          return subject != null && subject.isRunning();
        })
        .findFirst()
        .orElse(null);
  }

  private void step() {
    List<SimulatedNode> living = cluster.living();
    SimulatedHost owner = owner();
    if (owner != null) {
      heirs.clear();
    }
    int what = random.nextInt(100);
    if (what < 12 && living.size() > 2) {
      crash(ownerOrAny(owner, 3));
    } else if (what < 22 && living.size() < 5 && cluster.isWhole()) {
      join("m" + ++serial);
    } else if (what < 30 && cluster.isWhole() && living.size() > 1) {
      cut(living);
    } else if (what < 36 && cluster.isWhole() && living.size() > 2) {
      SimulatedNode node = ownerOrAny(owner, 2);
      tell(node + " stands still");
      cluster.pause(node);
    } else if (what < 60 && !cluster.isWhole()) {
      heal();
    } else if (what < 75 && owner != null) {
      owner.keepers().keeper(pid).ifPresent(this::switchOver);
    } else if (what < 85 && owner != null && cluster.isWhole()) {
      SimulatedNode place = living.get(random.nextInt(living.size()));
      SimulatedSubject subject = owner.subject(pid);
      if (place != owner.node() && subject != null) {
        tell("an operator wants the standby on " + place);
        owner.keepers().want(subject, place.self(), true, false, why -> {});
      }
    }
  }

  // Anyone now and then, or else the owner.
  private SimulatedNode ownerOrAny(@Nullable SimulatedHost owner, int anyOf) {
    List<SimulatedNode> living = cluster.living();
    return owner == null || random.nextInt(anyOf) == 0
        ? living.get(random.nextInt(living.size()))
        : owner.node();
  }

  private void switchOver(Keeper keeper) {
    tell("an operator has the standby go on: " + keeper.standby());
    keeper.switchOver(
        Duration.ofSeconds(10), why -> tell("it " + (why == null ? "does" : "does not: " + why)));
  }

  private void crash(SimulatedNode node) {
    tell(node + " crashes");
    SimulatedHost victim = of(node);
    if (runs(victim)) {
      heirs.clear();
      victim.keepers().keeper(pid).map(this::heir).ifPresent(heirs::add);
    }
    cluster.crash(node);
    heirs.remove(node);
    boolean someone =
        !heirs.isEmpty()
            || cluster.living().stream().map(this::of).anyMatch(host -> runs(host) || goesOn(host));
    if (!someone) {
      tell("nobody is left who could go on");
      excused = true;
    }
  }

  private boolean runs(SimulatedHost host) {
    SimulatedSubject subject = host.subject(pid);
    return subject != null && subject.isRunning();
  }

  private static boolean goesOn(SimulatedHost host) {
    return host.copies().all().stream().anyMatch(copy -> copy.phase() != Copy.Phase.FOLLOWING);
  }

  // Who has to go on in place of the owner.
  private @Nullable SimulatedNode heir(Keeper keeper) {
    Standby standby = keeper.phase() == Keeper.Phase.SAFE ? keeper.standby() : null;
    return standby == null
        ? null
        : cluster.living().stream().filter(n -> standby.isOn(n.self())).findFirst().orElse(null);
  }

  private void cut(List<SimulatedNode> living) {
    var side = new LinkedHashSet<SimulatedNode>();
    for (SimulatedNode node : living) {
      if (random.nextBoolean() && side.size() < living.size() - 1) {
        side.add(node);
      }
    }
    if (!side.isEmpty()) {
      tell(side + " cut off");
      cluster.cut(side);
    }
  }

  private void heal() {
    tell("healed");
    cluster.heal();
  }

  // --- what must be true in the end ---

  private void check() {
    List<SimulatedNode> living = cluster.living();
    boolean refused = living.stream().anyMatch(n -> n.registry().refusal().isPresent());
    List<SimulatedHost> running = living.stream().map(this::of).filter(this::runs).toList();
    require(running.size() <= 1, "several run it: %s", running.size());
    if (running.isEmpty()) {
      require(excused || refused, "nobody goes on with it");
      return;
    }
    if (excused) {
      return; // it came back from a copy that was all there was
    }
    SimulatedHost owner = running.getFirst();
    SimulatedSubject subject = Objects.requireNonNull(owner.subject(pid));
    for (Logbook.Line line : acknowledged) {
      require(subject.book().place(line) > 0, "%s was acknowledged and is lost", line);
    }
    places.forEach((line, place) ->
        require(
            subject.book().place(line) == place,
            "%s got out as number %d and is number %d now",
            line,
            place,
            subject.book().place(line)));
    Owner entry = owner.node().entry(KEY);
    if (refused && entry != null && subject.mayTakeBack(entry.epoch())) {
      return; // it was given to a node that is lost, and is taken back once there is a majority
    }
    require(
        entry != null && entry.isOn(owner.node().self()) && entry.epoch() == subject.epoch(),
        "%s runs it at epoch %d, the table has %s",
        owner.node(),
        subject.epoch(),
        entry);
    if (refused) {
      return;
    }
    for (Client client : clients) {
      require(
          !client.open || !client.host.node().isAlive(),
          "%s was never answered; there the owner is %s, in the table %s; %s",
          client.line(),
          client.host.node().registry().known(KEY),
          entry,
          subject);
    }
    for (SimulatedNode node : living) {
      for (Copy copy : of(node).copies().all()) {
        require(copy.phase() == Copy.Phase.FOLLOWING, "%s: a copy is %s", node, copy.phase());
      }
    }
    if (living.size() > 1) {
      Keeper.Phase phase = owner.keepers().keeper(pid).orElseThrow().phase();
      require(phase == Keeper.Phase.SAFE, "it has no standby in the end: %s", phase);
      require(entry != null && entry.standby() != null, "the table has %s", entry);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency of ours
  private void require(boolean condition, String complaint, @Nullable Object... about) {
    if (!condition) {
      throw new AssertionError(
          "seed %d: %s%n%s"
              .formatted(
                  seed, complaint.formatted(about), String.join(System.lineSeparator(), story)));
    }
  }
}
