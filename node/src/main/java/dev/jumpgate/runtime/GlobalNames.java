package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.Pid;
import java.util.Optional;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The names that processes of this node have in the whole cluster. */
final class GlobalNames {

  private static final Logger LOG = LogManager.getLogger(GlobalNames.class);

  private final Membership membership;
  private final Registry registry;

  GlobalNames(Membership membership, Registry registry) {
    this.membership = membership;
    this.registry = registry;
  }

  /**
   * Takes a name for a process that begins here.
   *
   * @throws NameTakenException when another one has it
   */
  void claim(String name, Pid process) {
    Owner first = Owner.first(process, membership.self().name());
    Registry.Claim claim = registry.claim(name, first);
    if (claim instanceof Registry.Claim.Lost(var owner)
        && owner != null
        && owner.standby() == null
        && membership.member(owner.node()).isEmpty()) {
      // It ended with its node, and the sweep has not come to it yet.
      registry.release(name, owner);
      claim = registry.claim(name, first);
    }
    if (claim instanceof Registry.Claim.Lost(var owner)) {
      throw new NameTakenException(
          "the name %s is taken%s"
              .formatted(name, owner == null ? "" : " by " + owner.pid() + " on " + owner.node()));
    }
  }

  /** What {@code here} gives for the process of that name. */
  <T> Optional<T> find(String name, Function<Pid, Optional<T>> here) {
    // The pid stays the same when a process moves: it is right even where the owner is not yet.
    return registry
        .known(name)
        .flatMap(owner -> here.apply(owner.pid()))
        .or(() -> registry.find(name).flatMap(owner -> here.apply(owner.pid())));
  }

  /** A process is over: what it had in the registry is free. */
  void free(Cell<?, ?> cell) {
    String name = cell.name();
    if (name != null) {
      release(name, cell);
    }
    if (cell.epoch() > 1) {
      release(cell.pid().toString(), cell);
    }
  }

  private void release(String key, Cell<?, ?> cell) {
    try {
      registry
          .known(key)
          .filter(owner -> owner.pid().equals(cell.pid()) && owner.epoch() == cell.epoch())
          .ifPresent(owner -> registry.release(key, owner));
    } catch (JumpgateException e) {
      // The sweep after this node has left frees it.
      LOG.warn("{} could not be freed: {}", key, e.getMessage());
    }
  }
}
