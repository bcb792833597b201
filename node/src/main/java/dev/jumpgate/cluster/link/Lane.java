package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.cluster.Transport.Receipt;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What goes out on one channel: frames that wait, and how much the other end has not handled yet.
 * Guarded by the link.
 *
 * <p>Invariant: {@code consumed <= written <= accepted <= consumed + bounds.most(channel)}, all
 * counted from the session's start.
 */
final class Lane {

  private final Channel channel;
  private final Bounds bounds;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  // How much of the first frame has gone.
  private int cut;
  private long accepted;
  private long written;
  private long consumed;
  // Read by anyone: who may wait should, from three quarters of the window down to one.
  private volatile boolean full;
  // Since it was last not full.
  private boolean refusing;

  Lane(Channel channel, Bounds bounds) {
    this.channel = channel;
    this.bounds = bounds;
  }

  Channel channel() {
    return channel;
  }

  Receipt add(byte[] frame, boolean owed) {
    if (frame.length > bounds.largest()) {
      return Receipt.TOO_LARGE;
    }
    long cost = bounds.cost(frame.length);
    long under = accepted - consumed;
    long room = bounds.window(channel) + (owed ? bounds.reserve(channel) : 0);
    // So little as a quarter may stay with the other end, handled and not told.
    if (under > bounds.untold(channel) && under + cost > room) {
      full = true;
      return Receipt.FULL;
    }
    waiting.add(frame);
    accepted += cost;
    full |= under + cost > bounds.window(channel) - bounds.untold(channel);
    return Receipt.SENT;
  }

  /** True where who can wait should; false where a frame of any length would be taken. */
  boolean isFull() {
    return full;
  }

  /** True the first time since there was room. */
  boolean startsRefusing() {
    boolean first = !refusing;
    refusing = true;
    return first;
  }

  private void look() {
    refusing &= full;
    full = full && accepted - consumed > bounds.untold(channel);
  }

  /** True where a packet can be made now. */
  boolean isReady() {
    return !waiting.isEmpty()
        && (!channel.isBulk() || written - consumed + bounds.piece() <= bounds.ahead());
  }

  /** How many bytes the frames of the next packet take; there is one. */
  int nextBytes() {
    byte[] first = waiting.element();
    if (first.length > bounds.piece()) {
      return Integer.BYTES + Math.min(bounds.piece(), first.length - cut);
    }
    int bytes = 0;
    for (byte[] frame : waiting) {
      int more = Integer.BYTES + frame.length;
      if (frame.length > bounds.piece() || (bytes > 0 && bytes + more > bounds.batch())) {
        break;
      }
      bytes += more;
    }
    return bytes;
  }

  /** Puts so many bytes of frames, as {@link #nextBytes} says, into the packet. */
  void writeNext(ByteBuffer packet) {
    while (packet.hasRemaining()) {
      byte[] frame = waiting.element();
      int length = Math.min(bounds.piece(), frame.length - cut);
      boolean more = cut + length < frame.length;
      packet.putInt(more ? length | Packet.MORE : length).put(frame, cut, length);
      written += length + Bounds.OVERHEAD;
      if (more) {
        cut += length;
      } else {
        waiting.remove();
        cut = 0;
      }
    }
  }

  /** The other end has handled so much since the session's start. */
  void consumed(long total) throws BadPacketException {
    if (total > written) {
      throw new BadPacketException("more was handled than was sent");
    }
    consumed = Math.max(consumed, total);
    look();
  }

  /** A new session: what has gone is gone, what waits will be sent in it. */
  void restart() {
    cut = 0;
    consumed = 0;
    written = 0;
    accepted = 0;
    waiting.forEach(frame -> accepted += bounds.cost(frame.length));
    look();
  }

  void clear() {
    waiting.clear();
    restart();
  }
}
