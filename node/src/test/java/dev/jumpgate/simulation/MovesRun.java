package dev.jumpgate.simulation;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of processes that are moved about, alone or many at once, while others send to them,
 * moves are given up or begun twice, connections break, and nodes crash or are cut off at any step;
 * and what must be true of it.
 *
 * <p>At one epoch one node acts for a process. What one sender sent is applied in its order, and
 * nothing twice; where no node is lost, all of it, to a state that no move has set back. Every move
 * ends, and nobody stays frozen.
 */
final class MovesRun implements SimulatedProcesses.Observer {

  private static final int STEPS = 100;

  private final long seed;
  private final Trouble trouble;
  private final Way way;
  private final SimulatedCluster cluster;
  private final SimulatedTime time;
  private final Random random;
  private final Envelopes envelopes = new Envelopes();
  private final Map<String, SimulatedProcesses> nodes = new TreeMap<>();
  private final List<Pid> pids = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Map<Stream, Integer> sent = new HashMap<>();
  private final Map<Stream, Integer> got = new HashMap<>();
  private final Map<Term, String> actors = new HashMap<>();
  // Of those two histories went on, on both sides of a cut, until one gave way.
  private final Set<Pid> forked = new HashSet<>();
  private int count;
  private int begun;
  private int ended;
  private int done;
  // Thrown at the end once more: what is thrown within a protocol may be taken for its failure.
  private @Nullable AssertionError broken;

  /** What happens to nodes. */
  enum Trouble {
    NONE,
    /** Connections break, and what is on its way is lost. */
    BREAKS,
    CRASHES,
    CUTS
  }

  /** How processes move. */
  enum Way {
    ALONE(2),
    CONVOYS(5);

    private final int processes;

    Way(int processes) {
      this.processes = processes;
    }
  }

  private record Stream(String from, Pid to) {}

  private record Term(Pid process, long epoch) {}

  MovesRun(long seed, Way way, Trouble trouble) {
    this.seed = seed;
    this.way = way;
    this.trouble = trouble;
    this.cluster =
        SimulatedCluster.seeded(seed, trouble == Trouble.NONE ? Weather.slow() : Weather.rough());
    this.time = cluster.time();
    this.random = time.random();
  }

  /** Runs it, and returns how many moves came to their end as they should. */
  int run() {
    count = trouble == Trouble.NONE ? 2 + random.nextInt(3) : 3 + random.nextInt(2);
    for (int i = 1; i <= count; i++) {
      SimulatedNode node = cluster.join("n" + i);
      nodes.put(node.name(), new SimulatedProcesses(node, envelopes, random, this));
    }
    time.pass(Duration.ofSeconds(1));
    for (int i = 1; i <= way.processes; i++) {
      SimulatedNode home = any(cluster.living());
      var pid = new Pid(home.name(), home.self().incarnation(), i);
      of(home).spawn(pid);
      pids.add(pid);
    }
    for (int i = 0; i < STEPS; i++) {
      step();
      time.pass(time.between(Duration.ZERO, Duration.ofMillis(60)));
    }
    if (!cluster.isWhole()) {
      tell("healed");
      cluster.heal();
    }
    time.pass(Duration.ofMinutes(3));
    check();
    return done;
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
    if (what < 50) {
      send(node, any(pids));
    } else if (what < 85) {
      if (way == Way.ALONE || what < 58) {
        moveAny(living);
      } else {
        evacuate(node, any(living).name());
      }
    } else if (what < 90) {
      boolean given = of(node).mover().cancel(any(pids));
      tell(node + " gives moves up: " + given);
      // Without a majority the registry lets nobody go on.
    } else if (trouble == Trouble.CRASHES && what < 93 && 2 * (living.size() - 1) > count) {
      tell(node + " crashes");
      cluster.crash(node);
      nodes.remove(node.name());
    } else if (trouble == Trouble.BREAKS && living.size() > 1) {
      SimulatedNode other = living.get((living.indexOf(node) + 1) % living.size());
      tell("the connection of %s and %s breaks".formatted(node, other));
      cluster.interrupt(node, other);
    } else if (trouble == Trouble.CUTS && what < 94 && cluster.isWhole()) {
      cut(living);
    } else if (trouble == Trouble.CUTS && !cluster.isWhole()) {
      tell("healed");
      cluster.heal();
    }
  }

  private void cut(List<SimulatedNode> living) {
    Set<SimulatedNode> side = new LinkedHashSet<>();
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

  private void moveAny(List<SimulatedNode> living) {
    for (SimulatedNode node : living) {
      SimulatedProcesses here = of(node);
      for (Pid pid : pids) {
        String to = any(living).name();
        if (here.has(pid) && !to.equals(node.name()) && random.nextBoolean()) {
          tell("%s moves %s to %s".formatted(node, pid, to));
          begun++;
          here.move(pid, to, failure -> ended(node, pid, failure));
          return;
        }
      }
    }
  }

  private void evacuate(SimulatedNode node, String to) {
    int all = of(node).movable().size();
    if (all > 0 && !to.equals(node.name()) && of(node).sees(to)) {
      tell("%s moves %s to %s".formatted(node, of(node).movable(), to));
      begun += all;
      of(node).evacuate(to, (pid, failure) -> ended(node, pid, failure));
    }
  }

  private void ended(SimulatedNode node, Pid pid, @Nullable String failure) {
    tell("%s: the move of %s ends%s".formatted(node, pid, failure == null ? "" : ": " + failure));
    ended++;
    done += failure == null ? 1 : 0;
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
  public void acts(Pid process, String node, long epoch) {
    String other = actors.putIfAbsent(new Term(process, epoch), node);
    require(
        other == null || other.equals(node) || trouble == Trouble.CUTS,
        "%s and %s act for %s at epoch %d".formatted(other, node, process, epoch));
  }

  @Override
  public void got(Pid process, SimulatedProcesses.Message message, int last) {
    tell("%s has #%d of %s behind #%d".formatted(process, message.n(), message.from(), last));
    if (forked.contains(process) || trouble == Trouble.CUTS) {
      return;
    }
    var stream = new Stream(message.from(), process);
    int before = got.getOrDefault(stream, 0);
    require(
        before < message.n(),
        "%s has #%d of %s once more".formatted(process, message.n(), message.from()));
    require(
        before == last,
        "%s was set back from #%d of %s to #%d".formatted(process, before, message.from(), last));
    require(
        trouble != Trouble.NONE || message.n() == last + 1,
        "%s lacks #%d of %s".formatted(process, last + 1, message.from()));
    got.put(stream, message.n());
  }

  @Override
  public void dead(Pid process, SimulatedProcesses.Message message) {
    tell("%s does not get #%d of %s".formatted(process, message.n(), message.from()));
    require(trouble != Trouble.NONE, "#%d of %s is dead".formatted(message.n(), message.from()));
  }

  @Override
  public void settled(Pid process) {
    tell(process + " has moved");
  }

  @Override
  public void discarded(Pid process, String node) {
    tell("%s does not come to %s".formatted(process, node));
  }

  @Override
  public void gaveWay(Pid process) {
    tell(process + " gave way");
    require(trouble == Trouble.CUTS, process + " was given twice");
    forked.add(process);
  }

  // --- what must be true at the end ---

  private void check() {
    if (broken != null) {
      throw broken;
    }
    for (SimulatedNode node : cluster.living()) {
      require(of(node).isStill(), "%s is not done: %s".formatted(node, of(node).mover()));
    }
    require(
        ended == begun || trouble == Trouble.CRASHES,
        "of %d moves %d ended".formatted(begun, ended));
    for (Pid pid : pids) {
      long here = cluster.living().stream().filter(node -> of(node).has(pid)).count();
      require(here <= 1, "%s is on %d nodes".formatted(pid, here));
      require(here == 1 || trouble == Trouble.CRASHES, pid + " is nowhere");
    }
    if (trouble == Trouble.NONE) {
      sent.forEach((stream, count) ->
          require(
              count.equals(got.get(stream)),
              "%s: %s of %d arrived".formatted(stream, got.get(stream), count)));
    }
  }

  private void tell(String what) {
    story.add("%,9d ms  %s".formatted(time.now() / 1_000_000, what));
  }

  private void require(boolean condition, String complaint) {
    if (!condition) {
      var error =
          new AssertionError(
              "seed %d: %s%n%s"
                  .formatted(seed, complaint, String.join(System.lineSeparator(), story)));
      broken = broken == null ? error : broken;
      throw error;
    }
  }
}
