package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The registry's entries that a move leads through: whoever makes the next one may go on. */
final class Handover {

  private final Member self;
  private final LongSupplier tokens;

  /** Entries that this node writes, each with a token that no other has. */
  Handover(Member self, LongSupplier tokens) {
    this.self = self;
    this.tokens = tokens;
  }

  /** The commit: the target has it, and this node, the source, may take it back. */
  Owner committed(Pid pid, Member target, long epoch) {
    return entry(pid, target, epoch, Standby.on(self, false));
  }

  /** The source takes it back. */
  Owner reclaimed(Owner committed) {
    return entry(committed.pid(), self, committed.epoch() + 1, null);
  }

  /** This node, the target, has it, and the source cannot take it back any more. */
  Owner settled(Pid pid, long epoch) {
    return entry(pid, self, epoch, null);
  }

  private Owner entry(Pid pid, Member node, long epoch, @Nullable Standby standby) {
    return new Owner(pid, node.name(), node.incarnation(), epoch, standby, tokens.getAsLong());
  }

  /** True where the entry says that this node, the target, has it. */
  boolean isHere(Owner entry, Pid pid, long epoch) {
    return entry.pid().equals(pid) && entry.epoch() == epoch && entry.isOn(self);
  }

  /** True where the entry says that this node, the source, may take it back. */
  boolean isReturnable(Owner entry, Owner committed) {
    return entry.agreesWith(committed) && entry.isFollowedBy(self);
  }
}
