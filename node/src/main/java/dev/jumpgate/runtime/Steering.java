package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What operators do to single processes of this node. */
public final class Steering {

  /** How long a handler may take to come to its end in good order. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long one may take when its process is killed. */
  static final Duration GRACE = Duration.ofMillis(200);

  private final Processes processes;
  private final EventLog events;

  Steering(Processes processes, EventLog events) {
    this.processes = processes;
    this.events = events;
  }

  /**
   * Has a process stand still behind the message in hand, and returns at once.
   *
   * @throws OperatorException when it is suspended already, or over
   */
  public void suspend(Cell<?, ?> cell) {
    if (!cell.hold(Hold.SUSPENDED)) {
      throw already(cell, busy(cell, "is suspended already"));
    }
    events.publish(Event.Kind.SUSPENDED, cell.label(), "stands still; messages queue up");
  }

  /**
   * Has it go on.
   *
   * @throws OperatorException when it is not suspended, or on its way to another node
   */
  public void resume(Cell<?, ?> cell) {
    synchronized (cell) {
      if (!cell.isHeldFor(Hold.SUSPENDED)) {
        throw already(cell, "is not suspended");
      }
      // The other node has been told, or is about to be, that it is suspended.
      if (cell.isHeldFor(Hold.MOVING)) {
        throw already(cell, busy(cell, "is being moved"));
      }
      cell.release(Hold.SUSPENDED);
    }
    events.publish(Event.Kind.RESUMED, cell.label(), "goes on");
  }

  private static String busy(Cell<?, ?> cell, String otherwise) {
    if (cell.isClosed()) {
      return "has ended";
    }
    return cell.isHalted() ? "is being moved or upgraded" : otherwise;
  }

  private static OperatorException already(Cell<?, ?> cell, String what) {
    return new OperatorException(Code.ALREADY_THERE, cell.label() + " " + what, null);
  }

  /**
   * Starts a process again with its last state, behind the message in hand and before all that
   * wait.
   *
   * @throws OperatorException when its handler does not return
   */
  public void restart(Cell<?, ?> cell) throws InterruptedException {
    if (!cell.hold(Hold.RESTARTING)) {
      throw already(cell, busy(cell, "is being restarted already"));
    }
    try {
      if (!cell.awaitHeld(PATIENCE.toNanos())) {
        throw stuck(cell, "nothing was changed", "/stop --kill ends it");
      }
      cell.putFirst(new Envelope.Started(Cause.RESTARTED));
    } finally {
      cell.release(Hold.RESTARTING);
    }
    events.publish(Event.Kind.RESTARTED, cell.label(), "starts again with its last state");
  }

  private static OperatorException stuck(Cell<?, ?> cell, String so, @Nullable String hint) {
    Handling handling = Handling.of(cell);
    return new OperatorException(
        Code.FAILED,
        "%s has been on %s for %d ms: %s"
            .formatted(
                cell.label(),
                handling == null ? "a message" : handling.what(),
                handling == null ? PATIENCE.toMillis() : handling.age().toMillis(),
                so),
        hint);
  }

  /**
   * Ends a process in good order, behind all that wait; a suspended one at once.
   *
   * @throws OperatorException when it does not come to its end in time: it ends when it does
   */
  public StopResult stop(Cell<?, ?> cell, String node) throws InterruptedException {
    long start = System.nanoTime();
    var over = new CountDownLatch(1);
    if (!end(cell, new ExitReason.Killed(), over::countDown)) {
      throw already(cell, "has ended");
    }
    if (!over.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      throw stuck(cell, "it ends behind what waits", "/stop --kill does not wait");
    }
    return stopped(cell, node, null, start);
  }

  /** Has the process end; {@code then} runs when all of it is over. False where it has ended. */
  static boolean end(Cell<?, ?> cell, ExitReason reason, Runnable then) {
    var stop = new Envelope.Stop(reason, then);
    boolean first;
    synchronized (cell) {
      first =
          cell.isHeldFor(Hold.SUSPENDED)
              && cell.isHeld()
              && !cell.isInTransit()
              && !cell.isClosed();
      if (first) {
        cell.putFirst(stop);
      }
    }
    if (first) {
      cell.release(Hold.SUSPENDED);
      return true;
    }
    boolean offered = Supervised.stop(cell, stop);
    cell.release(Hold.SUSPENDED);
    return offered;
  }

  /**
   * Ends a process without a word of its own. Where its handler does not return within a moment it
   * is abandoned: its thread is interrupted, and what it still does is dropped.
   *
   * @throws OperatorException when what its last message asked for does not leave
   */
  public StopResult kill(Cell<?, ?> cell, String node) throws InterruptedException {
    long start = System.nanoTime();
    if (!cell.hold(Hold.STOPPING)) {
      throw already(cell, busy(cell, "is being killed already"));
    }
    boolean over = false;
    try {
      for (int i = 0; i < PATIENCE.dividedBy(GRACE); i++) {
        if (cell.awaitHeld(GRACE.toNanos())) {
          Endings.held(cell, new ExitReason.Killed());
          over = true;
          return stopped(cell, node, null, start);
        }
        Fenced.Abandoned abandoned = Endings.abandon(cell);
        over = abandoned != null || cell.isClosed();
        if (over) {
          String crash =
              abandoned == null ? null : processes.delivery().reports().abandoned(cell, abandoned);
          return stopped(cell, node, crash, start);
        }
      }
      throw stuck(cell, "its handler has returned, and its effects do not leave", null);
    } finally {
      if (!over) {
        cell.release(Hold.STOPPING);
      }
    }
  }

  private StopResult stopped(Cell<?, ?> cell, String node, @Nullable String crash, long start) {
    var result =
        new StopResult(
            cell.label(), node, crash != null, crash, Duration.ofNanos(System.nanoTime() - start));
    events.publish(
        Event.Kind.STOPPED,
        cell.label(),
        crash == null ? "was ended" : "was killed within a message, see crash " + crash);
    return result;
  }

  /**
   * Sends a dead letter to its process once more.
   *
   * @throws OperatorException when it is no longer kept, or there is no such process
   */
  public RedeliverResult redeliver(String id) {
    Letter letter =
        processes
            .chronicle()
            .letter(id)
            .orElseThrow(() ->
                new OperatorException(
                    Code.FAILED, "there is no dead letter " + id, "/deadletters lists them"));
    Object content = letter.message().content();
    if (content == null) {
      throw new OperatorException(Code.FAILED, "the message of %s is no value".formatted(id), null);
    }
    Pid pid = letter.name() == null ? letter.pid() : null;
    Ref<Object> target = processes.delivery().ref(pid, letter.name());
    if (!isThere(target)) {
      throw new OperatorException(
          Code.UNKNOWN_PROCESS, "there is no process " + letter.target(), "/ps lists them");
    }
    letter.redelivered().incrementAndGet();
    processes.delivery().sendEffect(target, new Envelope.Message(content));
    return new RedeliverResult(id, letter.target());
  }

  // What this node alone knows of is not in any registry.
  private boolean isThere(Ref<?> target) {
    return processes
        .locate(target)
        .filter(owner ->
            !owner.node().equals(processes.node()) || processes.find(owner.pid()).isPresent())
        .isPresent();
  }
}
