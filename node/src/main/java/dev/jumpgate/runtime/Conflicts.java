package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The processes of this node that gave way to another of the same key, as they were then.
 *
 * <p>There is no bound: what is kept here lived in this heap a moment before, and nothing of it may
 * be lost unseen.
 */
public final class Conflicts {

  private final String node;
  private final AtomicLong serial = new AtomicLong();
  private final Queue<Loser> losers = new ConcurrentLinkedQueue<>();

  Conflicts(String node) {
    this.node = node;
  }

  private record Loser(Conflict about, Kept state) {}

  /** The process stands still; it is kept as it is. */
  void add(Cell<?, ?> cell, String key, Owner mine, Owner winner) {
    Revision<?, ?> last = cell.committed();
    var about =
        new Conflict(
            node + "-conflict-" + serial.incrementAndGet(),
            Instant.now(),
            key,
            cell.pid(),
            node,
            mine.epoch(),
            last.kind().version().toString(),
            last.sequence(),
            null,
            winner.pid(),
            winner.node(),
            winner.epoch());
    var state = new Kept(last.state());
    state.freeze();
    losers.add(new Loser(about, state));
  }

  /** All of them, the oldest first. */
  public List<Conflict> all(UnaryOperator<Tree> sight) {
    return losers.stream().map(one -> shown(one, sight)).toList();
  }

  private static Conflict shown(Loser one, UnaryOperator<Tree> sight) {
    Conflict c = one.about;
    return new Conflict(
        c.id(),
        c.time(),
        c.process(),
        c.pid(),
        c.node(),
        c.epoch(),
        c.version(),
        c.revision(),
        one.state.tree(sight),
        c.ownerPid(),
        c.ownerNode(),
        c.ownerEpoch());
  }
}
