package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where processes are, as far as this node knows. What it knows may be late. */
final class Whereabouts {

  private final Processes processes;
  private final Member self;
  private final Registry registry;

  Whereabouts(Processes processes, Member self, Registry registry) {
    this.processes = processes;
    this.self = self;
    this.registry = registry;
  }

  /** The owner of the process as far as this node knows, or as the registry says. */
  Optional<Owner> locate(Ref<?> target) {
    Pid pid = target.pid();
    String name = target.name();
    Cell<?, ?> here = pid == null ? null : here(pid);
    if (here != null && pid != null) {
      return Optional.of(new Owner(pid, self.name(), self.incarnation(), here.epoch(), null, 0));
    }
    if (name != null) {
      return registry
          .known(name)
          .or(() -> registry.find(name))
          .filter(owner -> pid == null || pid.equals(owner.pid()));
    }
    return pid == null ? Optional.empty() : Optional.of(byPid(pid));
  }

  /** The process that a reference means. */
  Optional<Pid> pid(Ref<?> target) {
    return target.pid() != null ? Optional.of(target.pid()) : locate(target).map(Owner::pid);
  }

  /** Where a process is as far as this node knows, or else where it was born. */
  Owner byPid(Pid pid) {
    return registry.known(pid.toString()).orElseGet(() -> Owner.born(pid));
  }

  /**
   * The process of this node. Not one that is still arriving: should it not come after all, what
   * was put down there would be lost.
   */
  @Nullable Cell<?, ?> here(Pid pid) {
    Cell<?, ?> cell = processes.cell(pid);
    return cell == null || cell.isHeldFor(Hold.ARRIVING) ? null : cell;
  }

  /** True where another node than that one is known to have the process. */
  boolean isElsewhere(Pid pid, String node) {
    return registry.known(pid.toString()).filter(o -> !o.node().equals(node)).isPresent();
  }
}
