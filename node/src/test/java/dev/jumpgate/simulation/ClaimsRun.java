package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run of nodes that claim, release and hand over names while nodes crash, join and lose sight
 * of each other, and what must be true of it.
 */
final class ClaimsRun {

  private static final int STEPS = 60;
  // Until all have seen who is out of their reach.
  private static final long SEEN = Duration.ofSeconds(8).toNanos();
  private static final List<String> KEYS = List.of("nav", "log", "map", "crew");

  private final long seed;
  private final SimulatedCluster cluster;
  private final SimulatedTime time;
  private final Random random;
  private final Map<SimulatedNode, Tenant> tenants = new HashMap<>();
  private final List<String> story = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  // When the cluster was last in trouble: the window in which two may have won.
  private final List<Window> windows = new ArrayList<>();
  private long serial;
  // Whose changes have not ended.
  private final List<SimulatedNode> open = new ArrayList<>();

  ClaimsRun(long seed) {
    this.seed = seed;
    this.cluster = SimulatedCluster.seeded(seed, Weather.rough());
    this.time = cluster.time();
    this.random = time.random();
  }

  private record Window(long from, long to) {}

  // From when each side had seen that the other is gone until they met again; of three or more
  // only one side may give out names.
  private final List<Window> divided = new ArrayList<>();

  // A process that gave way, and to whom.
  private record Kept(Owner mine, Owner winner) {}

  // A term of ownership, from the answer to the release, the loss or the end of the node.
  private static final class Term {
    final String key;
    final Owner owner;
    final long from;
    long to = Long.MAX_VALUE;
    // It stands still: a process is not moved twice at a time, and does not end meanwhile.
    boolean moving;

    Term(String key, Owner owner, long from) {
      this.key = key;
      this.owner = owner;
      this.from = from;
    }
  }

  private final List<Term> terms = new ArrayList<>();

  // The processes of one node, as far as the registry is concerned.
  private final class Tenant implements Registry.Holder {

    private final SimulatedNode node;
    // Those that are here, also while their claim is under way.
    private final Map<Pid, Owner> here = new HashMap<>();
    private final Map<String, Term> owned = new TreeMap<>();

    Tenant(SimulatedNode node) {
      this.node = node;
    }

    @Override
    public boolean holds(Owner owner) {
      Owner mine = here.get(owner.pid());
      return mine != null && mine.epoch() == owner.epoch();
    }

    @Override
    public void lost(String key, Owner mine, Owner winner) {
      for (Term term : terms) {
        if (term.key.equals(key) && term.to == Long.MAX_VALUE && term.owner.agreesWith(mine)) {
          tell("%s gives %s up to %s", node, key, winner.node());
          end(key, term);
          here.remove(mine.pid());
          kept.add(new Kept(term.owner, winner));
        }
      }
    }

    void claim(String key) {
      Member self = node.self();
      var pid = new Pid(self.name(), self.incarnation(), ++serial);
      Owner owner = owner(pid, node, node.registry().firstEpoch(key));
      here.put(pid, owner);
      change(
          key,
          Change.claim(owner),
          won -> {
            if (won) {
              begin(this, key, owner);
            } else {
              here.remove(pid);
            }
          });
    }

    void release(String key) {
      Term term = owned.get(key);
      if (term != null && !term.moving) {
        end(key, term);
        here.remove(term.owner.pid());
        change(key, Change.release(term.owner), won -> {});
      }
    }

    // As a move does it: the target is prepared, the source stands still until the outcome is
    // known.
    void handOver(String key, Tenant target) {
      Term term = owned.get(key);
      if (term == null
          || term.moving
          || !target.node.isAlive()
          || cluster.isCut(node, target.node)) {
        return;
      }
      Owner next = owner(term.owner.pid(), target.node, term.owner.epoch() + 1);
      target.here.put(next.pid(), next);
      term.moving = true;
      commit(key, target, term, next, false);
    }

    private void commit(String key, Tenant target, Term term, Owner next, boolean tried) {
      open.add(node);
      node.registry()
          .change(Map.of(key, Change.replace(term.owner, next)))
          .whenComplete((outcomes, failure) -> {
            open.remove(node);
            if (failure != null && !(refused(failure) && !tried)) {
              node.after(Duration.ofMillis(100), () -> commit(key, target, term, next, true));
            } else if (outcomes != null && outcomes.get(key) instanceof Registry.Claim.Won) {
              // Another that came meanwhile may have the key here; or this one has given way.
              if (term.to == Long.MAX_VALUE) {
                end(key, term);
              }
              here.remove(next.pid(), term.owner);
              time.after(cluster.hop(), () -> target.activate(node, key, next));
            } else {
              term.moving = false;
              target.here.remove(next.pid(), next);
            }
          });
    }

    // Where the word of the source does not come through, the registry says whether it committed.
    private void activate(SimulatedNode source, String key, Owner next) {
      if (!node.isAlive() || !holds(next)) {
        return;
      }
      if (source.isAlive() && !cluster.isCut(source, node)) {
        arrived(key, next);
        return;
      }
      node.registry()
          .lookUp(key)
          .whenComplete((owner, failure) -> {
            if (owner == null) {
              node.after(Duration.ofMillis(100), () -> activate(source, key, next));
            } else if (owner.filter(next::agreesWith).isPresent()) {
              arrived(key, next);
            } else {
              here.remove(next.pid(), next);
            }
          });
    }

    private void arrived(String key, Owner next) {
      begin(this, key, next);
      node.registry().adopt(key, next);
    }

    private void change(String key, Change change, Consumer<Boolean> then) {
      open.add(node);
      node.registry()
          .change(Map.of(key, change))
          .whenComplete((outcomes, failure) -> {
            open.remove(node);
            then.accept(outcomes != null && outcomes.get(key) instanceof Registry.Claim.Won);
          });
    }

    private void end(String key, Term term) {
      term.to = time.now();
      owned.remove(key, term);
    }
  }

  private static boolean refused(Throwable failure) {
    return failure instanceof RefusedException || failure.getCause() instanceof RefusedException;
  }

  private void begin(Tenant tenant, String key, Owner owner) {
    tell("%s has %s at epoch %d", tenant.node, key, owner.epoch());
    var term = new Term(key, owner, time.now());
    terms.add(term);
    tenant.owned.put(key, term);
  }

  private Owner owner(Pid pid, SimulatedNode node, long epoch) {
    return new Owner(pid, node.name(), node.self().incarnation(), epoch, null, ++serial);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency of ours
  private void tell(String what, Object... about) {
    story.add("%,9d ms  %s".formatted(time.now() / 1_000_000, what.formatted(about)));
  }

  // --- the run ---

  void run() {
    int nodes = 2 + random.nextInt(4);
    for (int i = 0; i < nodes; i++) {
      join();
    }
    time.pass(Duration.ofSeconds(1));
    for (int i = 0; i < STEPS; i++) {
      step();
      time.pass(time.between(Duration.ZERO, Duration.ofMillis(800)));
    }
    if (!cluster.isWhole()) {
      heal();
    }
    // Longer than anything waits: what has not ended by then never ends.
    time.pass(Duration.ofMinutes(2));
    check();
  }

  private Tenant tenant(SimulatedNode node) {
    return Objects.requireNonNull(tenants.get(node));
  }

  private void join() {
    SimulatedNode node = cluster.join(name());
    var tenant = new Tenant(node);
    tenants.put(node, tenant);
    node.registry().keep(tenant);
    tell("%s joins", node);
  }

  // That of a lost node, where all have seen that it is lost: another life of the same name.
  private String name() {
    return tenants.keySet().stream()
        .map(SimulatedNode::name)
        .sorted()
        .filter(name -> cluster.living().stream().allMatch(n -> n.member(name).isEmpty()))
        .findFirst()
        .orElseGet(() -> "n" + ++serial);
  }

  private void step() {
    List<SimulatedNode> living = cluster.living();
    SimulatedNode node = living.get(random.nextInt(living.size()));
    Tenant tenant = tenant(node);
    String key = KEYS.get(random.nextInt(KEYS.size()));
    int what = random.nextInt(100);
    if (what < 45) {
      tenant.claim(key);
    } else if (what < 60) {
      tenant.release(key);
    } else if (what < 80) {
      handOverAny(living);
    } else if (what < 85 && living.size() > 2) {
      crash(node);
    } else if (what < 88 && living.size() < 6 && cluster.isWhole()) {
      join();
    } else if (what < 93 && cluster.isWhole() && living.size() > 1) {
      cut(living);
    } else if (what < 98 && !cluster.isWhole()) {
      heal();
    }
  }

  private void handOverAny(List<SimulatedNode> living) {
    for (SimulatedNode node : living) {
      Tenant tenant = tenant(node);
      for (String key : List.copyOf(tenant.owned.keySet())) {
        SimulatedNode target = living.get(random.nextInt(living.size()));
        if (target != node) {
          tell("%s hands %s to %s", node, key, target);
          tenant.handOver(key, tenant(target));
          return;
        }
      }
    }
  }

  private void crash(SimulatedNode node) {
    tell("%s crashes", node);
    // Where it was all of one side, this is the end of the cut.
    long from = cluster.isWhole() ? time.now() : cutAt;
    windows.add(new Window(from, time.now() + SEEN));
    cluster.crash(node);
    Tenant tenant = tenant(node);
    tenant.owned.values().forEach(term -> term.to = time.now());
    tenant.owned.clear();
  }

  private long cutAt;
  private int livingAtCut;

  private void cut(List<SimulatedNode> living) {
    Set<SimulatedNode> side = new LinkedHashSet<>();
    for (SimulatedNode node : living) {
      if (random.nextBoolean() && side.size() < living.size() - 1) {
        side.add(node);
      }
    }
    if (!side.isEmpty()) {
      tell("%s cut off", side);
      cutAt = time.now();
      livingAtCut = living.size();
      cluster.cut(side);
    }
  }

  private void heal() {
    tell("healed");
    if (livingAtCut == cluster.living().size() && livingAtCut > 2) {
      divided.add(new Window(cutAt + SEEN, time.now()));
    }
    // Until the halves are one cluster again and its table has been looked through.
    windows.add(new Window(cutAt, time.now() + Duration.ofSeconds(20).toNanos()));
    cluster.heal();
  }

  // --- what must be true ---

  private void check() {
    open.removeIf(node -> !node.isAlive());
    require(open.isEmpty(), "the changes of %s never ended", open);
    checkTerms();
    checkTable();
    kept.forEach(this::checkFreed);
  }

  // What the larger part gave out, after it had freed it, is not taken back by who had it before.
  private void checkFreed(Kept one) {
    long given = first(one.mine.pid());
    long before = first(one.winner.pid());
    require(
        divided.stream().noneMatch(w -> before < w.from - SEEN && w.from <= given && given <= w.to),
        "%s was freed of %s, and gave way to it",
        one.mine,
        one.winner);
  }

  // When its first term began.
  private long first(Pid pid) {
    return terms.stream()
        .filter(term -> term.owner.pid().equals(pid))
        .mapToLong(term -> term.from)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  // Of two who owned one key at a time, one gave way and is kept; and that only in a window.
  private void checkTerms() {
    for (Term one : terms) {
      for (Term other : terms) {
        if (one == other || !one.key.equals(other.key) || one.from > other.from) {
          continue;
        }
        boolean both = other.from < one.to;
        if (both) {
          require(
              inWindow(other.from),
              "%s had two owners outside of any window: %s and %s",
              one.key,
              one.owner,
              other.owner);
          require(
              divided.stream().noneMatch(w -> w.from <= one.from && other.from <= w.to),
              "%s was given out on both sides of a cut: %s and %s",
              one.key,
              one.owner,
              other.owner);
          boolean gaveWay =
              isKept(one)
                  || isKept(other)
                  || isDead(one)
                  || isDead(other)
                  || isReleased(one)
                  || isReleased(other);
          require(gaveWay, "%s: neither %s nor %s gave way", one.key, one.owner, other.owner);
        }
        if (one.owner.pid().equals(other.owner.pid())) {
          require(
              one.owner.epoch() != other.owner.epoch() || inWindow(other.from),
              "two owners at one epoch: %s and %s",
              one.owner,
              other.owner);
        }
      }
    }
  }

  private boolean isKept(Term term) {
    return kept.stream().anyMatch(k -> k.mine.token() == term.owner.token());
  }

  private boolean isReleased(Term term) {
    return term.to != Long.MAX_VALUE;
  }

  private boolean isDead(Term term) {
    return cluster.living().stream().noneMatch(node -> term.owner.isOn(node.self()));
  }

  private boolean inWindow(long moment) {
    return windows.stream().anyMatch(w -> w.from <= moment && moment <= w.to);
  }

  // At the end there is one owner, everybody knows it, and whoever believes to own does.
  private void checkTable() {
    List<SimulatedNode> living = cluster.living();
    Set<String> keys = new HashSet<>(KEYS);
    for (String key : keys) {
      Optional<Owner> entry = Optional.ofNullable(living.getFirst().replica().get(key));
      Owner standing = entry.orElse(null);
      for (SimulatedNode node : living) {
        require(node.members().size() == living.size(), "%s sees %s", node, node.members());
        Optional<Owner> known = node.registry().known(key);
        require(known.equals(entry), "%s knows %s of %s, the table %s", node, known, key, entry);
        Term mine = tenant(node).owned.get(key);
        if (mine != null) {
          require(
              standing != null && standing.agreesWith(mine.owner),
              "%s believes to own %s, the table has %s",
              node,
              key,
              entry);
        }
        if (standing != null && standing.isOn(node.self())) {
          require(tenant(node).holds(standing), "nobody holds %s: %s", key, standing);
        }
      }
      if (standing != null) {
        // Without a majority nobody may say that the others are dead.
        boolean refused = living.stream().anyMatch(n -> n.registry().refusal().isPresent());
        require(
            refused || living.stream().anyMatch(n -> standing.isOn(n.self())),
            "%s belongs to the dead: %s",
            key,
            standing);
      }
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency of ours
  private void require(boolean condition, String complaint, Object... about) {
    if (!condition) {
      throw new AssertionError(
          "seed %d: %s%n%s"
              .formatted(
                  seed, complaint.formatted(about), String.join(System.lineSeparator(), story)));
    }
  }
}
