package dev.jumpgate.runtime;

import dev.jumpgate.code.Program;
import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A live process on this node.
 *
 * <pre>
 *   PREPARED --activate--&gt; ACTIVE &lt;--thaw/freeze--&gt; FROZEN --depart--&gt; GONE
 *       |                     |                                         ^
 *       +------discard--------+-----------------stop--------------------+
 * </pre>
 *
 * @param <S> the state
 * @param <M> the messages
 */
public final class Cell<S, M> {

  private static final int BATCH = 64;

  /** Why a process is frozen. */
  public enum Freeze {
    MOVING,
    UPGRADING
  }

  private enum Phase {
    /** Here, but another node is the owner still: takes messages, handles none. */
    PREPARED,
    ACTIVE,
    /** At a message boundary, about to leave: takes messages, handles none. */
    FROZEN,
    GONE
  }

  // Immutable.
  private final Pid pid;
  private final @Nullable String name;
  private final long epoch;
  private final @Nullable BundleVersion former;
  private final Program<S, M> program;
  private final Processes processes;
  private final Behavior<S, M> behavior;
  private final Contents<S, M> contents;

  // Guarded by lock. Invariant: a worker runs only while running is set, and it is set by whoever
  // starts the worker and cleared by the worker itself: so there is never a second one.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition boundary = lock.newCondition();
  private final ArrayDeque<Envelope> mailbox = new ArrayDeque<>();
  private Phase phase = Phase.PREPARED;
  private boolean running;
  private @Nullable Freeze frozenFor;

  // Written by the worker, read by anyone.
  private final Rate rate;
  private volatile Revision<S> committed;
  private volatile @Nullable Handling handling;

  Cell(
      Pid pid,
      @Nullable String name,
      long epoch,
      @Nullable BundleVersion former,
      Program<S, M> program,
      Behavior<S, M> behavior,
      Revision<S> revision,
      Processes processes) {
    this.pid = pid;
    this.name = name;
    this.epoch = epoch;
    this.former = former;
    this.program = program;
    this.processes = processes;
    this.behavior = behavior;
    this.contents = new Contents<>(program, processes);
    this.committed = revision;
    this.rate = new Rate(processes.now());
  }

  public Pid pid() {
    return pid;
  }

  /** The global name, or null. */
  public @Nullable String name() {
    return name;
  }

  /** The epoch at which this node owns the process. */
  public long epoch() {
    return epoch;
  }

  /** The version it ran before this one, or null. */
  public @Nullable BundleVersion former() {
    return former;
  }

  /** The version it runs. */
  public BundleVersion version() {
    return program.bundle().version();
  }

  /** The name where it has one, else the pid. */
  public String label() {
    return name == null ? pid.toString() : name;
  }

  Program<S, M> program() {
    return program;
  }

  Contents<S, M> contents() {
    return contents;
  }

  Revision<S> committed() {
    return committed;
  }

  @Nullable Handling handling() {
    return handling;
  }

  double rate() {
    return rate.perSecond(processes.now());
  }

  // --- the mailbox ---

  /**
   * Takes an envelope. Returns at once.
   *
   * @return false where the process is not here any more: look again who owns it
   */
  boolean offer(Envelope envelope) {
    boolean through;
    lock.lock();
    try {
      if (phase == Phase.GONE) {
        return false;
      }
      through = envelope instanceof Envelope.Flush flush && !waitsForDeparture(flush);
      if (!through) {
        mailbox.add(envelope);
        wake();
      }
    } finally {
      lock.unlock();
    }
    // Outside of the lock: telling the route takes the route's, which comes first in the order.
    if (through) {
      processes.flushed(pid, (Envelope.Flush) envelope, epoch);
    }
    return true;
  }

  // A sender that flushes the way of this very epoch has heard of the next owner: its flush must
  // come out there, behind what waits here.
  private boolean waitsForDeparture(Envelope.Flush flush) {
    return phase == Phase.FROZEN && flush.sent() == epoch;
  }

  private void wake() {
    if (phase == Phase.ACTIVE && !running && !mailbox.isEmpty()) {
      running = true;
      processes.execute(label(), this::work);
    }
  }

  int waiting() {
    lock.lock();
    try {
      return mailbox.size();
    } finally {
      lock.unlock();
    }
  }

  /** What it is frozen for, or null where it is not. */
  public @Nullable Freeze frozenFor() {
    lock.lock();
    try {
      return phase == Phase.FROZEN ? frozenFor : null;
    } finally {
      lock.unlock();
    }
  }

  // --- the worker ---

  private void work() {
    int handled = 0;
    for (Envelope envelope; (envelope = next()) != null; ) {
      try {
        handle(envelope);
      } catch (Throwable thrown) {
        // Whatever it was, the next message must find a worker.
        processes.broken(this, envelope, thrown);
      }
      if (++handled % BATCH == 0) {
        LockSupport.parkNanos(1); // a yield would starve others on JDK 25
      }
    }
  }

  private @Nullable Envelope next() {
    lock.lock();
    try {
      Envelope envelope = phase == Phase.ACTIVE ? mailbox.poll() : null;
      if (envelope == null) {
        running = false;
        boundary.signalAll();
      }
      return envelope;
    } finally {
      lock.unlock();
    }
  }

  private void handle(Envelope envelope) {
    long now = processes.now();
    rate.tick(now);
    if (envelope instanceof Envelope.Stop(var reason, var then)) {
      end(reason);
      then.run();
      return;
    }
    Envelope live;
    try {
      live = contents.live(envelope, committed.ledger());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      refuse(envelope, e);
      return;
    }
    handling = new Handling(live, now, Thread.currentThread());
    try {
      turn(live);
    } finally {
      handling = null;
    }
  }

  private void turn(Envelope live) {
    var turn = new Turn<>(this, processes, live, contents.opened(live, committed.ledger()));
    S next;
    try {
      next = Objects.requireNonNull(run(live, turn), "the handler returned null");
    } catch (Throwable thrown) {
      crash(live, turn, thrown);
      return;
    } finally {
      turn.close();
    }
    // From here on nothing counts as a failure of the handler: its state is there for all to see.
    commit(next, turn);
  }

  private @Nullable S run(Envelope envelope, Turn<M> turn) {
    S state = committed.state();
    return switch (envelope) {
      case Envelope.Message(var content, var _) ->
          behavior.handle(state, contents.message(content), turn);
      case Envelope.Started(var cause) -> behavior.started(state, turn, cause);
      case Envelope.Due(var timer) -> {
        Ledger.Timer due = committed.ledger().timers().get(timer);
        yield due == null ? state : behavior.handle(state, contents.message(due.message()), turn);
      }
      case Envelope.Answered(var ask, var outcome) -> answered(state, ask, outcome, turn);
      case Envelope.Overdue(var ask) ->
          answered(state, ask, new Outcome.Failed(Outcome.Why.LOST, "no answer in time"), turn);
      case Envelope.Flush flush -> {
        processes.flushed(pid, flush, epoch);
        yield state;
      }
      case Envelope.Stop _ -> state;
    };
  }

  private @Nullable S answered(S state, long ask, Outcome outcome, Turn<M> turn) {
    Ledger.Asked asked = committed.ledger().asked().get(ask);
    if (asked == null) {
      return state; // answered before, or too late
    }
    Answer<?> answer =
        switch (outcome) {
          case Outcome.Value(var content) -> new Answer.Value<>(asked.tag(), content);
          case Outcome.Failed(var _, var reason) -> new Answer.Failure<>(asked.tag(), reason);
        };
    return behavior.answered(state, answer, turn);
  }

  // The one place where state becomes visible: first the revision, then the effects.
  private void commit(S next, Turn<M> turn) {
    Ledger before = committed.ledger();
    committed = committed.next(next, turn.ledger());
    processes.timers().arm(this, before, turn.ledger());
    ExitReason stop = turn.release();
    if (stop != null) {
      end(stop);
    }
  }

  private void crash(Envelope envelope, Turn<M> turn, Throwable thrown) {
    // The state stands as it was; only what was spent to get here is spent.
    committed = committed.with(contents.opened(envelope, committed.ledger()));
    turn.fail(thrown);
    processes.crashed(this, envelope, thrown);
  }

  private void refuse(Envelope envelope, Throwable e) {
    if (envelope instanceof Envelope.Message(var _, var caller) && caller != null) {
      processes.answer(
          caller,
          new Outcome.Failed(
              Outcome.Why.NOT_UNDERSTOOD,
              label() + " does not understand the message: " + Thrown.text(e)));
    }
    processes.refused(this, e);
  }

  private void end(ExitReason reason) {
    var stop = new Envelope.Stop(reason, () -> {});
    var turn = new Turn<M>(this, processes, stop, committed.ledger());
    try {
      behavior.stopped(committed.state(), reason, turn);
      turn.close();
      turn.release();
    } catch (Throwable thrown) {
      processes.crashed(this, stop, thrown);
    }
    List<Envelope> left = close(() -> processes.remove(this));
    processes.ended(this, left);
  }

  private List<Envelope> close(Runnable underLock) {
    lock.lock();
    try {
      phase = Phase.GONE;
      running = false;
      var left = List.copyOf(mailbox);
      mailbox.clear();
      underLock.run();
      boundary.signalAll();
      processes.timers().disarm(this);
      return left;
    } finally {
      lock.unlock();
    }
  }

  // --- arriving and leaving ---

  /** The process starts, or goes on, here; {@code first} comes before what waits. */
  void activate(Envelope first) {
    lock.lock();
    try {
      if (phase != Phase.PREPARED) {
        return;
      }
      phase = Phase.ACTIVE;
      mailbox.addFirst(first);
      processes.timers().arm(this, Ledger.EMPTY, committed.ledger());
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** The process will not come here after all: what waits is handed back, nothing has run. */
  List<Envelope> discard() {
    return close(() -> processes.remove(this));
  }

  /**
   * Waits for the running handler and stops at the message boundary behind it.
   *
   * @return false where the handler did not return in time, or the process is not active; it goes
   *     on as before
   */
  public boolean freeze(Freeze reason, Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    boolean mine = false;
    boolean frozen = false;
    lock.lock();
    try {
      if (phase != Phase.ACTIVE) {
        return false;
      }
      mine = true;
      phase = Phase.FROZEN;
      frozenFor = reason;
      while (running && left > 0 && phase == Phase.FROZEN) {
        left = boundary.awaitNanos(left);
      }
      frozen = !running && phase == Phase.FROZEN;
      return frozen;
    } finally {
      // Also when the wait was interrupted: nobody else would let the process go on.
      if (mine && !frozen) {
        thaw();
      }
      lock.unlock();
    }
  }

  /** Goes on after {@link #freeze} as if nothing had been. */
  public void thaw() {
    lock.lock();
    try {
      if (phase == Phase.FROZEN) {
        phase = Phase.ACTIVE;
        // A worker that did not reach the boundary is still at it, and will take what waits.
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Everything that belongs to the frozen process, to be built again.
   *
   * @param reason why it starts again, unless it has not even started here
   */
  public ProcessImage export(Cause reason) {
    lock.lock();
    try {
      if (phase != Phase.FROZEN || running) {
        throw new IllegalStateException(label() + " is not frozen");
      }
      Cause cause = reason;
      for (Envelope envelope : mailbox) {
        if (envelope instanceof Envelope.Stop) {
          throw new RefusedException(label() + " is about to end");
        }
        if (envelope instanceof Envelope.Started(var pending)) {
          cause = pending;
        }
      }
      List<Signal.Mail> mail =
          mailbox.stream().filter(Packing::travels).map(Packing::pack).toList();
      return contents.image(this, committed, cause, mail);
    } finally {
      lock.unlock();
    }
  }

  /** The last committed revision as an image, without what waits; takes no turn of the process. */
  public ProcessImage snapshot() {
    return contents.image(this, committed, Cause.UPGRADED, List.of());
  }

  /** The image as {@code to}, an earlier version, can read it. */
  public ProcessImage reverted(ProcessImage image, BundleVersion to) {
    return contents.reverted(image, behavior, committed.state(), to);
  }

  /** The frozen process goes on as {@code next}, on this node: what came meanwhile follows it. */
  void succeed(ProcessImage image, Cell<?, ?> next) {
    lock.lock();
    try {
      List<Envelope> held = heldSince(image);
      // Whoever finds this cell gone finds the next one, and is behind what is handed over here.
      close(() -> {
        held.forEach(next::offer);
        processes.put(next);
      });
    } finally {
      lock.unlock();
    }
  }

  private List<Envelope> heldSince(ProcessImage image) {
    if (phase != Phase.FROZEN) {
      throw new IllegalStateException(label() + " is not frozen");
    }
    List<Envelope> held = new ArrayList<>(mailbox.stream().filter(Packing::travels).toList());
    held.subList(0, image.mail().size()).clear();
    return held;
  }

  /**
   * Another node owns the process now: what came since {@link #export} follows it, in order.
   *
   * @param image what was exported
   * @return how many envelopes were forwarded
   */
  public int depart(ProcessImage image, String node, long nextEpoch) {
    lock.lock();
    try {
      List<Envelope> held = heldSince(image);
      // The departure is announced before the lock is given up: whoever finds the cell gone finds
      // the departure, and is behind what is forwarded here.
      close(() -> processes.departed(this, node, nextEpoch, held));
      return held.size();
    } finally {
      lock.unlock();
    }
  }
}
