package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.operator.Event;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What the processes of this node own by the registry's word, until they end, leave, or give way to
 * another that has the same key.
 */
final class Tenure implements Registry.Holder {

  private static final Logger LOG = LogManager.getLogger(Tenure.class);
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Processes processes;
  private final Registry registry;
  private final EventLog events;
  private final Conflicts conflicts;
  // Only while the node leaves: then one release would follow the other.
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  // Those that nobody finds any more, and whose names are not free yet.
  private final Map<Pid, CountDownLatch> ending = new ConcurrentHashMap<>();

  private volatile Predicate<Owner> followed = owner -> false;
  private volatile BiPredicate<Owner, Owner> rivals = (mine, other) -> true;

  private record Ended(String key, Cell<?, ?> cell) {}

  Tenure(Processes processes, Registry registry, EventLog events) {
    this.processes = processes;
    this.registry = registry;
    this.events = events;
    this.conflicts = new Conflicts(processes.node());
  }

  Conflicts conflicts() {
    return conflicts;
  }

  @Override
  public boolean holds(Owner owner) {
    Cell<?, ?> cell = processes.cell(owner.pid());
    return cell != null && (cell.isOf(owner.epoch()) || isRenewed(cell, owner));
  }

  // It is about to go on here at the next epoch, which the registry has given it already, or at the
  // one behind that: it was given away, and is taken back.
  private static boolean isRenewed(Cell<?, ?> cell, Owner owner) {
    long ahead = owner.epoch() - cell.epoch();
    return cell.isHeldFor(Hold.MOVING) && (ahead == 1 || ahead == 2);
  }

  @Override
  public boolean follows(Owner owner) {
    Cell<?, ?> cell = processes.cell(owner.pid());
    return followed.test(owner)
        || (cell != null && (isRenewed(cell, owner) || cell.epoch() == owner.epoch() + 1));
  }

  /** Who knows in place of which owners this node could go on. */
  void followed(Predicate<Owner> copies) {
    followed = copies;
  }

  /** Who knows whether a process may be given up, the first, to another owner, the second. */
  void rivals(BiPredicate<Owner, Owner> mayGiveWay) {
    rivals = mayGiveWay;
  }

  @Override
  public boolean mayGiveWay(Owner mine, Owner winner) {
    return rivals.test(mine, winner);
  }

  /** A process that came from elsewhere goes on here. */
  void adopt(Cell<?, ?> cell) {
    String key = Registry.key(cell.pid(), cell.name());
    registry.adopt(key, Owner.at(cell.pid(), processes.self(), cell.epoch()));
  }

  /** True where the registry has an owner for that pid. */
  boolean isOwned(Pid pid) {
    return registry.find(pid.toString()).isPresent();
  }

  /**
   * A process begins here that was to begin on another node.
   *
   * @throws NameTakenException when another process has its name
   */
  void claim(Cell<?, ?> cell) {
    Owner here = Owner.at(cell.pid(), processes.self(), cell.epoch());
    claim(cell.pid().toString(), here);
    if (cell.name() != null) {
      claim(cell.name(), here);
    }
  }

  private void claim(String key, Owner here) {
    if (registry.claim(key, here) instanceof Registry.Claim.Lost) {
      throw new NameTakenException(key + " has an owner already");
    }
  }

  // --- the end of a process ---

  /** Before anybody finds it gone: what it has will be free by {@link #release}. */
  void ends(Cell<?, ?> cell) {
    if (cell.name() != null || hasEntry(cell)) {
      ending.put(cell.pid(), new CountDownLatch(1));
    }
  }

  /** The process is over: what it had is free. */
  void release(Cell<?, ?> cell) {
    try {
      String name = cell.name();
      if (name != null) {
        release(name, cell);
      }
      if (hasEntry(cell)) {
        release(cell.pid().toString(), cell);
      }
    } finally {
      CountDownLatch free = ending.remove(cell.pid());
      if (free != null) {
        free.countDown();
      }
    }
  }

  // By its pid. One that was never moved has one only where somebody keeps a copy of it.
  private boolean hasEntry(Cell<?, ?> cell) {
    return cell.epoch() > 1 || registry.known(cell.pid().toString()).isPresent();
  }

  /** Returns once a process that is over here has nothing any more; at once for any other. */
  void awaitReleased(Pid process) throws InterruptedException {
    CountDownLatch free = ending.get(process);
    if (free != null) {
      free.await();
    }
  }

  private void release(String key, Cell<?, ?> cell) {
    if (processes.admission().isClosing()) {
      ended.add(new Ended(key, cell));
      return;
    }
    try {
      entry(key, cell).ifPresent(owner -> registry.release(key, owner));
    } catch (JumpgateException e) {
      // The registry frees it when it next looks after this node's entries.
      LOG.warn("{} could not be freed: {}", key, e.getMessage());
    }
  }

  // What is known may be late, and the entry must not stay behind for that.
  private Optional<Owner> entry(String key, Cell<?, ?> cell) {
    return registry
        .known(key)
        .filter(owner -> isOf(owner, cell))
        .or(() -> registry.find(key).filter(owner -> isOf(owner, cell)));
  }

  private static boolean isOf(Owner owner, Cell<?, ?> cell) {
    return owner.pid().equals(cell.pid()) && owner.epoch() == cell.epoch();
  }

  /** All have ended: what they had is free, in one go. */
  void releaseAll() {
    Map<String, Change> changes = new HashMap<>();
    try {
      for (Ended e; (e = ended.poll()) != null; ) {
        String key = e.key;
        entry(key, e.cell).ifPresent(owner -> changes.put(key, Change.release(owner)));
      }
      registry.changeAll(changes);
    } catch (JumpgateException e) {
      // The others free them once this node has left.
      LOG.warn("{} names could not be freed: {}", changes.size(), e.getMessage());
    }
  }

  // --- giving way ---

  @Override
  public void lost(String key, Owner mine, Owner winner) {
    Thread.ofVirtual().name("jumpgate-conflict").start(() -> giveWay(key, mine, winner));
  }

  private void giveWay(String key, Owner mine, Owner winner) {
    try {
      for (Cell<?, ?> cell; (cell = processes.cell(mine.pid())) != null && holds(mine); ) {
        Optional<Halt> halt = processes.halt(cell, Hold.MOVING, WAIT);
        if (halt.isPresent()) {
          conflicts.add(cell, key, mine, winner);
          depart(key, cell, halt.get(), winner);
          return;
        }
        // It moves, in which case it will be gone, or its handler does not return.
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void depart(String key, Cell<?, ?> cell, Halt halt, Owner winner) {
    String what =
        "%s of epoch %d gave way to %s on %s, epoch %d: /conflicts has its state"
            .formatted(key, cell.epoch(), winner.pid(), winner.node(), winner.epoch());
    LOG.warn(what);
    if (winner.pid().equals(cell.pid())) {
      // What waits goes to the owner that remains, and so does who comes later.
      halt.depart(winner.node(), winner.epoch());
    } else {
      Steering.end(cell, new ExitReason.Killed(), () -> {});
      halt.resume();
    }
    events.publish(Event.Kind.CONFLICT, cell.label(), what);
  }
}
