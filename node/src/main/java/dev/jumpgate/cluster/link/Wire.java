package dev.jumpgate.cluster.link;

/** One connection to a member: it brings packets there in their order, until it is cut. */
public interface Wire {

  /** Writes a packet and returns at once. On a wire that was cut it is lost. */
  void write(byte[] packet);

  /** Cuts the wire, which comes back as {@link Link#cut}. */
  void close(String reason);
}
