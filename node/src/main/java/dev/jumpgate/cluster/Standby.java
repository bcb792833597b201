package dev.jumpgate.cluster;

/**
 * Who keeps a copy of a process, and goes on with it when its owner is lost.
 *
 * @param node the node that keeps the copy
 * @param incarnation the life of that node: a later one has no copy
 * @param sync true where nothing that the process says leaves before the copy has what led to it
 * @param source true where it has given the process to the owner, and may take it back until that
 *     one has made the entry its own
 */
public record Standby(String node, long incarnation, boolean sync, boolean source) {

  public Standby {
    if (sync && source) {
      throw new IllegalArgumentException("who has given a process away keeps no copy of it");
    }
  }

  /** A copy on that life of a node. */
  public static Standby on(Member member, boolean sync) {
    return new Standby(member.name(), member.incarnation(), sync, false);
  }

  /** That life of a node gives the process away, and may take it back. */
  public static Standby source(Member member) {
    return new Standby(member.name(), member.incarnation(), false, true);
  }

  /** True where the copy is on that very life of a node. */
  public boolean isOn(Member member) {
    return incarnation == member.incarnation() && node.equals(member.name());
  }
}
