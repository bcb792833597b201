package dev.jumpgate.runtime;

import dev.jumpgate.process.NameForm;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names that processes have on this node alone. The cluster knows nothing of them: two nodes
 * may use the same one, and one that is free here is taken at once.
 */
public final class LocalNames {

  private final Processes processes;
  private final Map<String, Holder> names = new ConcurrentHashMap<>();

  // Guarded by this.
  private final Map<Pid, Set<String>> byProcess = new HashMap<>();

  LocalNames(Processes processes) {
    this.processes = processes;
  }

  /**
   * Who has a name.
   *
   * @param claimant what may still fail and give it up again; null once it is committed
   */
  private record Holder(Pid pid, @Nullable Object claimant) {}

  /**
   * Gives a process of this node a name, for as long as it is here. To give it again is no error.
   *
   * @throws NameTakenException when another process of this node has the name
   * @throws NoProcessException when the process is not on this node
   * @throws RefusedException when the name has not the form of one
   */
  public void register(String name, Ref<?> process) {
    NameForm.check(name, "a process");
    Cell<?, ?> cell =
        processes
            .delivery()
            .whereabouts()
            .pid(process)
            .map(processes::cell)
            .orElseThrow(() -> absent(process));
    claim(name, cell.pid(), process);
    commit(name, cell.pid());
    // One that has gone meanwhile may have been freed before it had the name.
    if (processes.cell(cell.pid()) != cell) {
      free(name, cell.pid());
      throw absent(process);
    }
  }

  private NoProcessException absent(Ref<?> process) {
    return new NoProcessException(
        "%s is not on %s: a local name is for a process of its own node"
            .formatted(process, processes.node()));
  }

  /** The name is free again; one that nobody has is no error. */
  public synchronized void unregister(String name) {
    Holder holder = names.get(name);
    if (holder != null) {
      free(name, holder.pid);
    }
  }

  /** The process of that name; empty where no process of this node has it. */
  public <M> Optional<Ref<M>> whereis(String name) {
    Holder holder = names.get(name);
    Cell<?, ?> cell = holder == null || holder.claimant != null ? null : processes.cell(holder.pid);
    return cell == null ? Optional.empty() : Optional.of(processes.ref(cell.pid(), cell.name()));
  }

  /**
   * Takes a name that nobody finds before it is committed.
   *
   * @param claimant who may give it up again until then
   * @return false where the process has it already
   */
  synchronized boolean claim(String name, Pid pid, Object claimant) {
    Holder holder = names.putIfAbsent(name, new Holder(pid, claimant));
    if (holder == null) {
      byProcess.computeIfAbsent(pid, p -> new HashSet<>()).add(name);
    } else if (!holder.pid.equals(pid)) {
      throw new NameTakenException(
          "the name %s is taken by %s on %s".formatted(name, holder.pid, processes.node()));
    }
    return holder == null;
  }

  synchronized void commit(String name, Pid pid) {
    names.computeIfPresent(name, (n, old) -> old.pid.equals(pid) ? new Holder(pid, null) : old);
  }

  /** Gives up a name that was claimed and not committed. */
  synchronized void withdraw(String name, Object claimant) {
    Holder holder = names.get(name);
    if (holder != null && holder.claimant == claimant) {
      free(name, holder.pid);
    }
  }

  /** The same for all that a handler of the process has claimed. */
  synchronized void withdrawAll(Pid pid, Predicate<Object> claimants) {
    for (String name : List.copyOf(byProcess.getOrDefault(pid, Set.of()))) {
      Holder holder = names.get(name);
      if (holder != null && holder.claimant != null && claimants.test(holder.claimant)) {
        free(name, pid);
      }
    }
  }

  private synchronized void free(String name, Pid pid) {
    Holder holder = names.get(name);
    if (holder != null && holder.pid.equals(pid)) {
      names.remove(name);
      byProcess.computeIfPresent(
          pid,
          (p, held) -> {
            held.remove(name);
            return held.isEmpty() ? null : held;
          });
    }
  }

  /** The process is no longer on this node. */
  void free(Pid pid) {
    if (!names.isEmpty()) {
      freeAll(pid);
    }
  }

  private synchronized void freeAll(Pid pid) {
    @Nullable Set<String> held = byProcess.remove(pid);
    if (held != null) {
      held.forEach(names::remove);
    }
  }
}
