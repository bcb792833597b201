package dev.jumpgate.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one process, and the right to run it.
 *
 * <p>Messages are linked to each other; {@code last} is both the end of the queue and the word that
 * says whether somebody <em>owns</em> the process. Whoever turns it from null owns the process and
 * passes it to the scheduler; the worker that runs it owns it, and gives it up by turning {@code
 * last} back to null, which succeeds only when nothing came in. So a message is never left without
 * an owner, and there is never a second one.
 *
 * <pre>
 *   idle --offer--&gt; ready --worker--&gt; running --nothing left--&gt; idle
 *                     ^                  |  |
 *                     +---batch is over--+  +--a hold is on--&gt; held --last release--&gt; ready
 * </pre>
 *
 * <p>While it is <em>held</em>, the process stands at a message boundary and belongs to whoever put
 * the holds on; messages queue up behind. Ended or departed it is <em>closed</em> and takes nothing
 * any more.
 *
 * <p>The intrusive queue follows Vyukov's multi-producer single-consumer queue.
 */
abstract class Mailbox extends Holds {

  /** Messages in a row before other processes get their turn. */
  private static final int BATCH = 32;

  private static final Envelope CLOSED = new Envelope.Nothing();
  private static final VarHandle LAST;
  private static final VarHandle NEXT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      LAST = lookup.findVarHandle(Mailbox.class, "last", Envelope.class);
      NEXT = lookup.findVarHandle(Envelope.class, "next", Envelope.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Changed by compare-and-set only. Null while the process is idle, CLOSED when it is over here.
  private volatile @Nullable Envelope last;
  // Confined to the owner: the oldest message, while no worker has it in hand.
  private @Nullable Envelope first;
  // Written by the owner, read by anyone: how many were taken, of which it may lag behind.
  private int taken;

  /** An empty mailbox. */
  Mailbox() {}

  /** The mailbox of a process that is not to run yet. */
  Mailbox(Hold hold, Envelope start) {
    super(hold);
    start.index = 1;
    first = start;
    last = start;
  }

  /**
   * Handles one envelope; must not throw.
   *
   * @return false where the process is over and the mailbox closed, or is the worker's no more
   */
  abstract boolean handle(Envelope envelope, Worker worker);

  /** A batch is over; the process may be run by another worker already. */
  abstract void ran(long now, long nanos, int handled);

  /** True where the worker is to look at the clock before each message. */
  abstract boolean timed();

  /** So many took so long, and the batch goes on. */
  abstract void took(long nanos, int handled);

  /** The worker begins a batch; null where none is at it any more. */
  abstract void running(@Nullable Worker worker);

  // --- from outside ---

  /**
   * Puts an envelope at the end. Never blocks for long.
   *
   * @return false where the process is not here any more: look again who owns it
   */
  @Override
  final boolean offer(Envelope envelope) {
    while (true) {
      Envelope before = last;
      if (before == CLOSED) {
        awaitClosed();
        return false;
      }
      envelope.index = (before == null ? taken : before.index) + 1;
      if (LAST.compareAndSet(this, before, envelope)) {
        if (before != null) {
          NEXT.setRelease(before, envelope);
        } else {
          first = envelope;
          ready();
        }
        return true;
      }
    }
  }

  // Who finds it closed must come behind what the closer hands over.
  private synchronized void awaitClosed() {
    // To have entered is all.
  }

  /** How many wait, the one in hand not counted. */
  final int waiting() {
    Envelope end = last;
    return end == null || end == CLOSED ? 0 : Math.max(0, end.index - taken);
  }

  /** How many messages it has taken out so far; wraps around. */
  final int taken() {
    return taken;
  }

  /** True where no more may wait; those who ask at the same moment may each put one more. */
  final boolean isFull() {
    int limit = limit();
    return limit != 0 && waiting() >= limit;
  }

  final boolean isIdle() {
    return last == null;
  }

  @Override
  final boolean isClosed() {
    return last == CLOSED;
  }

  // --- the worker ---

  /**
   * Handles a batch.
   *
   * @return true where more wait and the caller still owns the process; false where it must not be
   *     touched again
   */
  final boolean run(Worker worker) {
    Envelope envelope = owned();
    // An idle process must not keep the message that woke it.
    first = null;
    running(worker);
    for (int left = BATCH; left > 0; left--) {
      if (isToStand() && standStill(envelope)) {
        return false;
      }
      if (left < BATCH && timed()) {
        lap(worker);
      }
      taken++;
      worker.hand(envelope);
      if (!handle(envelope, worker)) {
        return false;
      }
      Envelope after = (Envelope) NEXT.getAcquire(envelope);
      if (after == null) {
        // An idle process must not keep the worker, which is over soon.
        running(null);
        // Also where a hold has just been put on: what it offers makes the process ready again.
        if (LAST.compareAndSet(this, envelope, null)) {
          return false;
        }
        running(worker);
        after = awaitNext(envelope);
      }
      // Whoever still has the one that was handled must not keep all that came after it.
      NEXT.set(envelope, null);
      envelope = after;
    }
    first = envelope;
    return true;
  }

  private void lap(Worker worker) {
    long now = System.nanoTime();
    took(now - worker.since(), worker.handled());
    worker.lap(now);
  }

  private Envelope owned() {
    Envelope envelope = first;
    if (envelope == null) {
      throw new IllegalStateException("a mailbox that nobody owns");
    }
    return envelope;
  }

  // A sender is between its two steps.
  private static Envelope awaitNext(Envelope envelope) {
    for (int spins = 0; ; spins++) {
      Envelope next = (Envelope) NEXT.getAcquire(envelope);
      if (next != null) {
        return next;
      }
      if (spins < 100) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1);
      }
    }
  }

  private synchronized boolean standStill(Envelope envelope) {
    if (!isToStand()) {
      return false;
    }
    standBefore(envelope);
    return true;
  }

  private void standBefore(Envelope envelope) {
    running(null);
    first = envelope;
    stand();
  }

  /**
   * Under the monitor, by who has taken the process from the worker that has {@code hand} in hand:
   * that one is done. Something is behind it: a hold is on, which was put on after it was taken.
   */
  final void standBehind(Envelope hand) {
    Envelope after = awaitNext(hand);
    NEXT.set(hand, null);
    standBefore(after);
  }

  // --- while it is held ---

  /** What waits, oldest first; to be called while it is held. */
  final synchronized List<Envelope> waitingEnvelopes() {
    checkHeld();
    Envelope end = last;
    return end == null ? List.of() : listed(owned(), end);
  }

  /** Puts an envelope before all that wait; to be called while it is held. */
  final synchronized void putFirst(Envelope envelope) {
    checkHeld();
    NEXT.setRelease(envelope, owned());
    envelope.index = taken;
    taken--;
    first = envelope;
  }

  /** By the worker, which has {@code hand} in hand: puts an envelope right behind that one. */
  final void putNext(Envelope hand, Envelope envelope) {
    envelope.index = hand.index + 1;
    Envelope after = (Envelope) NEXT.getAcquire(hand);
    if (after == null) {
      if (LAST.compareAndSet(this, hand, envelope)) {
        NEXT.setRelease(hand, envelope);
        return;
      }
      after = awaitNext(hand);
    }
    NEXT.setRelease(envelope, after);
    NEXT.setRelease(hand, envelope);
    taken--;
  }

  final void checkHeld() {
    if (!isHeld()) {
      throw new IllegalStateException("the process does not stand still");
    }
  }

  /**
   * Closes the mailbox of a process that is held and hands what waits to {@code leave}, before
   * anybody finds out that it is closed.
   */
  final synchronized void close(Consumer<List<Envelope>> leave) {
    checkHeld();
    shut(owned(), leave);
  }

  /** The same by the worker, which has {@code hand} in hand: that one is done. */
  final synchronized void closeBehind(Envelope hand, Consumer<List<Envelope>> leave) {
    shut(hand, left -> leave.accept(left.subList(1, left.size())));
  }

  /**
   * Under the monitor, by the owner: nothing comes any more, and what is left from {@code from} on
   * goes to {@code leave}.
   */
  final void shut(Envelope from, Consumer<List<Envelope>> leave) {
    Envelope end = (Envelope) LAST.getAndSet(this, CLOSED);
    try {
      leave.accept(listed(from, end));
    } finally {
      first = null;
      notifyAll();
    }
  }

  private static List<Envelope> listed(Envelope from, Envelope end) {
    List<Envelope> all = new ArrayList<>();
    for (Envelope e = from; ; e = awaitNext(e)) {
      all.add(e);
      if (e == end) {
        return all;
      }
    }
  }
}
