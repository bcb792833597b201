package dev.jumpgate.runtime;

import dev.jumpgate.process.Child;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a supervisor.
 *
 * @param kids by their order
 * @param byPid the orders of those that have a process
 * @param next the order of the next one
 * @param restarts when the latest restarts were, epoch milliseconds
 * @param end why it will end itself when all children have, once that is decided
 */
record Brood(
    Supervisor plan,
    PMap<Long, Kid> kids,
    PMap<Pid, Long> byPid,
    long next,
    Phase phase,
    PVec<Long> restarts,
    @Nullable ExitReason end) {

  /** What the supervisor is at. */
  enum Phase {
    /** The children start for the first time: one that fails is its end. */
    STARTING,
    SERVING,
    ENDING
  }

  static Brood of(Supervisor plan) {
    Brood brood =
        new Brood(plan, PMap.empty(), PMap.empty(), 1, Phase.STARTING, PVec.empty(), null);
    for (Child child : plan.children()) {
      brood = brood.plus(Kid.of(brood.next, child));
    }
    return brood;
  }

  boolean isDynamic() {
    return plan.strategy() == Supervisor.Strategy.DYNAMIC;
  }

  boolean isEnding() {
    return phase == Phase.ENDING;
  }

  /** All of them, in the order of their start. */
  List<Kid> inOrder() {
    return kids.values().stream().sorted(Comparator.comparingLong(Kid::order)).toList();
  }

  Optional<Kid> find(Pid process) {
    Long order = byPid.get(process);
    return order == null ? Optional.empty() : Optional.ofNullable(kids.get(order));
  }

  Optional<Kid> find(String id) {
    return kids.values().stream().filter(kid -> kid.child().id().equals(id)).findFirst();
  }

  Brood plus(Kid kid) {
    return new Brood(plan, kids.with(kid.order(), kid), byPid, next + 1, phase, restarts, end);
  }

  /** With the kid as it is now. */
  Brood with(Kid kid) {
    Kid before = kids.get(kid.order());
    PMap<Pid, Long> pids = byPid;
    if (before != null && before.pid() != null && !before.pid().equals(kid.pid())) {
      pids = pids.without(before.pid());
    }
    if (kid.pid() != null) {
      pids = pids.with(kid.pid(), kid.order());
    }
    return new Brood(plan, kids.with(kid.order(), kid), pids, next, phase, restarts, end);
  }

  Brood without(Kid kid) {
    return new Brood(
        plan,
        kids.without(kid.order()),
        kid.pid() == null ? byPid : byPid.without(kid.pid()),
        next,
        phase,
        restarts,
        end);
  }

  Brood in(Phase other) {
    return new Brood(plan, kids, byPid, next, other, restarts, end);
  }

  Brood ending(ExitReason why) {
    return new Brood(plan, kids, byPid, next, Phase.ENDING, restarts, why);
  }

  /** From the beginning: what ran before, if anything, does not count. */
  Brood anew() {
    PMap<Long, Kid> fresh = kids;
    for (Kid kid : kids.values()) {
      fresh = fresh.with(kid.order(), kid.failed(0, 0).paused(false));
    }
    return new Brood(plan, fresh, byPid, next, Phase.STARTING, PVec.empty(), null);
  }

  /** With a restart more; those that are too old to count are forgotten. */
  Brood restarted(long now) {
    long oldest = now - plan.within().toMillis();
    PVec<Long> recent = PVec.copyOf(restarts.stream().filter(at -> at > oldest).toList()).plus(now);
    return new Brood(plan, kids, byPid, next, phase, recent, end);
  }

  boolean isTooMuch() {
    return restarts.size() > plan.restarts();
  }
}
