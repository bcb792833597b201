package dev.jumpgate.cluster;

/**
 * A node of the cluster.
 *
 * @param name unique among the living members
 * @param incarnation tells this life of the node from an earlier one of the same name
 * @param address where members reach it, {@code host:port}
 * @param witness true where it hosts no processes, and is there to make a majority
 */
public record Member(String name, long incarnation, String address, boolean witness) {

  /** A node that hosts processes. */
  public Member(String name, long incarnation, String address) {
    this(name, incarnation, address, false);
  }

  /** True where both are the same life of the same node. */
  public boolean is(Member other) {
    return incarnation == other.incarnation && name.equals(other.name);
  }
}
