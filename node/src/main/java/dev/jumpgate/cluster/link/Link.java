package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.cluster.Transport.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This node's end of what it and one other member send each other, over whatever wire is open.
 *
 * <pre>
 *   send -> Lane of the channel -> Outgoing -> Wire ~~~ arrived -> Incoming -> Inbox -> Receiver
 *             ^ FULL: no credit       | kept until                   | once,      |
 *             |                       | acknowledged                 | in order   | handled
 *             +------ consumed -------+<------- the other end's packets ----------+
 * </pre>
 *
 * <p>Who opens a wire greets over it, and sends once the other end has answered with the number of
 * the last packet that it has; what came after that one is sent again. A session is the life of one
 * end. Where an end begins anew while the other goes on, that one too counts its packets from one
 * again, and is told that frames may be lost.
 *
 * <p>A lone frame is written by the thread that sends it. While packets are under way, one task
 * writes for all, and frames that come meanwhile share a packet.
 *
 * <p>Safe for use by many threads. Neither the receiver nor the wire is called under the lock.
 */
public final class Link {

  /** The version of what goes over the wire; the one before is understood too. */
  public static final int VERSION = 1;

  private static final Logger LOG = LogManager.getLogger(Link.class);

  // Immutable.
  private final String peer;

  // Guarded by lock.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Introduction own;
  private final Outgoing out;
  private final Incoming in = new Incoming();
  private final Writer writer;
  private volatile boolean closed;

  /**
   * @param peer the other member's name
   * @param version the newest version that this end speaks
   * @param session a positive number, higher than that of any earlier link to the same member
   * @param executor runs tasks on threads that may wait
   */
  public Link(
      String peer,
      int version,
      Bounds bounds,
      long session,
      Executor executor,
      Map<Channel, ? extends Receiver> receivers) {
    this.peer = peer;
    this.own = new Introduction(peer, version, session);
    this.out = new Outgoing(bounds);
    this.writer = new Writer(peer, lock, executor, own.session(), out, in);
    receivers.forEach(
        (channel, receiver) -> in.add(new Inbox(channel, bounds, receiver, executor, this)));
  }

  /** Gets what comes in on a channel, in order. */
  public interface Receiver {

    void received(byte[] frame);

    /** As {@link dev.jumpgate.cluster.Transport.Receiver#quick}. */
    default boolean quick(byte[] frame) {
      return false;
    }

    /** Frames in both directions may have been lost before what comes now. */
    void lost();
  }

  /** Sends a frame and returns at once; what is owed may use the reserve. */
  public Receipt send(Channel channel, byte[] frame, boolean owed) {
    boolean alone;
    lock.lock();
    try {
      if (isOver()) {
        return Receipt.GONE;
      }
      Receipt receipt = out.add(channel, frame, owed);
      if (receipt == Receipt.FULL && owed && out.startsRefusing(channel)) {
        LOG.warn("{} handles nothing on {}: answers to it are dropped", peer, channel);
      }
      if (receipt != Receipt.SENT || !writer.begins()) {
        return receipt;
      }
      alone = writer.isQuiet();
    } finally {
      lock.unlock();
    }
    writer.write(alone);
    return Receipt.SENT;
  }

  /** Waits until the channel has room or the link is gone; false where it has not come to that. */
  public boolean awaitRoom(Channel channel, Duration patience) throws InterruptedException {
    if (!out.isFull(channel)) {
      return true;
    }
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!isOver() && out.isFull(channel)) {
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** An inbox has handled so much that the other end should know. */
  void grant() {
    lock.lock();
    try {
      writer.grant();
    } finally {
      lock.unlock();
    }
  }

  // --- wires ---

  /** A wire to the other end is open: the link goes over it from now on. */
  public void open(Wire fresh) {
    byte[] hello;
    lock.lock();
    try {
      if (isOver()) {
        return;
      }
      writer.open(fresh);
      hello = own.greeting(false, in);
    } finally {
      lock.unlock();
    }
    fresh.write(hello);
  }

  /** A wire is no more; another one is to be opened. */
  public void cut(Wire gone) {
    lock.lock();
    try {
      if (writer.isOn(gone)) {
        writer.cut();
      }
    } finally {
      lock.unlock();
    }
  }

  /** True where a wire is wanted. */
  public boolean isCut() {
    lock.lock();
    try {
      return writer.wire() == null && !isOver();
    } finally {
      lock.unlock();
    }
  }

  /** True once the other member is gone. */
  public boolean isClosed() {
    return closed;
  }

  /** The other member is gone: nothing is sent any more; what has come is still handled. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      writer.cut();
      out.clear();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What came cannot be taken. */
  void refuse(String reason) {
    Wire open;
    lock.lock();
    try {
      open = writer.wire();
    } finally {
      lock.unlock();
    }
    refuse(open, reason);
  }

  private void refuse(@Nullable Wire from, String reason) {
    LOG.error("{} sends what no node sends: {}", peer, reason);
    if (from != null) {
      from.close(reason);
    }
  }

  // Under the lock.
  private boolean isOver() {
    return closed || own.isRefused();
  }

  // --- arriving ---

  /** A packet came over a wire. Returns at once; one at a time for each wire. */
  public void arrived(Wire from, byte[] bytes) {
    try {
      switch (Packet.read(bytes)) {
        case Packet.Greeting greeting -> greeted(from, greeting);
        case Packet.Data data -> take(data);
      }
    } catch (BadPacketException e) {
      refuse(from, String.valueOf(e.getMessage()));
    }
  }

  private void take(Packet.Data data) throws BadPacketException {
    Inbox toStart = null;
    lock.lock();
    try {
      if (closed || data.session() != in.session() || data.known() != own.session()) {
        return; // from or to a life that is over
      }
      out.acknowledged(data.received());
      out.granted(data.grants());
      room.signalAll();
      Channel channel = data.channel();
      if (channel != null) {
        toStart = in.take(data, channel);
      }
      writer.writeLater();
    } finally {
      lock.unlock();
    }
    if (toStart != null) {
      toStart.start();
    }
  }

  private void greeted(Wire from, Packet.Greeting greeting) throws BadPacketException {
    byte[] answer = null;
    boolean open = false;
    lock.lock();
    try {
      if (isOver()) {
        return;
      }
      if (greeting.session() < in.session()) {
        return; // of a life that is over
      }
      // Also where the version is refused, so that the other end refuses ours.
      boolean begun = own.speaks(greeting.version()) && agree(greeting);
      room.signalAll();
      if (!own.isRefused() && greeting.known() == own.session()) {
        out.acknowledged(greeting.received());
        if (greeting.answer() && writer.isOn(from)) {
          writer.welcome();
        }
      }
      if (!greeting.answer()) {
        answer = own.greeting(true, in);
      }
      open = !own.isRefused() && (writer.wire() == null || begun);
      writer.writeLater();
    } finally {
      lock.unlock();
    }
    if (answer != null) {
      from.write(answer);
    }
    if (open) {
      open(from);
    }
  }

  /** Learns the other end's session; true where it began anew. */
  private boolean agree(Packet.Greeting greeting) {
    long former = in.session();
    if (greeting.session() == former) {
      return false;
    }
    in.begin(greeting.session());
    if (former == 0) {
      return false;
    }
    writer.restart();
    return true;
  }
}
