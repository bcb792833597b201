package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/** The registry's entries that a move leads through: whoever makes the next one may go on. */
final class Handover {

  private Handover() {}

  /** Under which the owner of a process is found. */
  static String key(Pid pid, @Nullable String name) {
    return name == null ? pid.toString() : name;
  }

  /** The commit: the target has it, and the source may take it back. */
  static Owner committed(Pid pid, Member target, long epoch, Member source) {
    Owner owner = Owner.at(pid, target, epoch);
    return new Owner(
        pid, owner.node(), owner.incarnation(), epoch, source.name(), false, owner.token());
  }

  /** The source takes it back. */
  static Owner reclaimed(Owner committed, Member source) {
    return Owner.at(committed.pid(), source, committed.epoch() + 1);
  }

  /** The source cannot take it back any more. */
  static Owner settled(Owner committed, Member target) {
    return Owner.at(committed.pid(), target, committed.epoch());
  }

  /** True where the entry is one that {@link #committed} makes, at that epoch. */
  static boolean isCommitted(Owner entry, Pid pid, long epoch, Member target, Member source) {
    return isTargets(entry, pid, epoch, target) && source.name().equals(entry.standby());
  }

  /** True where the target has it, whoever else may take it. */
  static boolean isTargets(Owner entry, Pid pid, long epoch, Member target) {
    return entry.pid().equals(pid) && entry.epoch() == epoch && entry.isOn(target);
  }
}
