package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.ChunkSink;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the chunks of a copy go out to the target: no faster than the target uses them, and while
 * the process serves no faster than leaves room for its calls.
 */
final class Outlet implements ChunkSink {

  /** How much may be on its way or wait at the target. */
  private static final long WINDOW_BYTES = 2 << 20;

  /** Of each second, so much is left to whoever else uses the processor. */
  private static final double REST = 0.5;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final long move;
  private final Member target;
  private final Transport transport;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // Guarded by lock.
  private long sent;
  private long taken;
  private boolean closed;

  // Confined to the thread that copies.
  private boolean hurried;
  private long since = System.nanoTime();

  Outlet(long move, Member target, Transport transport) {
    this.move = move;
    this.target = target;
    this.transport = transport;
  }

  /** Nobody else waits for the processor as urgently: the process stands. */
  void hurry() {
    hurried = true;
  }

  @Override
  public void accept(byte[] chunk) throws IOException {
    rest();
    awaitTaken(WINDOW_BYTES - chunk.length);
    send(Codec.encode(new Transfer.Chunk(move, Bytes.copyOf(chunk))));
    lock.lock();
    try {
      sent += chunk.length;
    } finally {
      lock.unlock();
    }
    since = System.nanoTime();
  }

  // Encoding takes a processor for itself; callers would wait for it.
  private void rest() {
    if (!hurried) {
      long worked = System.nanoTime() - since;
      LockSupport.parkNanos(Math.max(1, (long) (worked * REST / (1 - REST))));
    }
  }

  private void send(byte[] frame) throws IOException {
    while (true) {
      switch (transport.send(target.name(), Transport.Channel.REPLICA, frame)) {
        case SENT -> {
          return;
        }
        case FULL -> awaitRoom();
        case GONE -> throw new IOException(target.name() + " is gone");
        case TOO_LARGE -> throw new IllegalStateException("a chunk of " + frame.length + " bytes");
      }
    }
  }

  private void awaitRoom() throws IOException {
    try {
      transport.awaitRoom(target.name(), Transport.Channel.REPLICA, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    checkOpen();
  }

  private void checkOpen() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the copy was given up");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the target has used all but {@code rest} bytes. */
  void awaitTaken(long rest) throws IOException {
    lock.lock();
    try {
      while (sent - taken > rest && !closed) {
        news.await();
      }
      if (closed) {
        throw new IOException("the copy was given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** The target has used so much in all. */
  void taken(long bytes) {
    lock.lock();
    try {
      taken = Math.max(taken, bytes);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing goes out any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
