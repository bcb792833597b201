package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread on its round through the ready processes, and what it is at. Written by that
 * thread, read by anyone who looks at a process.
 */
final class Worker {

  /** The handler has not returned: nothing of what it does shows yet. */
  static final int HANDLING = 0;

  /** What came of the message is becoming visible. */
  static final int SETTLING = 1;

  /** The message is settled, and the process says its last word. */
  static final int ENDING = 2;

  private static final VarHandle HAND;
  private static final VarHandle PROCESS;

  /** Stands for the process while it is being interrupted: the batch does not end meanwhile. */
  private static final Object INTERRUPTED = new Object();

  private static final VarHandle PHASE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      HAND = lookup.findVarHandle(Worker.class, "hand", Envelope.class);
      PROCESS = lookup.findVarHandle(Worker.class, "process", Object.class);
      PHASE = lookup.findVarHandle(Worker.class, "phase", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Null once it has ended: every process keeps the worker that ran it last.
  private volatile @Nullable Thread thread = Thread.currentThread();

  @SuppressWarnings("UnusedVariable") // through HAND
  private @Nullable Envelope hand;

  private volatile @Nullable Object process;

  @SuppressWarnings("UnusedVariable") // through PHASE
  private int phase;

  // Confined to its thread: how many it took in hand since the last time it looked at the clock.
  private int handled;

  private volatile @Nullable Pid waitsFor;
  private volatile long since;

  // Set under the monitor of the process that is taken from it.
  private volatile boolean lost;

  @Nullable Thread thread() {
    return thread;
  }

  /** It runs nothing any more. */
  void retire() {
    thread = null;
  }

  /** A batch of a process begins. */
  void begin(Mailbox next, long now) {
    lap(now);
    if (lost) {
      lost = false;
    }
    process = next;
  }

  /** The process that it runs is taken from it, until it begins with another. */
  void lose() {
    lost = true;
  }

  /** True where the process that it runs was taken from it. */
  boolean isLost() {
    return lost;
  }

  /** The batch is over. */
  void end(Mailbox done) {
    while (!PROCESS.compareAndSet(this, done, null)) {
      Thread.onSpinWait(); // for the two steps of an interrupt
    }
    HAND.setOpaque(this, null);
  }

  /** From now on the clock runs for the next ones. */
  void lap(long now) {
    since = now;
    handled = 0;
  }

  /** How many were handled since the clock was looked at. */
  int handled() {
    return handled;
  }

  /** Interrupts the handler of that process, and of no other. */
  void interrupt(Mailbox of) {
    Thread running = thread;
    if (running != null && PROCESS.compareAndSet(this, of, INTERRUPTED)) {
      running.interrupt();
      process = of;
    }
  }

  /** The handler waits for an answer of that process; null where it no longer does. */
  void waitFor(@Nullable Pid target) {
    waitsFor = target;
  }

  @Nullable Pid waitsFor() {
    return waitsFor;
  }

  boolean runs(Mailbox other) {
    return process == other;
  }

  void hand(Envelope envelope) {
    handled++;
    // In this order: who sees the phase sees no earlier envelope with it.
    HAND.setOpaque(this, envelope);
    PHASE.setOpaque(this, HANDLING);
  }

  void phase(int now) {
    PHASE.setOpaque(this, now);
  }

  int phase() {
    return (int) PHASE.getOpaque(this);
  }

  /** The envelope that it is at, or was at last. */
  @Nullable Envelope hand() {
    return (Envelope) HAND.getOpaque(this);
  }

  /**
   * When the envelope was taken in hand, on this node's clock, nanoseconds; where those before it
   * were handled fast, when the first of these was.
   */
  long since() {
    return since;
  }
}
