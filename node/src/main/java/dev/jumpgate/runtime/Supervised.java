package dev.jumpgate.runtime;

import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * A process as its supervisor has it: reports that it has started or failed, and stands still until
 * the supervisor has decided. What that decides comes back in {@link Orders}.
 */
final class Supervised {

  private Supervised() {}

  /** Who decides when the process fails, or null. */
  static @Nullable Pid supervisorOf(Cell<?, ?> cell) {
    return cell.committed().ledger().ties().supervisor();
  }

  /** True between the decision that it stands still for its supervisor, and its doing so. */
  static boolean isAboutToStand(Cell<?, ?> cell) {
    return isToStand(cell) && !cell.isHeld();
  }

  private static boolean isToStand(Cell<?, ?> cell) {
    return cell.committed().ledger().ties().standing();
  }

  /** By the worker, once the start is committed. */
  static void tellStarted(Cell<?, ?> cell, Envelope envelope, @Nullable Pid supervisor) {
    if (supervisor != null
        && envelope instanceof Envelope.Started started
        && (started.cause == Cause.SPAWNED || started.cause == Cause.RESTARTED)) {
      report(cell, supervisor, new Notice.Ready());
    }
  }

  /**
   * By the worker, where the process failed or is to stop: with a supervisor it stands still until
   * that has decided.
   *
   * @return false where it has none
   */
  static boolean standsFor(Cell<?, ?> cell, ExitReason reason) {
    Ledger now = cell.committed().ledger();
    Pid supervisor = now.ties().supervisor();
    if (supervisor == null) {
      return false;
    }
    cell.commit(now.with(now.ties().standing(true)));
    cell.hold(Hold.SUPERVISED);
    report(cell, supervisor, new Notice.Failed(reason));
    return true;
  }

  /** Has it end behind what waits; at once where it stands for its supervisor. */
  static boolean stop(Cell<?, ?> cell, Envelope.Stop stop) {
    synchronized (cell) {
      if (cell.isClosed() || cell.isInTransit() || !cell.isHeld() || !isToStand(cell)) {
        return cell.offer(stop);
      }
      cell.putFirst(stop);
    }
    cell.release(Hold.SUPERVISED);
    return true;
  }

  private static void report(Cell<?, ?> cell, Pid supervisor, Notice.Told what) {
    Notice report = new Notice.Report(cell.pid(), what);
    Backed.leave(cell, () -> cell.delivery().relations().tell(supervisor, report));
  }
}
