package dev.jumpgate.runtime;

import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a supervisor tells its child: carried out at the child's next message boundary, before all
 * that waits in its mailbox, by a thread of its own.
 *
 * <p>Only while the child stands here for nobody else's sake: during a move the order waits, and
 * follows the child when it has left.
 */
final class Orders<S, M> {

  private static final Logger LOG = LogManager.getLogger(Orders.class);

  /** How often a handler that is to be killed is interrupted until it returns. */
  private static final long NUDGE_MILLIS = 10;

  private final Cell<S, M> cell;
  private final Notice order;
  private final Delivery delivery;

  private Orders(Cell<S, M> cell, Notice order, Delivery delivery) {
    this.cell = cell;
    this.order = order;
    this.delivery = delivery;
  }

  /** True where a notice must not wait its turn in the mailbox. */
  static boolean isOrder(Notice notice, Ties ties) {
    return notice instanceof Notice.Order
        || (notice instanceof Notice.Ended ended && ended.process().equals(ties.supervisor()));
  }

  static void carryOut(Cell<?, ?> cell, Notice order, Delivery delivery) {
    var orders = new Orders<>(cell, order, delivery);
    Thread.ofVirtual().name("jumpgate-order").start(orders::run);
  }

  private void run() {
    try {
      boolean done =
          switch (order) {
            case Notice.Stand(var supervisor) -> stand(supervisor);
            case Notice.Go go -> go(go);
            case Notice.Leave(var _, var reason) -> leave(reason);
            case Notice.Kill _ -> kill();
            case Notice.Ended(var _, var reason) -> orphaned(reason);
            default -> throw new IllegalStateException("no order: " + order);
          };
      if (!done) {
        delivery.deliver(cell.pid(), new Envelope.Told(order)); // it went on, or is over
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{} did not obey {}", cell.label(), order, e);
    }
  }

  private boolean stand(Pid supervisor) throws InterruptedException {
    boolean stands =
        atBoundary(() -> {
          with(cell.committed().ledger().ties().standing(true));
          return true;
        });
    if (stands) {
      delivery.relations().tell(supervisor, new Notice.Report(cell.pid(), new Notice.Stands()));
    }
    return stands;
  }

  private boolean go(Notice.Go go) throws InterruptedException {
    Revision<S, M> first;
    try {
      first = go.fresh() == null ? null : cell.contents().fresh(go.fresh(), cell.committed());
    } catch (RuntimeException | LinkageError e) {
      // It stands as before; its supervisor decides again.
      var why = new ExitReason.Crashed("its first state cannot be made: " + Thrown.text(e));
      delivery.relations().tell(go.from(), new Notice.Report(cell.pid(), new Notice.Failed(why)));
      return true;
    }
    boolean goes =
        atBoundary(() -> {
          Revision<S, M> before = cell.committed();
          if (!before.ledger().ties().standing()) {
            return true;
          }
          Revision<S, M> now = first == null ? before : first;
          cell.become(now.with(now.ledger().with(before.ledger().ties().standing(false))));
          delivery.timers().rearm(cell, before.ledger());
          cell.putFirst(new Envelope.Started(Cause.RESTARTED));
          return true;
        });
    cell.release(Hold.SUPERVISED);
    return goes;
  }

  private boolean leave(ExitReason reason) throws InterruptedException {
    return settled(() -> Supervised.stop(cell, new Envelope.Stop(reason, () -> {})));
  }

  // A handler that does not return within a moment is left to itself, as by an operator's kill.
  private boolean kill() throws InterruptedException {
    while (!cell.isClosed()) {
      List<Envelope> left = new ArrayList<>();
      if (closed(left)) {
        delivery.ended(cell, new ExitReason.Killed(), left);
        return true;
      }
      Fenced.Abandoned abandoned = Endings.abandon(cell);
      if (abandoned != null) {
        delivery.reports().abandoned(cell, abandoned);
        return true;
      }
    }
    return false;
  }

  /** Closes it at its boundary; false where it did not come there in time, or is not here. */
  private boolean closed(List<Envelope> left) throws InterruptedException {
    long start = System.nanoTime();
    synchronized (cell) {
      while (!standsHere()) {
        if (cell.isClosed() || System.nanoTime() - start > Steering.GRACE.toNanos()) {
          return false;
        }
        cell.hold(Hold.SUPERVISED);
        Worker worker = cell.worker();
        if (worker != null) {
          worker.interrupt(cell);
        }
        if (!standsHere()) {
          cell.wait(NUDGE_MILLIS);
        }
      }
      cell.close(Endings.leaving(cell, left));
      return true;
    }
  }

  // The supervisor is over: with it its children, unless only its node was lost.
  private boolean orphaned(ExitReason reason) throws InterruptedException {
    if (reason instanceof ExitReason.NodeLost || reason instanceof ExitReason.NoProcess) {
      boolean done =
          atBoundary(() -> {
            with(cell.committed().ledger().ties().supervisedBy(null).standing(false));
            return true;
          });
      cell.release(Hold.SUPERVISED);
      return done;
    }
    return leave(reason instanceof ExitReason.Normal ? new ExitReason.Shutdown() : reason);
  }

  private void with(Ties ties) {
    cell.commit(cell.committed().ledger().with(ties));
  }

  private interface Act {
    boolean run();
  }

  /** Waits until the process stands, and acts under its monitor; false where it is not here. */
  private boolean atBoundary(Act act) throws InterruptedException {
    synchronized (cell) {
      while (!cell.isClosed() && !standsHere()) {
        cell.hold(Hold.SUPERVISED);
        if (!standsHere()) {
          cell.wait();
        }
      }
      cell.hold(Hold.SUPERVISED);
      return !cell.isClosed() && act.run();
    }
  }

  private boolean standsHere() {
    return cell.isHeld() && !cell.isInTransit();
  }

  /** Waits until it stays here, standing or not, and acts under its monitor. */
  private boolean settled(Act act) throws InterruptedException {
    synchronized (cell) {
      while (!cell.isClosed() && (cell.isInTransit() || Supervised.isAboutToStand(cell))) {
        cell.wait();
      }
      return act.run();
    }
  }
}
