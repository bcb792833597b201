package dev.jumpgate.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread on its round through the ready processes, and what it is at. Written by that
 * thread, read by anyone who looks at a process.
 */
final class Worker {

  private static final VarHandle HAND;
  private static final VarHandle PROCESS;

  /** Stands for the process while it is being interrupted: the batch does not end meanwhile. */
  private static final Object INTERRUPTED = new Object();

  static {
    try {
      var lookup = MethodHandles.lookup();
      HAND = lookup.findVarHandle(Worker.class, "hand", Envelope.class);
      PROCESS = lookup.findVarHandle(Worker.class, "process", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Null once it has ended: every process keeps the worker that ran it last.
  private volatile @Nullable Thread thread = Thread.currentThread();

  @SuppressWarnings("UnusedVariable") // through HAND
  private @Nullable Envelope hand;

  private volatile @Nullable Object process;
  private volatile long since;

  @Nullable Thread thread() {
    return thread;
  }

  /** It runs nothing any more. */
  void retire() {
    thread = null;
  }

  /** A batch of a process begins. */
  void begin(Mailbox next, long now) {
    since = now;
    process = next;
  }

  /** The batch is over. */
  void end(Mailbox done) {
    while (!PROCESS.compareAndSet(this, done, null)) {
      Thread.onSpinWait(); // for the two steps of an interrupt
    }
    hand(null);
  }

  /** Interrupts the handler of that process, and of no other. */
  void interrupt(Mailbox of) {
    Thread running = thread;
    if (running != null && PROCESS.compareAndSet(this, of, INTERRUPTED)) {
      running.interrupt();
      process = of;
    }
  }

  boolean runs(Mailbox other) {
    return process == other;
  }

  void hand(@Nullable Envelope envelope) {
    HAND.setOpaque(this, envelope);
  }

  /** The envelope that it is at, or was at last. */
  @Nullable Envelope hand() {
    return (Envelope) HAND.getOpaque(this);
  }

  /** When the batch began that the envelope is part of, on this node's clock, nanoseconds. */
  long since() {
    return since;
  }
}
