package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One relocation under way: so many convoys at a time to each node, and beside them those that
 * travel alone because they are large or do not come to stand at once.
 */
final class Voyage {

  private static final Logger LOG = LogManager.getLogger(Voyage.class);

  /** While one convoy waits for answers another boards. */
  private static final int CONVOYS_TO_A_NODE = 3;

  private static final int ALONE_AT_A_TIME = 4;
  private static final int CONVOY_PROCESSES = 256;
  private static final long CONVOY_BYTES = 512 << 10;
  private static final long SMALL_BYTES = 64 << 10;
  private static final int SMALL_MAILBOX = 1_000;

  /** All who board stand still meanwhile: nobody waits long for one. */
  private static final Duration BOARDING = Duration.ofMillis(20);

  /** So often; whoever misses them all is at a long message, and goes alone. */
  private static final int BOARDINGS = 3;

  private static final long PROGRESS_NANOS = 1_000_000_000L;

  // Immutable.
  private final Evacuation evacuation;
  private final Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads;
  private final Tally tally;
  private final List<Owner> owners;
  private final int all;

  // Shared by its threads.
  private final Map<Cell<?, ?>, Integer> missed = new ConcurrentHashMap<>();
  private final Queue<Alone> alone = new ConcurrentLinkedQueue<>();
  private final TurnedAway turnedAway;
  private final AtomicLong told = new AtomicLong(System.nanoTime());

  private record Alone(Cell<?, ?> cell, String node) {}

  /**
   * @param loads which processes go where
   * @param owners gets the new owner of each; safe for several threads
   */
  Voyage(
      Evacuation evacuation,
      Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads,
      Tally tally,
      List<Owner> owners) {
    this.evacuation = evacuation;
    this.loads = loads;
    this.tally = tally;
    this.owners = owners;
    this.turnedAway = new TurnedAway(evacuation.membership(), evacuation.mover(), tally);
    this.all = loads.values().stream().mapToInt(Queue::size).sum();
  }

  /** Returns when all have moved or failed to. */
  void sail() throws InterruptedException {
    if (all > 0) {
      evacuation
          .events()
          .publish(
              Event.Kind.MOVING,
              null,
              "%,d processes from %s to %s"
                  .formatted(
                      all,
                      evacuation.membership().self().name(),
                      String.join(", ", loads.keySet())));
    }
    for (var left = loads; !left.isEmpty(); ) {
      sail(left);
      // A full node is passed over: the others are tried.
      left = turnedAway.again(loads.keySet());
    }
  }

  private void sail(Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> left)
      throws InterruptedException {
    List<Legs.Leg> convoys = new ArrayList<>();
    left.forEach((node, cells) -> {
      for (int i = 0; i < CONVOYS_TO_A_NODE; i++) {
        convoys.add(() -> convoys(node, cells));
      }
    });
    Legs.together(convoys);
    List<Legs.Leg> singles = new ArrayList<>();
    for (int i = 0; i < ALONE_AT_A_TIME && i < alone.size(); i++) {
      singles.add(this::singles);
    }
    Legs.together(singles);
  }

  // --- in convoys ---

  private void convoys(String node, Queue<Cell<?, ?>> cells) throws InterruptedException {
    while (!cells.isEmpty()) {
      Member target = evacuation.membership().member(node).orElse(null);
      if (target == null) {
        fail(cells, node + " was lost");
        return;
      }
      List<Passenger> party = board(cells, target);
      if (!party.isEmpty()) {
        move(party, target, node);
      }
    }
  }

  private void fail(Queue<Cell<?, ?>> cells, String why) {
    for (Cell<?, ?> cell; (cell = cells.poll()) != null; ) {
      tally.failed(new MoveFailure(cell.label(), why));
    }
  }

  private List<Passenger> board(Queue<Cell<?, ?>> cells, Member target)
      throws InterruptedException {
    String node = target.name();
    List<Cell<?, ?>> waiting = next(cells, node);
    String refusal = evacuation.mover().refusal(target, bytes(waiting));
    if (!refusal.isEmpty()) {
      waiting.forEach(cell -> turnedAway.add(cell, node, refusal));
      return List.of();
    }
    Map<Cell<?, ?>, Halt> standing = evacuation.processes().halt(waiting, Hold.MOVING, BOARDING);
    List<Passenger> party = new ArrayList<>();
    for (Cell<?, ?> cell : waiting) {
      Halt halt = standing.get(cell);
      if (halt != null) {
        board(party, cell, halt);
      } else if (missed.merge(cell, 1, Integer::sum) < BOARDINGS) {
        cells.add(cell);
      } else {
        alone.add(new Alone(cell, node));
      }
    }
    return party;
  }

  private static long bytes(List<Cell<?, ?>> cells) {
    return cells.stream().mapToLong(Probe::bytes).sum();
  }

  // As many as fit, from the front; the large ones on the way go alone.
  private List<Cell<?, ?>> next(Queue<Cell<?, ?>> cells, String node) {
    List<Cell<?, ?>> next = new ArrayList<>();
    long bytes = 0;
    while (next.size() < CONVOY_PROCESSES && bytes < CONVOY_BYTES) {
      Cell<?, ?> cell = cells.poll();
      if (cell == null) {
        break;
      }
      ProcessStatus status = evacuation.status(cell);
      Long size = status.stateBytes();
      if (size != null && size <= SMALL_BYTES && status.mailbox() <= SMALL_MAILBOX) {
        bytes += size;
        next.add(cell);
      } else {
        alone.add(new Alone(cell, node));
      }
    }
    return next;
  }

  private void board(List<Passenger> party, Cell<?, ?> cell, Halt halt) {
    try {
      party.add(Passenger.of(cell, halt));
    } catch (CodecException | JumpgateException e) {
      halt.resume();
      tally.failed(new MoveFailure(cell.label(), String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      halt.resume();
      LOG.error("{} could not be packed", cell.label(), e);
      tally.failed(new MoveFailure(cell.label(), "it could not be packed: " + e));
    }
  }

  // An interrupt before the commit has them all go on here; after it they go, and are counted when
  // they have.
  private void move(List<Passenger> party, Member target, String node) throws InterruptedException {
    Convoy convoy = evacuation.mover().move(party, target);
    var counted = convoy.outcome().thenApply(outcome -> account(party, outcome, node));
    try {
      turnedAway.stayed(party, counted.toCompletableFuture().get().stayed(), node);
    } catch (InterruptedException e) {
      convoy.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Convoy.Outcome account(List<Passenger> party, Convoy.Outcome outcome, String node) {
    outcome
        .owners()
        .forEach((place, owner) -> {
          Passenger passenger = party.get(place);
          tally.moved(node, 1, passenger.image().size());
          owners.add(owner);
          evacuation
              .events()
              .publish(
                  Event.Kind.MOVED,
                  passenger.key(),
                  "from %s to %s, epoch %d"
                      .formatted(evacuation.membership().self().name(), node, owner.epoch()));
        });
    if (!outcome.owners().isEmpty() && !outcome.serves()) {
      LOG.warn(
          "{} processes belong to {} now, which was lost or did not answer",
          outcome.owners().size(),
          node);
    }
    tell();
    return outcome;
  }

  // --- alone ---

  private void singles() throws InterruptedException {
    for (Alone one; (one = alone.poll()) != null; ) {
      if (evacuation.processes().find(one.cell.pid()).isEmpty()) {
        continue; // it has ended meanwhile
      }
      Member target = evacuation.membership().member(one.node).orElse(null);
      if (target == null) {
        tally.failed(new MoveFailure(one.cell.label(), one.node + " was lost"));
        continue;
      }
      String refusal = evacuation.mover().refusal(target, Probe.bytes(one.cell));
      if (refusal.isEmpty()) {
        move(one, target);
      } else {
        turnedAway.add(one.cell, one.node, refusal);
      }
      tell();
    }
  }

  private void move(Alone one, Member target) throws InterruptedException {
    try {
      MoveResult result = evacuation.mover().move(one.cell, one.node, MoveOptions.DEFAULT);
      tally.moved(one.node, 1, result.bytes());
      owners.add(Owner.at(one.cell.pid(), target, result.epoch()));
    } catch (OperatorException e) {
      turnedAway.stayed(one.cell, String.valueOf(e.getMessage()), one.node);
    }
  }

  private void tell() {
    long last = told.get();
    long now = System.nanoTime();
    if (now - last > PROGRESS_NANOS && told.compareAndSet(last, now)) {
      evacuation
          .events()
          .publish(
              Event.Kind.PROGRESS,
              null,
              "%,d of %,d processes have left %s"
                  .formatted(tally.moved(), all, evacuation.membership().self().name()));
    }
  }
}
