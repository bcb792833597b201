package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Those that a node had no room for, and which others they may still try. Threads may add to it at
 * once; it is read when they are done.
 */
final class TurnedAway {

  private final Membership membership;
  private final Mover mover;
  private final Tally tally;
  private final Queue<One> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Cell<?, ?>, Set<String>> tried = new HashMap<>();

  private record One(Cell<?, ?> cell, String node, String reason) {}

  /**
   * Nobody yet.
   *
   * @param tally told of those for which no node is left
   */
  TurnedAway(Membership membership, Mover mover, Tally tally) {
    this.membership = membership;
    this.mover = mover;
    this.tally = tally;
  }

  void add(Cell<?, ?> cell, String node, String reason) {
    waiting.add(new One(cell, node, reason));
  }

  /**
   * Adds one that stayed here though the node had said that it would have room, where it has none
   * any more: it says so to several that ask at once, and takes the first that comes. Where it has,
   * that is not why: the move has failed.
   */
  void stayed(Cell<?, ?> cell, String reason, String node) throws InterruptedException {
    stayed(Map.of(cell, reason), node, Probe.bytes(cell));
  }

  /**
   * As above, of a convoy.
   *
   * @param stayed why, by their place in the party
   */
  void stayed(List<Passenger> party, Map<Integer, String> stayed, String node)
      throws InterruptedException {
    if (!stayed.isEmpty()) {
      Map<Cell<?, ?>, String> reasons = new LinkedHashMap<>();
      stayed.forEach((place, reason) -> reasons.put(party.get(place).cell(), reason));
      long bytes = stayed.keySet().stream().mapToLong(at -> party.get(at).image().size()).sum();
      stayed(reasons, node, bytes);
    }
  }

  private void stayed(Map<Cell<?, ?>, String> reasons, String node, long bytes)
      throws InterruptedException {
    Member target = membership.member(node).orElse(null);
    boolean full = target != null && !mover.refusal(target, bytes).isEmpty();
    reasons.forEach((cell, reason) -> {
      if (full) {
        add(cell, node, reason);
      } else {
        tally.failed(new MoveFailure(cell.label(), reason));
      }
    });
  }

  /** Where each goes next, evenly to those that have not turned it away; none is here after it. */
  Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> again(Collection<String> nodes) {
    Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads = new LinkedHashMap<>();
    for (One one; (one = waiting.poll()) != null; ) {
      Set<String> full = tried.computeIfAbsent(one.cell, cell -> new HashSet<>());
      full.add(one.node);
      String next =
          nodes.stream()
              .filter(node -> !full.contains(node))
              .reduce((a, b) -> size(loads, b) < size(loads, a) ? b : a)
              .orElse(null);
      if (next == null) {
        tally.failed(new MoveFailure(one.cell.label(), one.reason));
      } else {
        loads.computeIfAbsent(next, node -> new ConcurrentLinkedQueue<>()).add(one.cell);
      }
    }
    return loads;
  }

  private static int size(Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads, String node) {
    Queue<Cell<?, ?>> load = loads.get(node);
    return load == null ? 0 : load.size();
  }
}
