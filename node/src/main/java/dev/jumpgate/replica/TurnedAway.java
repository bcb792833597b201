package dev.jumpgate.replica;

import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.runtime.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Those that a node had no room for, and which others they may still try. Threads may add to it at
 * once; it is read when they are done.
 */
final class TurnedAway {

  private final Queue<One> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Cell<?, ?>, Set<String>> tried = new HashMap<>();

  private record One(Cell<?, ?> cell, String node, String reason) {}

  void add(Cell<?, ?> cell, String node, String reason) {
    waiting.add(new One(cell, node, reason));
  }

  /**
   * Where each goes next, evenly to those that have not turned it away; none is here after it.
   *
   * @param stays told of those for which no node is left
   */
  Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> again(
      Collection<String> nodes, Consumer<MoveFailure> stays) {
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
        stays.accept(new MoveFailure(one.cell.label(), one.reason));
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
