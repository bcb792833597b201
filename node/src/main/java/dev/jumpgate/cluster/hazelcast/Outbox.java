package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.server.ServerConnection;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes out to one member, in order. Frames wait here while Hazelcast is still opening the
 * connection.
 */
final class Outbox {

  private static final long RETRY_MS = 5;

  // Immutable. Gives null while the connection is being opened.
  private final Supplier<@Nullable ServerConnection> connections;

  // Guarded by lock. Invariant: a frame is written only when no earlier one waits.
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private @Nullable ServerConnection connection;
  private boolean closed;

  Outbox(Supplier<@Nullable ServerConnection> connections) {
    this.connections = connections;
  }

  boolean send(byte[] frame) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (waiting.isEmpty()) {
        ServerConnection open = connection();
        if (open != null) {
          return open.write(MemberExtension.packet(frame));
        }
        Thread.ofVirtual()
            .name("jumpgate-outbox")
            .inheritInheritableThreadLocals(false)
            .start(this::flushWhenOpen);
      }
      return waiting.add(frame);
    } finally {
      lock.unlock();
    }
  }

  private void flushWhenOpen() {
    while (!flush()) {
      try {
        Thread.sleep(RETRY_MS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean flush() {
    lock.lock();
    try {
      ServerConnection open = closed ? null : connection();
      if (open != null) {
        for (byte[] frame; (frame = waiting.poll()) != null; ) {
          open.write(MemberExtension.packet(frame));
        }
      }
      return closed || open != null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ServerConnection connection() {
    ServerConnection current = connection;
    if (current == null || !current.isAlive()) {
      current = connections.get();
      connection = current;
    }
    return current;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
