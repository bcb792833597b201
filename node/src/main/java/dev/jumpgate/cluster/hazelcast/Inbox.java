package dev.jumpgate.cluster.hazelcast;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What came in on one connection, handled in order on a thread that is not the IO thread. */
final class Inbox {

  private static final Logger LOG = LogManager.getLogger(Inbox.class);

  private final Handler handler;
  private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
  // How many frames are queued or in hand. Whoever raises it from zero starts the one thread that
  // drains, and that thread goes on until it is zero again: so there is never a second one.
  private final AtomicInteger pending = new AtomicInteger();

  Inbox(Handler handler) {
    this.handler = handler;
  }

  void add(byte[] frame) {
    frames.add(frame);
    if (pending.getAndIncrement() == 0) {
      Thread.ofVirtual().name("jumpgate-inbox").start(this::drain);
    }
  }

  private void drain() {
    do {
      byte[] frame = frames.poll();
      if (frame != null) {
        handle(frame);
      }
    } while (pending.decrementAndGet() > 0);
  }

  private void handle(byte[] frame) {
    try {
      handler.handle(frame);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // One bad frame must not silence the member that sent it.
      LOG.error("a frame of {} bytes could not be handled", frame.length, e);
    }
  }

  /** Handles one frame. */
  interface Handler {
    void handle(byte[] frame) throws InterruptedException;
  }
}
