package dev.jumpgate.shell.client;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * One subscription's way from the reader to its listener: a bounded queue and a thread of its own.
 *
 * <p>So a slow listener holds up no answer, and one that asks the gate something does not wait for
 * itself. A listener that falls far behind loses the oldest.
 */
final class Feed<T> {

  private static final int CAPACITY = 10_000;

  private final ArrayBlockingQueue<T> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Consumer<T> listener;
  private final Thread thread;
  // Written before it is put into the queue.
  private volatile @Nullable T last;

  Feed(Consumer<T> listener) {
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("gate-feed").start(this::run);
  }

  /** Called by the reader only; never waits. */
  void offer(T what) {
    while (!queue.offer(what)) {
      queue.poll();
    }
  }

  /** Closes behind what waits and {@code end}. */
  void end(T end) {
    last = end;
    offer(end);
  }

  void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      T what;
      do {
        what = queue.take();
        hand(what);
      } while (what != last);
    } catch (InterruptedException e) {
      // Closed: nobody wants the rest.
    }
  }

  private void hand(T what) {
    try {
      listener.accept(what);
    } catch (RuntimeException e) {
      LogManager.getLogger(Feed.class).warn("a listener failed on {}", what, e);
    }
  }
}
