package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport;
import dev.jumpgate.cluster.Transport.Channel;

/**
 * How much may be under way to one member, in bytes; from it likewise.
 *
 * @param window what the processes' channel takes before a frame is refused; the others take a
 *     quarter of it each
 * @param reserve what they take beyond that of what is owed
 * @param batch how much of many small frames goes into one packet
 * @param piece how much of a large frame goes into one packet
 * @param largest the longest frame; one of any length up to this is taken where little else waits
 */
public record Bounds(long window, long reserve, int batch, int piece, int largest) {

  /** What a frame or a piece of one counts beyond its bytes. */
  static final int OVERHEAD = 32;

  public Bounds {
    if (window < 4 || reserve < 4 || batch < 1 || piece < 1 || largest < 1) {
      throw new IllegalArgumentException("too small");
    }
  }

  /** 12 MB in all: 6 MB for processes, 1.5 MB for each other channel. */
  public static Bounds usual() {
    return new Bounds(4 << 20, 2 << 20, 64 << 10, 128 << 10, Transport.LARGEST);
  }

  long window(Channel channel) {
    return channel == Channel.PROCESSES ? window : window / 4;
  }

  long reserve(Channel channel) {
    return channel == Channel.PROCESSES ? reserve : reserve / 4;
  }

  /** What a frame counts, in all its pieces. */
  long cost(int length) {
    int pieces = Math.max(1, Math.ceilDiv(length, piece));
    return length + (long) pieces * OVERHEAD;
  }

  /** How much may have been handled without the sender being told. */
  long untold(Channel channel) {
    return channel.isBulk() ? 0 : window(channel) / 4;
  }

  /**
   * The most that can be under way on a channel; the receiver has the pieces of one frame beside
   * it.
   */
  long most(Channel channel) {
    return Math.max(window(channel), untold(channel) + cost(largest)) + reserve(channel);
  }

  /** How much of a bulk channel may be in packets on their way, so that others pass it. */
  long ahead() {
    return 2L * (piece + OVERHEAD);
  }
}
