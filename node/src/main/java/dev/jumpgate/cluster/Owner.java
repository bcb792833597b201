package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a process lives: the registry's entry for a name, or for the pid of one that has moved.
 *
 * @param node the node that runs it
 * @param incarnation the life of that node
 * @param epoch counts the owners of this process, from 1
 * @param standby who goes on with it when the owner is lost, or null. It is named without a new
 *     epoch, and never taken away without one unless it is the source of a move
 * @param token unique to this entry, so that the writer recognizes its own write when the answer to
 *     a compare-and-set was lost
 */
public record Owner(
    Pid pid, String node, long incarnation, long epoch, @Nullable Standby standby, long token) {

  // Behind the epoch comes what was written later within it, and then any order will do that every
  // node agrees on; the token alone would, but a reader of a log can follow this one.
  private static final Comparator<Owner> RANK =
      Comparator.comparingLong(Owner::epoch)
          .thenComparingInt(Owner::stage)
          .thenComparingLong(owner -> -owner.pid.incarnation())
          .thenComparing(owner -> owner.pid.node(), Comparator.reverseOrder())
          .thenComparingLong(owner -> -owner.pid.serial())
          .thenComparing(Owner::node, Comparator.reverseOrder())
          .thenComparingLong(Owner::incarnation)
          .thenComparingLong(Owner::token);

  /** The first owner of a new process. */
  public static Owner first(Pid pid, Member node) {
    return at(pid, node, 1);
  }

  /** The entry of a process that is on {@code node} at that epoch. */
  public static Owner at(Pid pid, Member node, long epoch) {
    return new Owner(pid, node.name(), node.incarnation(), epoch, null, newToken());
  }

  /** As far as anybody knows without the registry: the process is where it was born. */
  public static Owner born(Pid pid) {
    return new Owner(pid, pid.node(), pid.incarnation(), 1, null, 0);
  }

  /** The owner that follows this one. */
  public Owner successor(Member next) {
    return at(pid, next, epoch + 1);
  }

  /** The entry once {@code next} keeps a copy. */
  public Owner followedBy(Standby next) {
    return new Owner(pid, node, incarnation, epoch, next, newToken());
  }

  /** The entry once the process goes on where it is, without the copy that there was. */
  public Owner alone() {
    return new Owner(pid, node, incarnation, epoch + 1, null, newToken());
  }

  /** True where that very life of a node goes on with the process when its owner is lost. */
  public boolean isFollowedBy(Member member) {
    return standby != null && standby.isOn(member);
  }

  /**
   * True where nothing that the process answers or asks for leaves before its standby has it, so
   * that a request which is sent again to the standby is not applied twice.
   */
  public boolean sync() {
    return standby != null && standby.sync();
  }

  // Within an epoch the owner first makes the entry its own, then has a standby, and then one that
  // does not lag behind.
  private int stage() {
    if (standby == null) {
      return 1;
    }
    return standby.source() ? 0 : standby.sync() ? 3 : 2;
  }

  /** True where both are one entry: what one write has put there. */
  boolean is(Owner other) {
    return token == other.token;
  }

  /**
   * True where {@code now} is what became of this entry within its epoch: the way back was taken
   * from who had given the process away, or a standby was named.
   */
  boolean isPastOf(Owner now) {
    return agreesWith(now) && stage() < now.stage();
  }

  /** True where neither the owner nor a standby is among {@code living}. */
  public boolean isOrphanOf(Collection<Member> living) {
    return living.stream().noneMatch(member -> isOn(member) || isFollowedBy(member));
  }

  /** True where this entry is later than {@code other} about the same process. */
  public boolean supersedes(Owner other) {
    return pid.equals(other.pid) && epoch > other.epoch;
  }

  /**
   * True where this entry remains when both claim one key: that of the higher epoch, or else of the
   * process that is older.
   */
  public boolean outranks(Owner other) {
    return RANK.compare(this, other) > 0;
  }

  /** True where both say the same of the same process, whoever wrote them. */
  public boolean agreesWith(Owner other) {
    return epoch == other.epoch
        && incarnation == other.incarnation
        && node.equals(other.node)
        && pid.equals(other.pid);
  }

  /** True where the process is on that very life of a node. */
  public boolean isOn(Member member) {
    return incarnation == member.incarnation() && node.equals(member.name());
  }

  private static long newToken() {
    return ThreadLocalRandom.current().nextLong();
  }
}
