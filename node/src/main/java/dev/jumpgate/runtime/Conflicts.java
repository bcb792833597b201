package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The processes of this node that gave way to another of the same key, as they were then: bounded
 * in number and in bytes, oldest out first. The newest stays, however large: it lived in this heap
 * a moment before.
 */
public final class Conflicts {

  private static final Logger LOG = LogManager.getLogger(Conflicts.class);

  private static final int COUNT_MAX = 1_000;
  private static final double HEAP_SHARE = 0.1;

  private final String node;
  private final int countMax;
  private final long bytesMax;

  // Guarded by this. Invariant: numbered without a gap, so that the first one tells how many went.
  private final ArrayDeque<Loser> losers = new ArrayDeque<>();
  private long serial;
  private long bytes;

  Conflicts(String node) {
    this(node, COUNT_MAX, (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE));
  }

  Conflicts(String node, int countMax, long bytesMax) {
    this.node = node;
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  private record Loser(Conflict about, Kept state) {}

  /** The process stands still; it is kept as it is. */
  void add(Cell<?, ?> cell, String key, Owner mine, Owner winner) {
    Revision<?, ?> last = cell.committed();
    var state = new Kept(last.state());
    state.freeze();
    add(cell.pid(), last, key, mine, winner, state);
  }

  private synchronized void add(
      Pid pid, Revision<?, ?> last, String key, Owner mine, Owner winner, Kept state) {
    var about =
        new Conflict(
            node + "-conflict-" + ++serial,
            Instant.now(),
            key,
            pid,
            node,
            mine.epoch(),
            last.kind().version().toString(),
            last.sequence(),
            null,
            winner.pid(),
            winner.node(),
            winner.epoch());
    losers.add(new Loser(about, state));
    bytes += state.size();
    while (losers.size() > 1 && (losers.size() > countMax || bytes > bytesMax)) {
      Loser oldest = losers.remove();
      bytes -= oldest.state.size();
      LOG.warn(
          "the state of {}, which gave way at {}, is dropped: there are too many conflicts",
          oldest.about.process(),
          oldest.about.time());
    }
  }

  /** All of them, the oldest first. */
  public List<Conflict> all(UnaryOperator<Tree> sight) {
    return kept().stream().map(one -> shown(one, sight)).toList();
  }

  private synchronized List<Loser> kept() {
    return List.copyOf(losers);
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
