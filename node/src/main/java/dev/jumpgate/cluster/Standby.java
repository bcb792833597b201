package dev.jumpgate.cluster;

/**
 * Who keeps a copy of a process, and goes on with it when its owner is lost.
 *
 * @param node the node that keeps the copy
 * @param incarnation the life of that node: a later one has no copy
 * @param sync true where nothing that the process says leaves before the copy has what led to it
 */
public record Standby(String node, long incarnation, boolean sync) {

  /** A copy on that life of a node. */
  public static Standby on(Member member, boolean sync) {
    return new Standby(member.name(), member.incarnation(), sync);
  }

  /** True where the copy is on that very life of a node. */
  public boolean isOn(Member member) {
    return incarnation == member.incarnation() && node.equals(member.name());
  }
}
