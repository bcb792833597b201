package dev.jumpgate.runtime;

import dev.jumpgate.process.CallTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process with a copy elsewhere has asked for and what may not leave yet: nothing of a
 * revision leaves before the copy has that revision. The process goes on meanwhile; where too much
 * waits, it stands at its next boundary.
 *
 * <p>Invariant: everything leaves in the order in which it was asked for. It is let go by one
 * thread at a time, the one that has set {@code leaving}, which holds no lock while it does so;
 * whoever finds another at it leaves the rest to that one, which looks again before it stops.
 */
final class Withheld {

  /** So many revisions may be ahead of the copy. */
  static final int MOST = 1024;

  private final Cell<?, ?> cell;

  // Guarded by this.
  private final ArrayDeque<Part> waiting = new ArrayDeque<>();
  private Mode mode = Mode.OPEN;
  private long acknowledged;
  private boolean leaving;
  private boolean sealed;
  private boolean abandoned;
  // The hold is on the process, or about to be.
  private boolean stands;
  private boolean toTheLast;
  // How many of those that wait are slow.
  private int slow;
  private InTransit inTransit;

  /**
   * @param place of the outbox before which all has left
   */
  Withheld(Cell<?, ?> cell, long place) {
    this.cell = cell;
    this.inTransit = new InTransit(place);
  }

  private enum Mode {
    /** There is a copy, which must have a revision first. */
    HOLDING,
    /** There is no copy, but others may rely on what is pledged. */
    OPEN,
    /** There will be no copy. */
    OVER
  }

  /**
   * What leaves together.
   *
   * @param place of the outbox behind it
   * @param pledged true where it is in the outbox
   * @param slow true where it may have to wait for others
   */
  record Part(long revision, long place, boolean pledged, boolean slow, Runnable effects) {}

  // --- the copy ---

  /**
   * From now on there is a copy, which has nothing yet. The process stands.
   *
   * @param anew true where its outbox begins anew
   */
  synchronized void hold(boolean anew) {
    mode = Mode.HOLDING;
    acknowledged = Long.MIN_VALUE;
    if (anew) {
      inTransit = new InTransit(0);
    }
  }

  /** The copy has this revision and all before it. */
  void acknowledged(long revision) {
    synchronized (this) {
      if (revision <= acknowledged) {
        return;
      }
      acknowledged = revision;
    }
    letGoSoon();
  }

  /** There is no copy until the next one: all leaves, and others rely on what is pledged. */
  void open() {
    synchronized (this) {
      mode = Mode.OPEN;
    }
    letGoSoon();
  }

  /** There is no copy any more: all leaves, and nothing is to be pledged from now on. */
  void end() {
    synchronized (this) {
      mode = Mode.OVER;
    }
    letGoSoon();
  }

  synchronized boolean isOver() {
    return mode == Mode.OVER;
  }

  // --- the process ---

  /** By who runs the process: behind all that was asked for before. */
  void add(Part part) {
    boolean full;
    synchronized (this) {
      if (abandoned) {
        return;
      }
      waiting.add(part);
      slow += part.slow ? 1 : 0;
      full = waiting.size() >= MOST && mode == Mode.HOLDING && !stands;
      stands |= full;
    }
    if (full) {
      stand();
    }
    letGo();
  }

  /**
   * Before the process goes on here: what was pledged elsewhere, and may not have left. It leaves
   * on a thread of its own: whoever it goes to may have to be looked for in the registry, and this
   * may be the thread that brings the registry's answers.
   */
  void addAll(List<Part> parts) {
    synchronized (this) {
      for (Part part : parts) {
        waiting.add(part);
        slow += part.slow ? 1 : 0;
      }
    }
    letGoElsewhere();
  }

  /** True where nothing waits. */
  synchronized boolean hasLeft() {
    return waiting.isEmpty() && !leaving;
  }

  /** By the worker: has the process stand at its next boundary until all has left. */
  void standToTheLast() {
    synchronized (this) {
      if (hasLeft()) {
        return;
      }
      stands = true;
      toTheLast = true;
    }
    stand();
  }

  // Not under the lock, which comes behind that of the cell: the last of it may leave before the
  // hold is on, and then it is taken off here.
  private void stand() {
    cell.hold(Hold.UNACKNOWLEDGED);
    boolean after;
    synchronized (this) {
      after = !stands;
    }
    if (after) {
      cell.release(Hold.UNACKNOWLEDGED);
    }
  }

  /** Within a handler: waits until all that earlier ones asked for has left. */
  void awaitLeft(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      while (!waiting.isEmpty() || leaving) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new CallTimeoutException(
              "what %s asked for before did not leave within %d ms: its standby is behind"
                  .formatted(cell.label(), patience.toMillis()));
        }
        try {
          wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new CallTimeoutException("the wait of " + cell.label() + " was interrupted");
        }
      }
    }
  }

  /** How many revisions wait for the copy, or for their turn. */
  synchronized int size() {
    return waiting.size();
  }

  // --- leaving ---

  // A slow part would hold up whoever brings acknowledgements.
  private void letGoSoon() {
    boolean atOnce;
    synchronized (this) {
      atOnce = slow == 0;
    }
    if (!atOnce) {
      letGoElsewhere();
    } else {
      letGo();
    }
  }

  private void letGoElsewhere() {
    Thread.ofVirtual().name("jumpgate-effects").start(this::letGo);
  }

  private void letGo() {
    for (Part part = first(); part != null; part = next(part)) {
      part.effects.run();
    }
  }

  private synchronized @Nullable Part first() {
    if (leaving) {
      return null;
    }
    Part first = take();
    leaving = first != null;
    return first;
  }

  private @Nullable Part next(Part done) {
    Part next;
    boolean goesOn;
    synchronized (this) {
      inTransit.left(done.place, cell.now());
      next = take();
      leaving = next != null;
      goesOn = stands && !leaving && waiting.size() <= (toTheLast ? 0 : MOST / 2);
      if (goesOn) {
        stands = false;
        toTheLast = false;
      }
      if (!leaving) {
        notifyAll();
      }
    }
    if (goesOn) {
      cell.release(Hold.UNACKNOWLEDGED);
    }
    return next;
  }

  private @Nullable Part take() {
    Part first = waiting.peek();
    boolean may = mode != Mode.HOLDING || (first != null && first.revision <= acknowledged);
    if (first == null || !may || sealed) {
      return null;
    }
    slow -= first.slow ? 1 : 0;
    return waiting.remove();
  }

  /** Before which place of the outbox all has left for good. */
  synchronized long leftForGood() {
    return inTransit.leftForGood(cell.now());
  }

  // --- a move ---

  /**
   * Nothing leaves until the process goes on here, or is over here.
   *
   * @return before which place of the outbox all has left
   */
  synchronized long seal() {
    sealed = true;
    boolean interrupted = false;
    while (leaving) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return inTransit.left();
  }

  /** The process goes on here. */
  void unseal() {
    synchronized (this) {
      sealed = false;
    }
    letGo();
  }

  /** Another node goes on from an earlier revision: nothing of this one ever leaves. */
  synchronized void abandon() {
    abandoned = true;
    waiting.clear();
    notifyAll();
  }

  /** The process is elsewhere, and what is in its outbox with it: only the rest leaves here. */
  void handOver() {
    synchronized (this) {
      waiting.removeIf(Part::pledged);
      sealed = false;
      mode = Mode.OVER;
    }
    letGo();
  }
}
