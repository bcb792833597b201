package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The registry's entries that a move leads through: whoever makes the next one may go on. */
final class Entries {

  private final Member self;
  private final LongSupplier tokens;

  /** Entries that this node writes, each with a token that no other has. */
  Entries(Member self, LongSupplier tokens) {
    this.self = self;
    this.tokens = tokens;
  }

  Member self() {
    return self;
  }

  /** This node, the source, has it, and the target goes on with it once it is lost or lets go. */
  Owner named(Pid pid, Member target, long epoch) {
    return entry(pid, self, epoch, Standby.on(target, false));
  }

  /** As before it was {@link #named}. */
  Owner alone(Owner named) {
    return entry(named.pid(), self, named.epoch(), null);
  }

  /** The commit: the target has it, and this node, the source, may take it back. */
  Owner committed(Pid pid, Member target, long epoch) {
    return entry(pid, target, epoch, Standby.source(self));
  }

  /** The source has it after all. */
  Owner reclaimed(Owner written) {
    return entry(written.pid(), self, written.epoch() + 1, null);
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
  boolean isReturnable(Owner entry, Owner written) {
    return entry.agreesWith(written) && (entry.isOn(self) || entry.isFollowedBy(self));
  }

  /** True where the source has it by that entry, and this node, the target, goes on with it. */
  boolean isMine(Owner entry, Owner named) {
    return entry.agreesWith(named) && entry.isFollowedBy(self);
  }
}
