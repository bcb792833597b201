package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import java.util.List;
import java.util.function.Predicate;

/**
 * The node's part in what ties processes to each other: who is told that one is over, and that it
 * never was.
 */
final class Relations {

  /** The serial of a pid that is given to no process. */
  static final long NOBODY = 0;

  private final String node;
  private final Delivery delivery;
  private final Pid nobody;

  Relations(Member self, Delivery delivery) {
    this.node = self.name();
    this.nobody = new Pid(self.name(), self.incarnation(), NOBODY);
    this.delivery = delivery;
  }

  /** The process that a reference means; a pid that nobody has where it means none. */
  Pid target(Ref<?> process) {
    return delivery.whereabouts().pid(process).orElse(nobody);
  }

  /** A process is over for good: everybody who is tied to it is told. */
  void ended(Pid process, Ties ties, ExitReason reason) {
    if (ties == Ties.NONE) {
      return;
    }
    for (Pid other : ties.all()) {
      // On a node that is leaving each process is told to end by itself.
      if (!delivery.processes().admission().isClosing() || delivery.cell(other) == null) {
        tell(other, new Notice.Ended(process, reason));
      }
    }
  }

  void tell(Pid target, Notice notice) {
    delivery.deliver(target, new Envelope.Told(notice));
  }

  /**
   * A notice does not arrive. Its sender is told once the name of the target is free: a supervisor
   * that hears that a child is over starts another one of that name at once.
   */
  void undeliverable(Pid target, Notice notice, ExitReason why) {
    Pid from = notice.from();
    if (from != null) {
      try {
        delivery.processes().tenure().awaitReleased(target);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      tell(from, new Notice.Ended(target, why));
    }
  }

  /** There is a way to each of them from here on, so that the loss of its node is noticed. */
  void keepWays(Iterable<Pid> others) {
    others.forEach(other -> {
      if (delivery.cell(other) == null) {
        Owner owner = delivery.whereabouts().byPid(other);
        if (!owner.node().equals(node)) {
          delivery.keepWay(owner);
        }
      }
    });
  }

  /** A node was lost, and with it the processes of which {@code gone} is true. */
  void lost(Predicate<Pid> gone) {
    for (Cell<?, ?> cell : delivery.processes().all()) {
      Ties ties = cell.committed().ledger().ties();
      if (ties != Ties.NONE) {
        List<Pid> over = ties.all().stream().filter(gone).toList();
        over.forEach(other ->
            cell.take(new Envelope.Told(new Notice.Ended(other, new ExitReason.NodeLost()))));
      }
    }
  }
}
