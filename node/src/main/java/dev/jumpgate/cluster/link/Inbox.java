package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What came in on one channel, handled packet by packet on a thread that is not the connection's.
 */
final class Inbox {

  private static final Logger LOG = LogManager.getLogger(Inbox.class);

  /** As long as a packet may be whose frame is handled at once. */
  private static final int QUICK = 1_024;

  /** Stands in the queue where a new session begins. */
  private static final Parcel RESTART = new Parcel(new byte[0], 0);

  // Immutable.
  private final Channel channel;
  private final Bounds bounds;
  private final Link.Receiver receiver;
  private final Executor executor;
  private final Link link;

  // Guarded by this. Invariant: a drain is under way where the queue is not empty, and only one.
  private final ArrayDeque<Parcel> queue = new ArrayDeque<>();
  private boolean draining;
  private long queued;
  private int restarts;
  // Of this session.
  private long consumed;
  private long granted;

  // Confined to the drain: the pieces of a frame that is not complete.
  private byte @Nullable [] partial;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Parcel(byte[] packet, int from) {
    int size() {
      return packet.length - from;
    }

    /** The frame, where there is one and it is small; else null. */
    byte @Nullable [] only() {
      boolean small = size() >= Integer.BYTES && size() <= QUICK;
      int length = small ? ByteBuffer.wrap(packet, from, Integer.BYTES).getInt() : -1;
      return length == size() - Integer.BYTES
          ? Arrays.copyOfRange(packet, from + Integer.BYTES, packet.length)
          : null;
    }
  }

  Inbox(Channel channel, Bounds bounds, Link.Receiver receiver, Executor executor, Link link) {
    this.channel = channel;
    this.bounds = bounds;
    this.receiver = receiver;
    this.executor = executor;
    this.link = link;
  }

  Channel channel() {
    return channel;
  }

  /** Takes the frames that begin there in the packet; true where {@link #start} is to follow. */
  boolean add(byte[] packet, int from) throws BadPacketException {
    if (packet.length == from) {
      throw new BadPacketException("a packet without frames");
    }
    synchronized (this) {
      // Twice: what came in the session before may still be here.
      if (queued + packet.length - from > 2 * bounds.most(channel)) {
        throw new BadPacketException("more on " + channel + " than was granted");
      }
    }
    return put(new Parcel(packet, from));
  }

  /** The other end began anew. */
  void restart() {
    synchronized (this) {
      restarts++;
    }
    if (put(RESTART)) {
      executor.execute(this::drain);
    }
  }

  private synchronized boolean put(Parcel parcel) {
    queue.add(parcel);
    queued += parcel.size();
    boolean start = !draining;
    draining = true;
    return start;
  }

  /** Handles what was added, here where that takes but a moment. Not to be called under a lock. */
  void start() {
    if (!quick()) {
      executor.execute(this::drain);
    }
  }

  // This thread is the drain for as long as it takes.
  private boolean quick() {
    Parcel parcel;
    synchronized (this) {
      parcel = queue.element();
    }
    byte[] frame = partial == null ? parcel.only() : null;
    if (frame == null || !isHandled(frame)) {
      return false;
    }
    synchronized (this) {
      queue.remove();
    }
    done(parcel, frame.length + Bounds.OVERHEAD);
    synchronized (this) {
      draining = !queue.isEmpty();
      return !draining;
    }
  }

  private boolean isHandled(byte[] frame) {
    try {
      return receiver.quick(frame);
    } catch (RuntimeException e) {
      LOG.error("a frame of {} bytes on {} could not be handled", frame.length, channel, e);
      return true;
    }
  }

  private void drain() {
    for (Parcel parcel; (parcel = next()) != null; ) {
      if (parcel.size() == 0) {
        begin();
      } else {
        done(parcel, handle(parcel));
      }
    }
  }

  private synchronized @Nullable Parcel next() {
    Parcel parcel = queue.poll();
    if (parcel == null) {
      draining = false;
    }
    return parcel;
  }

  private void begin() {
    partial = null;
    synchronized (this) {
      restarts--;
      consumed = 0;
      granted = 0;
    }
    guarded(0, receiver::lost);
  }

  private void done(Parcel parcel, long cost) {
    boolean grant;
    synchronized (this) {
      queued -= parcel.size();
      consumed += cost;
      grant = owesGrant();
    }
    if (grant) {
      link.grant();
    }
  }

  /** Gives what the frames of the parcel count. */
  private long handle(Parcel parcel) {
    var in = ByteBuffer.wrap(parcel.packet, parcel.from, parcel.size());
    long cost = 0;
    while (in.hasRemaining()) {
      int head = in.remaining() < Integer.BYTES ? Integer.MAX_VALUE : in.getInt();
      int length = head & ~Packet.MORE;
      boolean more = length != head;
      int before = partial == null ? 0 : partial.length;
      if (length > in.remaining() || before + (long) length > bounds.largest()) {
        link.refuse("a frame of %d bytes on %s".formatted(before + (long) length, channel));
        return cost;
      }
      cost += length + Bounds.OVERHEAD;
      byte[] frame = partial == null ? new byte[length] : Arrays.copyOf(partial, before + length);
      in.get(frame, before, length);
      partial = more ? frame : null;
      if (!more) {
        guarded(frame.length, () -> receiver.received(frame));
      }
    }
    return cost;
  }

  private void guarded(int length, Runnable handler) {
    try {
      handler.run();
    } catch (RuntimeException | StackOverflowError e) {
      // One bad frame must not silence the member that sent it.
      LOG.error("a frame of {} bytes on {} could not be handled", length, channel, e);
    }
  }

  /** True where the other end should be told at once how much was handled. */
  synchronized boolean owesGrant() {
    return restarts == 0 && consumed - granted > bounds.untold(channel);
  }

  synchronized boolean hasGrant() {
    return restarts == 0 && consumed > granted;
  }

  synchronized Packet.Grant takeGrant() {
    granted = consumed;
    return new Packet.Grant(channel, consumed);
  }

  synchronized void grantAgain() {
    granted = 0;
  }
}
