package dev.jumpgate.simulation;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * One run of nodes that send to processes while those move about and nodes crash, and what must be
 * true of it: each process gets what one sender sent in the order in which it was sent, nothing
 * twice, all of it where no node was lost, and no sender is left with something in hand.
 */
final class RoutesRun implements SimulatedProcesses.Observer {

  private static final int STEPS = 120;
  private static final int PROCESSES = 3;

  private final long seed;
  private final Trouble trouble;
  private final SimulatedCluster cluster;
  private final SimulatedTime time;
  private final Random random;
  private final Envelopes envelopes = new Envelopes();
  private final Map<String, SimulatedProcesses> nodes = new TreeMap<>();
  private final List<Pid> pids = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Map<Stream, Integer> sent = new HashMap<>();
  private final Map<Stream, List<Integer>> got = new HashMap<>();
  private final Map<Stream, Integer> dead = new HashMap<>();

  private int count;

  private record Stream(String from, Pid to) {}

  /** What befalls the nodes. */
  enum Trouble {
    NONE,
    CRASHES,
    /** A link begins anew and loses what was under way; not while a process moves over it. */
    INTERRUPTIONS
  }

  RoutesRun(long seed, Trouble trouble) {
    this.seed = seed;
    this.trouble = trouble;
    this.cluster =
        SimulatedCluster.seeded(
            seed, trouble == Trouble.CRASHES ? Weather.rough() : Weather.slow());
    this.time = cluster.time();
    this.random = time.random();
  }

  void run() {
    count = 3 + random.nextInt(3);
    for (int i = 1; i <= count; i++) {
      SimulatedNode node = cluster.join("n" + i);
      nodes.put(node.name(), new SimulatedProcesses(node, envelopes, random, this));
    }
    time.pass(Duration.ofSeconds(1));
    for (int i = 1; i <= PROCESSES; i++) {
      SimulatedNode home = any(cluster.living());
      var pid = new Pid(home.name(), home.self().incarnation(), i);
      of(home).spawn(pid);
      pids.add(pid);
    }
    for (int i = 0; i < STEPS; i++) {
      step();
      time.pass(time.between(Duration.ZERO, Duration.ofMillis(40)));
    }
    time.pass(Duration.ofMinutes(2));
    check();
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private SimulatedProcesses of(SimulatedNode node) {
    return Objects.requireNonNull(nodes.get(node.name()));
  }

  private void step() {
    List<SimulatedNode> living = cluster.living();
    SimulatedNode node = any(living);
    int what = random.nextInt(100);
    if (what < 70) {
      send(node, any(pids));
    } else if (what < 97) {
      List<Pid> movable = of(node).movable();
      if (!movable.isEmpty()) {
        Pid pid = any(movable);
        String to = any(living).name();
        if (!to.equals(node.name())) {
          tell("%s moves %s to %s".formatted(node, pid, to));
          of(node).move(pid, to, failure -> {});
        }
      }
    } else if (trouble == Trouble.CRASHES && 2 * (living.size() - 1) > count) {
      tell(node + " crashes");
      cluster.crash(node);
    }
  }

  /**
   * Another run: one process goes to and fro between two nodes, and the link between these begins
   * anew, while the third one sends to it. Nothing tells the third.
   */
  void runBesideAWeakLink() {
    count = 3;
    for (int i = 1; i <= count; i++) {
      SimulatedNode node = cluster.join("n" + i);
      nodes.put(node.name(), new SimulatedProcesses(node, envelopes, random, this));
    }
    time.pass(Duration.ofSeconds(1));
    SimulatedNode sender = cluster.living().get(0);
    SimulatedNode one = cluster.living().get(1);
    SimulatedNode other = cluster.living().get(2);
    var pid = new Pid(one.name(), one.self().incarnation(), 1);
    of(one).spawn(pid);
    pids.add(pid);
    for (int i = 0; i < STEPS; i++) {
      send(sender, pid);
      int what = random.nextInt(10);
      SimulatedNode here = of(one).has(pid) ? one : other;
      if (what < 2 && of(here).has(pid)) {
        of(here).move(pid, (here == one ? other : one).name(), failure -> {});
      } else if (what < 6 && of(one).isStill() && of(other).isStill()) {
        tell("the link between %s and %s begins anew".formatted(one, other));
        cluster.interrupt(one, other);
      }
      time.pass(time.between(Duration.ZERO, Duration.ofMillis(100)));
    }
    time.pass(Duration.ofMinutes(2));
    check();
  }

  private void send(SimulatedNode node, Pid to) {
    int burst = 1 + random.nextInt(3);
    for (int i = 0; i < burst; i++) {
      int n = sent.merge(new Stream(node.name(), to), 1, Integer::sum);
      tell("%s sends #%d to %s".formatted(node, n, to));
      of(node).send(to, new SimulatedProcesses.Message(node.name(), n));
    }
  }

  @Override
  public void got(Pid process, SimulatedProcesses.Message message, int before) {
    tell("%s got #%d of %s".formatted(process, message.n(), message.from()));
    List<Integer> all =
        got.computeIfAbsent(new Stream(message.from(), process), s -> new ArrayList<>());
    int last = all.isEmpty() ? 0 : all.getLast();
    require(
        last < message.n(),
        "%s got #%d of %s behind #%d".formatted(process, message.n(), message.from(), last));
    all.add(message.n());
  }

  @Override
  public void dead(Pid process, SimulatedProcesses.Message message) {
    tell("%s does not get #%d of %s".formatted(process, message.n(), message.from()));
    dead.merge(new Stream(message.from(), process), 1, Integer::sum);
    require(trouble == Trouble.CRASHES, "#%d of %s is dead".formatted(message.n(), message.from()));
  }

  @Override
  public void settled(Pid process) {
    tell(process + " has moved");
  }

  private void check() {
    for (SimulatedNode node : cluster.living()) {
      require(of(node).isStill(), node + " has a process that is still on its way");
    }
    // What is sent now must arrive wherever the process is: no route is left holding something.
    for (SimulatedNode node : cluster.living()) {
      for (Pid pid : pids) {
        send(node, pid);
      }
    }
    time.pass(Duration.ofMinutes(1));
    for (SimulatedNode node : cluster.living()) {
      for (Pid pid : pids) {
        check(new Stream(node.name(), pid));
      }
    }
  }

  private void check(Stream stream) {
    int all = sent.getOrDefault(stream, 0);
    List<Integer> there = got.getOrDefault(stream, List.of());
    if (trouble == Trouble.NONE) {
      require(there.size() == all, "%s: %d of %d arrived".formatted(stream, there.size(), all));
      return;
    }
    boolean lives = cluster.living().stream().anyMatch(node -> of(node).has(stream.to));
    boolean last = !there.isEmpty() && there.getLast() == all;
    require(
        last || (!lives && dead.containsKey(stream)),
        "%s: the last of %d neither arrived nor is known to be lost".formatted(stream, all));
  }

  private void tell(String what) {
    story.add("%,9d ms  %s".formatted(time.now() / 1_000_000, what));
  }

  private void require(boolean condition, String complaint) {
    if (!condition) {
      throw new AssertionError(
          "seed %d: %s%n%s".formatted(seed, complaint, String.join(System.lineSeparator(), story)));
    }
  }
}
