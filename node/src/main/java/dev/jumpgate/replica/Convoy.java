package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.ProcessImage;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The source's side of many small processes that go to one node at once: one frame there, one
 * compare-and-set of all their entries, one frame to have them go on.
 *
 * <p>What a {@link Mover} promises of one holds for each of them: before its entry is written any
 * failure leaves it serving here, after that only the target serves it, and while that is unclear
 * nobody does.
 */
final class Convoy {

  private static final Logger LOG = LogManager.getLogger(Convoy.class);
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(30);
  private static final Duration UNCLEAR_PAUSE = Duration.ofMillis(100);

  // Immutable.
  private final long number;
  private final Member target;
  private final Registry registry;
  private final Sender sender;
  private final CompletableFuture<Map<Integer, String>> loaded = new CompletableFuture<>();
  private final CompletableFuture<Boolean> landed = new CompletableFuture<>();

  // Confined to the thread that moves them, and the one that ends what it began.
  private final List<Passenger> passengers = new ArrayList<>();
  private final Map<Integer, Owner> committed = new LinkedHashMap<>();
  private final Map<Cell<?, ?>, String> failures = new LinkedHashMap<>();
  private long bytes;

  Convoy(long number, Member target, Registry registry, Sender sender) {
    this.number = number;
    this.target = target;
    this.registry = registry;
    this.sender = sender;
  }

  /** Sends to a node. */
  interface Sender {
    /** Waits for room; false where the node is gone. */
    boolean send(String node, Cargo cargo) throws InterruptedException;

    /** The same without waiting, by the reserve. */
    boolean sendOwed(String node, Cargo cargo);
  }

  /** A process that stands still to go along. */
  private record Passenger(Cell<?, ?> cell, Halt halt, ProcessImage image, Bytes encoded) {

    String key() {
      return cell.name() == null ? cell.pid().toString() : cell.name();
    }
  }

  // --- before it goes ---

  /**
   * Takes a process that stands still along, until it has gone or goes on.
   *
   * @throws JumpgateException when it cannot travel; it goes on then
   */
  void board(Cell<?, ?> cell, Halt halt, ProcessImage image) {
    var encoded = Bytes.of(Codec.encode(image));
    passengers.add(new Passenger(cell, halt, image, encoded));
    bytes += encoded.size();
  }

  int size() {
    return passengers.size();
  }

  long bytes() {
    return bytes;
  }

  long number() {
    return number;
  }

  Member target() {
    return target;
  }

  // --- what came of it ---

  /** Those that the target owns now, in the order in which they came on board. */
  Map<Cell<?, ?>, Owner> moved() {
    Map<Cell<?, ?>, Owner> moved = new LinkedHashMap<>();
    committed.forEach((index, owner) -> moved.put(passengers.get(index).cell, owner));
    return moved;
  }

  /** Those that did not go, and why. */
  Map<Cell<?, ?>, String> failures() {
    return failures;
  }

  // --- what the target says ---

  void answered(Cargo answer) {
    switch (answer) {
      case Cargo.Loaded(var _, var refused) -> loaded.complete(refused);
      case Cargo.Landed _ -> landed.complete(true);
      default -> LOG.debug("no answer to a convoy: {}", answer);
    }
  }

  void lost(Member member) {
    if (target.is(member)) {
      loaded.completeExceptionally(
          new RefusedException(target.name() + " was lost during the move"));
      landed.complete(false);
    }
  }

  // --- the move ---

  /** Moves them all. An interrupt before the commit has them all go on here. */
  void move() throws InterruptedException {
    Map<Integer, String> refused;
    try {
      refused = load();
    } catch (JumpgateException e) {
      giveUp(String.valueOf(e.getMessage()));
      return;
    } catch (Throwable e) {
      giveUp("the move was given up");
      throw e;
    }
    refused.forEach(this::stay);
    // On a thread that nobody interrupts: from here on there is no way back.
    var rest =
        new FutureTask<@Nullable Void>(() -> {
          commitAndLand(refused);
          return null;
        });
    Thread.ofVirtual().name("jumpgate-convoy").start(rest);
    try {
      rest.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Map<Integer, String> load() throws InterruptedException {
    if (!sender.send(
        target.name(),
        new Cargo.Load(number, passengers.stream().map(Passenger::encoded).toList()))) {
      throw new RefusedException(target.name() + " is not in the cluster");
    }
    try {
      return loaded.get(ANSWER_WAIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new RefusedException(target.name() + " did not answer in time");
    } catch (ExecutionException e) {
      throw new RefusedException(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    }
  }

  /** All go on here. */
  void giveUp(String why) {
    sender.sendOwed(target.name(), new Cargo.Unload(number));
    for (int i = 0; i < passengers.size(); i++) {
      stay(i, why);
    }
  }

  private void stay(int index, String why) {
    Passenger passenger = passengers.get(index);
    failures.put(passenger.cell, why);
    passenger.halt.resume();
  }

  private void commitAndLand(Map<Integer, String> refused) throws InterruptedException {
    Map<Integer, Passenger> open = new LinkedHashMap<>();
    for (int i = 0; i < passengers.size(); i++) {
      if (!refused.containsKey(i)) {
        open.put(i, passengers.get(i));
      }
    }
    new Commit(open).run();
    sender.sendOwed(target.name(), new Cargo.Land(number, Map.copyOf(committed)));
    committed.forEach((index, owner) -> {
      Passenger passenger = passengers.get(index);
      passenger.halt.depart(owner.node(), owner.epoch());
    });
    if (!committed.isEmpty() && !serves()) {
      LOG.warn(
          "{} processes belong to {} now, which was lost or did not answer",
          committed.size(),
          target.name());
    }
  }

  private boolean serves() throws InterruptedException {
    try {
      return landed.get(ANSWER_WAIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  /** The compare-and-set of all entries at once, tried until each is clear. */
  private final class Commit {

    private final Map<Integer, Passenger> open;
    // The same at each attempt: an earlier one is known by its token.
    private final Map<Integer, Owner> next = new HashMap<>();
    private final Map<Integer, @Nullable Owner> expected = new HashMap<>();
    // Some of what was sent may have happened: nobody goes on before it is settled.
    private boolean unclear;

    Commit(Map<Integer, Passenger> open) {
      this.open = open;
      open.forEach((index, passenger) -> {
        Cell<?, ?> cell = passenger.cell;
        next.put(index, Owner.at(cell.pid(), target, cell.epoch() + 1));
        expected.put(
            index, registry.known(passenger.key()).filter(o -> isOf(o, cell)).orElse(null));
      });
    }

    void run() throws InterruptedException {
      while (!open.isEmpty()) {
        try {
          settle(registry.changeAll(changes()));
          continue;
        } catch (RefusedException e) {
          if (!unclear) {
            List.copyOf(open.keySet()).forEach(i -> fail(i, String.valueOf(e.getMessage())));
            return;
          }
        } catch (JumpgateException e) {
          unclear = true;
          LOG.warn("the commit of {} moves is unclear, trying again", open.size(), e);
        }
        Thread.sleep(UNCLEAR_PAUSE);
      }
    }

    private Map<String, Change> changes() {
      Map<String, Change> changes = new HashMap<>();
      open.forEach((index, passenger) ->
          changes.put(
              passenger.key(),
              new Change(expected.get(index), Objects.requireNonNull(next.get(index)))));
      return changes;
    }

    private void settle(Map<String, Registry.Claim> outcomes) {
      for (int index : List.copyOf(open.keySet())) {
        Passenger passenger = Objects.requireNonNull(open.get(index));
        Owner mine = Objects.requireNonNull(next.get(index));
        switch (Objects.requireNonNull(outcomes.get(passenger.key()))) {
          case Registry.Claim.Won _ -> won(index, mine);
          case Registry.Claim.Lost(var stands)
              when stands != null && stands.token() == mine.token() ->
              won(index, mine);
          // What was known here was late: with what stands the next attempt fits.
          case Registry.Claim.Lost(var stands)
              when stands != null
                  && isOf(stands, passenger.cell)
                  && !stands.equals(expected.get(index)) ->
              expected.put(index, stands);
          case Registry.Claim.Lost(var stands) ->
              fail(
                  index,
                  "the registry has another owner for it: "
                      + (stands == null ? "none" : stands.node()));
        }
      }
    }

    private void won(int index, Owner owner) {
      open.remove(index);
      committed.put(index, owner);
    }

    private void fail(int index, String why) {
      open.remove(index);
      stay(index, why);
    }

    private static boolean isOf(Owner owner, Cell<?, ?> cell) {
      return owner.pid().equals(cell.pid()) && owner.epoch() == cell.epoch();
    }
  }
}
