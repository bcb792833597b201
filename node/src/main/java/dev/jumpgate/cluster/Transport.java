package dev.jumpgate.cluster;

import org.jspecify.annotations.Nullable;

/** Frames from node to node: in order for each pair of nodes, at most once. */
public interface Transport {

  /**
   * Sends a frame to a member and returns at once.
   *
   * @return false where no such member is connected; true promises nothing
   */
  boolean send(String node, Channel channel, byte[] frame);

  /** Sets who gets the frames of a channel; once, before the first frame. */
  void receive(Channel channel, Receiver receiver);

  /** Gets frames. Called in the sender's order, one at a time for each sender; must not block. */
  interface Receiver {
    void received(Member from, byte[] frame);
  }

  /** Which room of the node a frame is for. */
  enum Channel {
    /** Messages, answers and flushes of processes. */
    PROCESSES(1),
    /** Images of processes that move. */
    REPLICA(2),
    /** Commands relayed from one node's gate. */
    OPERATOR(3),
    /** Events. */
    EVENTS(4),
    /** Members of process groups. */
    GROUPS(5);

    private final byte code;

    Channel(int code) {
      this.code = (byte) code;
    }

    /** As on the wire. */
    public byte code() {
      return code;
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
