package dev.jumpgate.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Frames from node to node.
 *
 * <p>Promised, for each pair of members: the frames of a channel arrive in the order in which they
 * were sent, each at most once; while both stay members none is lost, also when their connection is
 * cut and opened anew, or else {@link Receiver#lost} says that some may have been. What waits here
 * for a member, is on its way, or waits there to be handled is bounded for each channel; a sender
 * that is out of room is told so and nothing else happens to it. No channel waits for another: a
 * large copy holds up a small frame for about as long as 256 KB take, and a receiver that is slow
 * or stuck holds up its own channel from one sender.
 */
public interface Transport {

  /** The longest frame, in bytes. */
  int LARGEST = 16 << 20;

  /** Sends a frame to a member and returns at once. */
  Receipt send(String node, Channel channel, byte[] frame);

  /**
   * Sends what others wait for (an answer, a flush) and would wait for in vain were it refused: it
   * may use a reserve that {@link #send} leaves alone.
   */
  default Receipt sendOwed(String node, Channel channel, byte[] frame) {
    return send(node, channel, frame);
  }

  /**
   * Waits until a channel has room again. True at once where it has, or where the member is gone.
   *
   * @return false when it still has none after {@code patience}
   */
  default boolean awaitRoom(String node, Channel channel, Duration patience)
      throws InterruptedException {
    return true;
  }

  /** Sets who gets the frames of a channel; once, before the first frame. */
  void receive(Channel channel, Receiver receiver);

  /** What became of a frame that was to be sent. */
  enum Receipt {
    /** It is on its way, which promises no more than the transport does. */
    SENT,
    /** As much as may be under way to that member is: it was not taken. */
    FULL,
    /** No such member is in the cluster. */
    GONE,
    /** It is longer than {@link #LARGEST}. */
    TOO_LARGE
  }

  /** Gets frames. Called in the sender's order, one at a time for each sender; must not block. */
  @FunctionalInterface
  interface Receiver {
    void received(Member from, byte[] frame);

    /**
     * Handles a frame right on the connection's thread, where that takes no more than a moment and
     * no lock; false where it would, and {@link #received} is called elsewhere. Asked only while
     * nothing that came before waits.
     */
    default boolean quick(Member from, byte[] frame) {
      return false;
    }

    /**
     * Frames between this node and that member may have been lost, in both directions. What was
     * received before was sent before, what comes after was sent after.
     */
    default void lost(Member from) {}
  }

  /** Which room of the node a frame is for. */
  enum Channel {
    /** Messages, answers and flushes of processes. */
    PROCESSES(1, false),
    /** Images of processes that move. */
    REPLICA(2, true),
    /** Commands relayed from one node's gate. */
    OPERATOR(3, true),
    /** Events. */
    EVENTS(4, false),
    /** Members of process groups. */
    GROUPS(5, false),
    /** Images of many small processes that move at once. */
    CONVOYS(8, true),

    /** Copies of processes that stay where they are. */
    STANDBY(6, true);

    private final byte code;
    private final boolean bulk;

    Channel(int code, boolean bulk) {
      this.code = (byte) code;
      this.bulk = bulk;
    }

    /** As on the wire. */
    public byte code() {
      return code;
    }

    /** True where frames may be large and must let those of other channels pass. */
    public boolean isBulk() {
      return bulk;
    }

    /** The channel of a code, or null where there is none. */
    public static @Nullable Channel of(byte code) {
      for (Channel channel : values()) {
        if (channel.code == code) {
          return channel;
        }
      }
      return null;
    }
  }
}
