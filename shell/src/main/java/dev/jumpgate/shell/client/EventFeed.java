package dev.jumpgate.shell.client;

import dev.jumpgate.operator.Event;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;

/**
 * One subscription's way from the reader to its listener: a bounded queue and a thread of its own.
 *
 * <p>So a slow listener holds up no answer, and one that asks the gate something does not wait for
 * itself. A listener that falls far behind loses the oldest events; their numbers show the gap.
 */
final class EventFeed {

  private static final int CAPACITY = 10_000;

  private final ArrayBlockingQueue<Event> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Consumer<Event> listener;
  private final Thread thread;

  EventFeed(Consumer<Event> listener) {
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("gate-events").start(this::run);
  }

  /** Called by the reader only; never waits. */
  void offer(Event event) {
    while (!queue.offer(event)) {
      queue.poll();
    }
  }

  void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        hand(queue.take());
      }
    } catch (InterruptedException e) {
      // Closed: nobody wants the rest.
    }
  }

  private void hand(Event event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LogManager.getLogger(EventFeed.class).warn("a listener failed on {}", event, e);
    }
  }
}
