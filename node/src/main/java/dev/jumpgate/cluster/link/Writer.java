package dev.jumpgate.cluster.link;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of a link: brings what waits onto the wire that is open, once the other end has
 * welcomed it.
 *
 * <p>Guarded by the link's lock, but for {@link #write}, which is not to be called under it.
 */
final class Writer {

  private static final Logger LOG = LogManager.getLogger(Writer.class);

  /** As many packets may be under way while a sender still writes its frame itself. */
  private static final int QUIET = 1;

  // Immutable.
  private final String peer;
  private final ReentrantLock lock;
  private final Executor executor;
  private final long session;

  // Guarded by lock. Invariant: one thread at a time writes data, and writing says that there is
  // one; while it is false and the wire is ready nothing waits that could be written.
  private final Outgoing out;
  private final Incoming in;
  private @Nullable Wire wire;
  private boolean welcome;
  private boolean writing;
  private boolean grantDue;

  /**
   * @param lock the link's
   * @param session this end's
   */
  Writer(
      String peer, ReentrantLock lock, Executor executor, long session, Outgoing out, Incoming in) {
    this.peer = peer;
    this.lock = lock;
    this.executor = executor;
    this.session = session;
    this.out = out;
    this.in = in;
  }

  // --- the wire ---

  @Nullable Wire wire() {
    return wire;
  }

  @SuppressWarnings("ReferenceEquality") // the very one
  boolean isOn(Wire other) {
    return wire == other;
  }

  /** A fresh wire: nothing goes over it before the other end has answered. */
  void open(Wire fresh) {
    wire = fresh;
    welcome = false;
  }

  void cut() {
    wire = null;
    welcome = false;
  }

  /** The other end has answered: what it does not have is sent again. */
  void welcome() {
    welcome = true;
    out.repeat();
    in.grantAgain();
    grantDue = true;
  }

  /** The other end began anew, and so do the packets to it. */
  void restart() {
    welcome = false;
    out.restart();
  }

  // --- writing ---

  /** The other end should know how much was handled. */
  void grant() {
    grantDue = true;
    writeLater();
  }

  /** Has a task write what there is. */
  void writeLater() {
    if (begins()) {
      executor.execute(() -> write(Integer.MAX_VALUE));
    }
  }

  /** True where there is something to write and nobody does: {@link #write} is to follow. */
  boolean begins() {
    if (!welcome || writing || !(grantDue || out.isReady())) {
      return false;
    }
    writing = true;
    return true;
  }

  /** True where hardly anything is under way. */
  boolean isQuiet() {
    return out.underWay() < QUIET;
  }

  /** Writes a packet here, or has a task write all. Behind {@link #begins}, without the lock. */
  void write(boolean alone) {
    if (alone) {
      write(1);
    } else {
      executor.execute(() -> write(Integer.MAX_VALUE));
    }
  }

  /** Writes what there is; after so many packets another task goes on. */
  private void write(int most) {
    for (int i = 0; i < most; i++) {
      byte[] packet;
      Wire open;
      lock.lock();
      try {
        open = wire;
        packet = welcome && open != null ? next() : null;
        if (packet == null || open == null) {
          writing = false;
          return;
        }
      } finally {
        lock.unlock();
      }
      write(open, packet);
    }
    lock.lock();
    try {
      writing = false;
      writeLater();
    } finally {
      lock.unlock();
    }
  }

  private void write(Wire open, byte[] packet) {
    try {
      open.write(packet);
    } catch (RuntimeException e) {
      // Nobody else would write any more; what is missing is sent again over another wire.
      LOG.error("cannot write to {}", peer, e);
      open.close("cannot write");
    }
  }

  private byte @Nullable [] next() {
    byte[] packet = out.repeated();
    if (packet != null) {
      return packet;
    }
    packet = out.next(session, in);
    if (packet == null && grantDue) {
      packet =
          Packet.bytes(
              Packet.data(0, session, in.session(), in.received(), 0, null, in.takeGrants()));
    }
    grantDue = false;
    return packet;
  }
}
