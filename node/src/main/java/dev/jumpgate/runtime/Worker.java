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

  static {
    try {
      HAND = MethodHandles.lookup().findVarHandle(Worker.class, "hand", Envelope.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Null once it has ended: every process keeps the worker that ran it last.
  private volatile @Nullable Thread thread = Thread.currentThread();

  @SuppressWarnings("UnusedVariable") // through HAND
  private @Nullable Envelope hand;

  private volatile @Nullable Mailbox process;
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
  void end() {
    process = null;
    hand(null);
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
