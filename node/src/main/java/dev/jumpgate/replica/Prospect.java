package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What would go where in a voyage, by what the nodes say of their room; nothing moves. */
final class Prospect {

  private final Membership membership;
  private final Mover mover;
  private final Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads;
  private final Tally tally;
  private final TurnedAway turnedAway;
  // What would be on each node by now.
  private final Map<String, Long> taken = new HashMap<>();

  /**
   * @param tally gets what would go, and what could not
   */
  Prospect(
      Membership membership,
      Mover mover,
      Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads,
      Tally tally) {
    this.membership = membership;
    this.mover = mover;
    this.loads = loads;
    this.tally = tally;
    this.turnedAway = new TurnedAway(membership, mover, tally);
  }

  void draw() throws InterruptedException {
    for (var left = loads; !left.isEmpty(); ) {
      for (var load : left.entrySet()) {
        draw(load.getKey(), load.getValue());
      }
      left = turnedAway.again(loads.keySet());
    }
  }

  private void draw(String node, Queue<Cell<?, ?>> cells) throws InterruptedException {
    long sum = taken.getOrDefault(node, 0L);
    long all = cells.stream().mapToLong(Probe::bytes).sum();
    boolean room = refusal(node, sum + all).isEmpty();
    // The last refusal, and the smallest that was refused: what is as large is refused too.
    String refused = "";
    long smallest = Long.MAX_VALUE;
    for (Cell<?, ?> cell : cells) {
      long bytes = Probe.bytes(cell);
      if (!room && bytes < smallest) {
        String refusal = refusal(node, sum + bytes);
        if (!refusal.isEmpty()) {
          refused = refusal;
          smallest = bytes;
        }
      }
      if (room || bytes < smallest) {
        sum += bytes;
        tally.moved(node, 1, bytes);
      } else {
        turnedAway.add(cell, node, refused);
      }
    }
    taken.put(node, sum);
  }

  private String refusal(String node, long bytes) throws InterruptedException {
    Member target = membership.member(node).orElse(null);
    return target == null ? node + " was lost" : mover.refusal(target, bytes);
  }
}
