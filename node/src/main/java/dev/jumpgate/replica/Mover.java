package dev.jumpgate.replica;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.PidEntries;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.SystemClock;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveProgress;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Moves processes away from this node, and takes those that others move here. */
public final class Mover implements AutoCloseable {

  /** A move that is over before takes no telling. */
  private static final long WORTH_A_WORD_NANOS = 500_000_000;

  private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

  private final Membership membership;
  private final Transport transport;
  private final Registry registry;
  private final Processes processes;
  private final EventLog events;
  private final SystemClock clock = new SystemClock("jumpgate-moves");
  private final Codec transfers = Codec.of(Schema.of(Transfer.class), Refs.NONE);
  private final Moves moves;
  private final PatientSender loads;

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
    this.loads = new PatientSender(transport, Transport.Channel.REPLICA);
    this.moves =
        new Moves(
            membership,
            (node, transfer) ->
                transport.sendOwed(node.name(), Transport.Channel.REPLICA, Codec.encode(transfer)),
            clock,
            registry,
            () -> ThreadLocalRandom.current().nextLong(),
            new Arrivals(
                processes,
                new PidEntries(registry, clock, pid -> processes.find(pid).isPresent()),
                new Berths(membership.self().name(), new HeapRoom())));
    transport.receive(
        Transport.Channel.REPLICA,
        new Transport.Receiver() {
          @Override
          public void received(Member from, byte[] frame) {
            Mover.this.received(from, frame);
          }

          @Override
          public void lost(Member from) {
            moves.interrupted(from);
          }
        });
    membership.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            moves.lost(member);
          }
        });
  }

  private void received(Member from, byte[] frame) {
    Transfer transfer = transfers.decode(frame, Transfer.class);
    switch (transfer) {
      // The first of a kind loads its classes, and a look at the room may collect the whole heap:
      // other moves must not wait for that.
      case Transfer.Offer _, Transfer.Load _, Transfer.Cargo _ ->
          Thread.ofVirtual().name("jumpgate-arrival").start(() -> moves.received(from, transfer));
      default -> moves.received(from, transfer);
    }
  }

  /** As below; one that takes long tells how far it is in the events. */
  public MoveResult move(Cell<?, ?> cell, String node, MoveOptions options)
      throws InterruptedException {
    long start = System.nanoTime();
    return move(
        cell,
        node,
        options,
        progress -> {
          if (System.nanoTime() - start > WORTH_A_WORD_NANOS) {
            events.publish(Event.Kind.PROGRESS, progress.name(), progress.text());
          }
        });
  }

  /**
   * Moves a process of this node while it serves. Blocks until the target serves. Where the thread
   * is interrupted before the commit, the process goes on here as if nothing had been; after it the
   * move goes on to its end.
   *
   * @param progress told after each round
   * @throws OperatorException when it cannot be done; the process then goes on here
   */
  public MoveResult move(
      Cell<?, ?> cell, String node, MoveOptions options, Consumer<MoveProgress> progress)
      throws InterruptedException {
    long start = System.nanoTime();
    Member target = target(cell, node);
    Departing departing =
        moves.depart(
            cell.pid(),
            move -> new DepartingCell(move, cell, target, transport, registry, processes),
            target,
            options,
            rounds -> progress.accept(progress(cell, node, rounds)));
    events.publish(
        Event.Kind.MOVING, cell.label(), "from %s to %s".formatted(membership.self().name(), node));
    Departing.Moved moved = await(departing);
    var result =
        new MoveResult(
            cell.label(),
            membership.self().name(),
            node,
            moved.owner().epoch(),
            moved.rounds(),
            moved.bytes(),
            Duration.ofNanos(System.nanoTime() - start),
            moved.pause(),
            moved.forwarded(),
            departing.givenUp());
    events.publish(
        Event.Kind.MOVED,
        cell.label(),
        "from %s to %s, epoch %d".formatted(result.from(), node, result.epoch()));
    return result;
  }

  private static MoveProgress progress(Cell<?, ?> cell, String node, Rounds rounds) {
    return new MoveProgress(
        cell.label(), node, rounds.count(), rounds.bytes(), rounds.bytesPerSecond(), rounds.left());
  }

  private static Departing.Moved await(Departing departing) throws InterruptedException {
    try {
      return departing.outcome().toCompletableFuture().get();
    } catch (InterruptedException e) {
      departing.cancel();
      throw e;
    } catch (CancellationException e) {
      throw failed(departing, Code.FAILED, "the move was cancelled", null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OperatorException thrown) {
        // Thrown anew: the trace of the thread that waits is the one that helps.
        throw failed(departing, thrown.code(), String.valueOf(thrown.getMessage()), thrown.hint());
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  // What cannot be taken back is said, also where nothing came of the move.
  private static OperatorException failed(
      Departing departing, Code code, String what, @Nullable String hint) {
    String givenUp = departing.givenUp();
    return new OperatorException(
        code,
        givenUp == null
            ? what
            : "%s; its message was given up, see crash %s".formatted(what, givenUp),
        hint);
  }

  /** Has many that stand go to one node at once. */
  Convoy move(List<Passenger> party, Member target) {
    List<Bytes> images = party.stream().map(Passenger::image).toList();
    return moves.depart(
        party,
        target,
        move -> load(target, Codec.encode(new Transfer.Load(move, Transfer.PROTOCOL, images))));
  }

  private CompletionStage<Void> load(Member target, byte[] frame) {
    var sent = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("jumpgate-move")
        .start(() -> {
          try {
            if (loads.send(target.name(), frame)) {
              sent.complete(null);
            } else {
              sent.completeExceptionally(
                  new JumpgateException(
                      target.name() + " is not in the cluster, or takes nothing"));
            }
          } catch (InterruptedException e) {
            sent.completeExceptionally(e);
          }
        });
    return sent;
  }

  /** Gives a move up before its commit; false where none is under way, or it is too late. */
  public boolean cancel(Cell<?, ?> cell) {
    return moves.cancel(cell.pid());
  }

  private Member target(Cell<?, ?> cell, String node) {
    String self = membership.self().name();
    if (node.equals(self)) {
      throw new OperatorException(
          Code.ALREADY_THERE, "%s is on %s already".formatted(cell.label(), self), null);
    }
    Member target =
        membership
            .member(node)
            .orElseThrow(() ->
                new OperatorException(
                    Code.UNKNOWN_NODE, "no node is named " + node, "/nodes lists them"));
    if (cell.isInTransit() || moves.isLeaving(cell.pid())) {
      throw new OperatorException(
          Code.FAILED, cell.label() + " is being moved or upgraded already", "see /events");
    }
    return target;
  }

  /**
   * What a move would be like. The process notices nothing of it.
   *
   * @throws InterruptedException while the target is asked whether it would take it
   */
  public MovePlan plan(Cell<?, ?> cell, String node, MoveOptions options)
      throws InterruptedException {
    List<String> reasons = new ArrayList<>();
    try {
      Member target = target(cell, node);
      String refusal = ask(cell, target);
      if (!refusal.isEmpty()) {
        reasons.add(refusal);
      }
    } catch (OperatorException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    return Forecast.of(cell, processes, options)
        .plan(cell.label(), membership.self().name(), node, reasons);
  }

  private String ask(Cell<?, ?> cell, Member target) throws InterruptedException {
    return ask(move -> DepartingCell.offer(move, cell, processes, false), target);
  }

  /** Why a node would have no room for so much; empty where it would. */
  String refusal(Member target, long bytes) throws InterruptedException {
    return ask(move -> new Transfer.Cargo(move, Transfer.PROTOCOL, bytes), target);
  }

  private String ask(LongFunction<Transfer> question, Member target) throws InterruptedException {
    try {
      return moves
          .ask(question, target)
          .toCompletableFuture()
          .get(ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "%s did not answer for %d s".formatted(target.name(), ANSWER_WAIT.toSeconds());
    } catch (ExecutionException e) {
      throw new JumpgateException(target.name() + " was not asked: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    clock.close();
  }
}
