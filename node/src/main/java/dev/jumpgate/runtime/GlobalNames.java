package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.Pid;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The names that processes of this node have in the whole cluster. */
final class GlobalNames {

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
  void claim(String name, Cell<?, ?> process) {
    Registry.Claim claim = attempt(name, process);
    if (claim instanceof Registry.Claim.Lost(var owner)
        && owner != null
        && owner.isOrphanOf(membership.members())) {
      // It ended with its node, and the sweep has not come to it yet.
      registry.release(name, owner);
      claim = attempt(name, process);
    }
    if (claim instanceof Registry.Claim.Lost(var owner)) {
      throw new NameTakenException(
          "the name %s is taken%s"
              .formatted(name, owner == null ? "" : " by " + owner.pid() + " on " + owner.node()));
    }
  }

  private Registry.Claim attempt(String name, Cell<?, ?> process) {
    Pid pid = process.pid();
    long epoch = registry.firstEpoch(name);
    Owner first = Owner.at(pid, membership.self(), epoch);
    if (epoch == 1) {
      return registry.claim(name, first);
    }
    // As one that has moved: who knows it by its pid alone finds its epoch by an entry of that.
    process.annex().epoch(epoch);
    Owner byPid = Owner.at(pid, membership.self(), epoch);
    Registry.Claim claim =
        registry
            .changeAll(Map.of(name, Change.claim(first), pid.toString(), Change.claim(byPid)))
            .get(name);
    if (claim instanceof Registry.Claim.Lost) {
      registry.release(pid.toString(), byPid);
    }
    return Objects.requireNonNull(claim);
  }

  /** What {@code here} gives for the process of that name. */
  <T> Optional<T> find(String name, Function<Pid, Optional<T>> here) {
    // The pid stays the same when a process moves: it is right even where the owner is not yet.
    return registry
        .known(name)
        .flatMap(owner -> here.apply(owner.pid()))
        .or(() -> registry.find(name).flatMap(owner -> here.apply(owner.pid())));
  }
}
