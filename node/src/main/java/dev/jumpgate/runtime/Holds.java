package dev.jumpgate.runtime;

/**
 * What has a process stand still at a message boundary, in one word with the limit of its queue.
 *
 * <p>The word is changed under the monitor. It is read by the worker at each boundary and before
 * each commit, and by senders for the limit. Invariant: the process stands only while a hold is on.
 */
abstract class Holds {

  private static final int HELD = 1 << 31;
  private static final int HOLDS = 0xff;
  private static final int ABANDONED = 0x100;
  private static final int LIMIT_SHIFT = 9;
  private static final int LIMIT_MAX = (1 << 22) - 1;
  private static final int LIMIT = LIMIT_MAX << LIMIT_SHIFT;

  private volatile int holds;

  Holds() {}

  /** Stands from the beginning. */
  Holds(Hold hold) {
    holds = hold.bit | HELD;
  }

  /** Puts an envelope at the end of the queue; false where the process is not here any more. */
  abstract boolean offer(Envelope envelope);

  abstract boolean isClosed();

  /** Hands the process, which the caller owns, to a worker. */
  abstract void ready();

  /** True while {@code hold} is on, whether or not the process has come to a boundary. */
  final boolean isHeldFor(Hold hold) {
    return (holds & hold.bit) != 0;
  }

  /** True where it stands at a boundary. */
  final boolean isHeld() {
    return (holds & HELD) != 0;
  }

  /**
   * Puts a hold on and returns at once; the process comes to stand at its next boundary.
   *
   * @return false where it has that hold already, or one that bars it, or is closed
   */
  final boolean hold(Hold hold) {
    synchronized (this) {
      if ((holds & hold.bars()) != 0 || isClosed()) {
        return false;
      }
      holds |= hold.bit;
    }
    // An idle process has to be brought to a boundary. Closed meanwhile: nobody will wait for it.
    return isHeld() || offer(new Envelope.Nothing());
  }

  /**
   * Waits until the process stands at a boundary.
   *
   * @return false where it did not within {@code nanos}, or is closed
   */
  final synchronized boolean awaitHeld(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (!isHeld() && !isClosed()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return !isClosed();
  }

  /** Takes a hold off; with the last one the process goes on. */
  final void release(Hold hold) {
    synchronized (this) {
      if (isClosed() || !isHeldFor(hold)) {
        return;
      }
      boolean stood = isHeld();
      holds &= ~hold.bit;
      notifyAll(); // others may have waited for that one to go
      if ((holds & HOLDS) != 0) {
        return;
      }
      holds &= ~HELD;
      if (!stood) {
        return; // a worker is still at it and will not notice that there was a hold
      }
    }
    ready();
  }

  /** How many may wait; 0 for any number. */
  final synchronized void limit(int messages) {
    holds = (holds & ~LIMIT) | (Math.clamp(messages, 0, LIMIT_MAX) << LIMIT_SHIFT);
  }

  /** How many may wait, or 0. */
  final int limit() {
    return (holds & LIMIT) >>> LIMIT_SHIFT;
  }

  // --- for who runs the process ---

  /** True where it is to stand at the boundary that it is at. */
  final boolean isToStand() {
    return (holds & HOLDS) != 0;
  }

  /** Under the monitor, by its owner, at a boundary. */
  final void stand() {
    holds |= HELD;
    notifyAll();
  }

  /** Under the monitor: its handler is being abandoned, or is not after all. */
  final void abandoned(boolean yes) {
    holds = yes ? holds | ABANDONED : holds & ~ABANDONED;
  }

  final boolean isAbandoned() {
    return (holds & ABANDONED) != 0;
  }
}
