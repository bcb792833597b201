package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.RuledContext;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls within handlers that would never end, because those that wait form a circle. */
final class Circles {

  /** How many processes that wait for each other are followed. */
  private static final int LONGEST_WAIT = 64;

  private final Function<Pid, @Nullable Cell<?, ?>> here;

  /**
   * @param here the process of a pid, where it is on this node
   */
  Circles(Function<Pid, @Nullable Cell<?, ?>> here) {
    this.here = here;
  }

  /** Refuses a call to one of those that wait for its caller, the last one first. */
  static void checkChain(Pid pid, Ref<?> target, List<Pid> chain) {
    if (!chain.isEmpty() && chain.contains(pid)) {
      throw chain.getFirst().equals(pid) && chain.size() == 1
          ? RuledContext.selfCall(target)
          : new RefusedException(
              "%s waits for this answer already: a call to it would never end".formatted(target));
    }
  }

  /** Refuses a call to a process that waits for the caller within another chain of calls. */
  void checkWaiting(Cell<?, ?> caller, Pid wanted, Ref<?> target) {
    if (!wanted.equals(caller.pid()) && waits(wanted, caller.pid())) {
      throw new RefusedException(
          target + " waits for " + caller.label() + ", and so would never answer");
    }
  }

  // On this node: of a process elsewhere only those that wait in one chain are known.
  private boolean waits(Pid process, Pid forWhom) {
    Pid at = process;
    for (int steps = 0; steps < LONGEST_WAIT; steps++) {
      Cell<?, ?> cell = here.apply(at);
      Worker worker = cell == null ? null : cell.worker();
      Pid next = worker == null ? null : worker.waitsFor();
      if (next == null) {
        return false;
      }
      if (next.equals(forWhom)) {
        return true;
      }
      at = next;
    }
    return false;
  }
}
