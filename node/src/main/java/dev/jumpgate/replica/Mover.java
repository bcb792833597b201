package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.ProcessImage;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Moves processes away from this node, and takes those that others move here. */
public final class Mover {

  private static final Logger LOG = LogManager.getLogger(Mover.class);
  private static final Duration HALT_WAIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(30);
  private static final Duration UNCLEAR_PAUSE = Duration.ofMillis(100);
  // Small enough that a call waits behind no more than one of them.
  private static final int CHUNK_BYTES = 256 << 10;

  private final Membership membership;
  private final Transport transport;
  private final Registry registry;
  private final Processes processes;
  private final EventLog events;
  private final Arrivals arrivals;
  private final Codec transfers = Codec.of(Schema.of(Transfer.class), Refs.NONE);
  private final Map<Long, Departing> departing = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();

  public Mover(
      Membership membership,
      Transport transport,
      Registry registry,
      Processes processes,
      EventLog events) {
    this.membership = membership;
    this.transport = transport;
    this.registry = registry;
    this.processes = processes;
    this.events = events;
    this.arrivals = new Arrivals(membership.self().name(), registry, processes, this::send);
    transport.receive(Transport.Channel.REPLICA, this::received);
    membership.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            departing.values().forEach(d -> d.lost(member.name()));
            arrivals.lost(member.name());
          }
        });
  }

  /**
   * Moves a process of this node while it serves. Blocks until the target serves.
   *
   * @throws OperatorException when it cannot be done; the process then goes on here
   */
  public MoveResult move(Cell<?, ?> cell, String node) throws InterruptedException {
    long start = System.nanoTime();
    check(cell, node);
    Halt halt = halt(cell);
    long frozen = System.nanoTime();
    var departure = new Departing(serial.incrementAndGet(), node);
    departing.put(departure.move(), departure);
    try {
      prepare(halt, departure);
    } catch (Throwable e) {
      departing.remove(departure.move());
      throw e;
    }
    return toTheEnd(() -> {
      try {
        commit(cell, halt, departure);
        return finish(cell, halt, departure, start, frozen);
      } finally {
        departing.remove(departure.move());
      }
    });
  }

  // On a thread that nobody interrupts: between the commit and the departure there is no way back,
  // and an operator who leaves must not leave the process frozen.
  private static MoveResult toTheEnd(Callable<MoveResult> rest) throws InterruptedException {
    var task = new FutureTask<>(rest);
    Thread.ofVirtual().name("jumpgate-move").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void check(Cell<?, ?> cell, String node) {
    String self = membership.self().name();
    if (node.equals(self)) {
      throw new OperatorException(
          Code.ALREADY_THERE, "%s is on %s already".formatted(cell.label(), self), null);
    }
    if (membership.member(node).isEmpty()) {
      throw new OperatorException(
          Code.UNKNOWN_NODE, "no node is named " + node, "/nodes lists them");
    }
    if (cell.isSuspended()) {
      throw new OperatorException(
          Code.FAILED, cell.label() + " is suspended", "/resume it first: it would go on there");
    }
    if (cell.isHalted()) {
      throw new OperatorException(
          Code.FAILED, cell.label() + " is being moved or upgraded already", "see /events");
    }
  }

  private Halt halt(Cell<?, ?> cell) throws InterruptedException {
    return processes
        .halt(cell, Hold.MOVING, HALT_WAIT)
        .orElseThrow(() ->
            new OperatorException(
                Code.FAILED,
                "%s did not come to the end of its message within %d s and stays where it is"
                    .formatted(cell.label(), HALT_WAIT.toSeconds()),
                "/inspect %s --about shows what it is at".formatted(cell.label())));
  }

  // Anything that goes wrong here leaves the process as it was.
  private void prepare(Halt halt, Departing departure) throws InterruptedException {
    try {
      ProcessImage image = halt.export(Cause.MOVED);
      byte[] bytes = Codec.encode(image);
      departure.bytes(bytes.length);
      for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
        int to = Math.min(bytes.length, from + CHUNK_BYTES);
        var part = Bytes.copyOf(Arrays.copyOfRange(bytes, from, to));
        copy(departure.node(), new Transfer.Chunk(departure.move(), part, to == bytes.length));
      }
      departure.awaitPrepared(ANSWER_WAIT);
    } catch (JumpgateException e) {
      resume(halt, departure);
      throw e instanceof OperatorException
          ? e
          : new OperatorException(Code.FAILED, String.valueOf(e.getMessage()), null);
    } catch (Throwable e) {
      resume(halt, departure);
      throw e;
    }
  }

  private void resume(Halt halt, Departing departure) {
    send(departure.node(), new Transfer.Abort(departure.move()));
    halt.resume();
  }

  private void commit(Cell<?, ?> cell, Halt halt, Departing departure) throws InterruptedException {
    switch (write(cell, halt, departure)) {
      case Registry.Claim.Won(var owner) -> departure.committed(owner);
      case Registry.Claim.Lost(var other) -> {
        resume(halt, departure);
        throw new OperatorException(
            Code.FAILED,
            "the registry has another owner for %s: %s"
                .formatted(cell.label(), other == null ? "none" : other.node()),
            null);
      }
    }
  }

  // While the outcome is unclear the process stays frozen: going on could mean two owners.
  private Registry.Claim write(Cell<?, ?> cell, Halt halt, Departing departure)
      throws InterruptedException {
    Member target = membership.member(departure.node()).orElse(null);
    if (target == null) {
      resume(halt, departure);
      throw new OperatorException(
          Code.FAILED, departure.node() + " was lost before the move was committed", null);
    }
    String key = cell.name() == null ? cell.pid().toString() : cell.name();
    // The same one at each attempt: an earlier attempt is known by its token.
    Owner next = Owner.at(cell.pid(), target, cell.epoch() + 1);
    boolean written = false;
    while (true) {
      try {
        Owner now = registry.find(key).orElse(null);
        if (now != null && now.token() == next.token()) {
          return new Registry.Claim.Won(next);
        }
        boolean unpublished = now == null && cell.name() == null && cell.epoch() == 1;
        boolean mine = now != null && now.pid().equals(cell.pid()) && now.epoch() == cell.epoch();
        if (!unpublished && !mine) {
          return new Registry.Claim.Lost(now);
        }
        Map<String, Change> change = Map.of(key, new Change(now, next));
        return Objects.requireNonNull(registry.changeAll(change).get(key));
      } catch (RefusedException e) {
        if (!written) {
          resume(halt, departure);
          throw new OperatorException(Code.FAILED, String.valueOf(e.getMessage()), null);
        }
        Thread.sleep(UNCLEAR_PAUSE);
      } catch (JumpgateException e) {
        written = true;
        LOG.warn("the commit of the move of {} is unclear, trying again", cell.label(), e);
        Thread.sleep(UNCLEAR_PAUSE);
      }
    }
  }

  private MoveResult finish(
      Cell<?, ?> cell, Halt halt, Departing departure, long start, long frozen)
      throws InterruptedException {
    String node = departure.node();
    long epoch = departure.owner().epoch();
    send(node, new Transfer.Activate(departure.move()));
    int forwarded = halt.depart(node, epoch);
    if (!departure.awaitActivated(ANSWER_WAIT)) {
      throw new OperatorException(
          Code.FAILED,
          "%s belongs to %s now, but %s was lost or did not answer"
              .formatted(cell.label(), node, node),
          "/ps shows whether it runs there");
    }
    long end = System.nanoTime();
    var result =
        new MoveResult(
            cell.label(),
            membership.self().name(),
            node,
            epoch,
            1,
            departure.bytes(),
            Duration.ofNanos(end - start),
            Duration.ofNanos(end - frozen),
            forwarded);
    events.publish(
        Event.Kind.MOVED,
        cell.label(),
        "from %s to %s, epoch %d".formatted(result.from(), node, epoch));
    return result;
  }

  private void received(Member from, byte[] frame) {
    Transfer transfer = transfers.decode(frame, Transfer.class);
    switch (transfer) {
      case Transfer.Chunk chunk -> arrivals.chunk(from.name(), chunk);
      case Transfer.Abort abort -> arrivals.abort(from.name(), abort.move());
      case Transfer.Activate activate -> arrivals.activate(from.name(), activate.move());
      case Transfer.Prepared _, Transfer.Refused _, Transfer.Activated _ -> {
        Departing departure = departing.get(transfer.move());
        if (departure != null) {
          departure.answered(transfer);
        }
      }
    }
  }

  /** Waits for room: a copy goes no faster than the target takes it. */
  private void copy(String node, Transfer.Chunk chunk) throws InterruptedException {
    byte[] frame = Codec.encode(chunk);
    while (transport.send(node, Transport.Channel.REPLICA, frame) == Transport.Receipt.FULL) {
      if (!transport.awaitRoom(node, Transport.Channel.REPLICA, ANSWER_WAIT)) {
        throw new OperatorException(
            Code.FAILED,
            "%s took nothing of the copy for %d s".formatted(node, ANSWER_WAIT.toSeconds()),
            null);
      }
    }
  }

  private boolean send(String node, Transfer transfer) {
    return transport.sendOwed(node, Transport.Channel.REPLICA, Codec.encode(transfer))
        == Transport.Receipt.SENT;
  }
}
