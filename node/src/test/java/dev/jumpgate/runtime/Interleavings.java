package dev.jumpgate.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.Lincheck;

/**
 * Runs a small piece of concurrent code under many schedules, one after the other.
 *
 * <p>How many is set by {@code -Djumpgate.interleavings}: some dozens find what takes one or two
 * unlucky switches, ten thousand are due after a change of what is tested.
 */
final class Interleavings {

  private static final int SCHEDULES = Integer.getInteger("jumpgate.interleavings", 30);

  private Interleavings() {}

  /** Tries the code under one schedule after the other; a failure shows the one that led to it. */
  static void tryAll(Runnable code) {
    tryAll(1, code);
  }

  /** Tries so many times as many, for a moment that is short among many others. */
  static void tryAll(int times, Runnable code) {
    Lincheck.runConcurrentTest(times * SCHEDULES, code);
  }

  /** The threads of one schedule. Not virtual ones: the model checker does not know those. */
  static final class Threads {

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private volatile String complaint = "";

    /** A thread to be started by the caller. */
    Thread add(Runnable code) {
      var thread =
          new Thread(() -> {
            try {
              code.run();
            } catch (RuntimeException | Error e) {
              complain(e.toString());
              throw e;
            }
          });
      threads.add(thread);
      return thread;
    }

    void start(Runnable code) {
      add(code).start();
    }

    /** Makes {@link #join} fail. */
    void complain(String text) {
      complaint = text;
    }

    /** Waits for all, also for those that they start meanwhile. */
    void join() {
      // In this order: who starts a thread stands before it.
      for (Thread thread; (thread = threads.poll()) != null; ) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (!complaint.isEmpty()) {
        throw new AssertionError(complaint);
      }
    }
  }
}
