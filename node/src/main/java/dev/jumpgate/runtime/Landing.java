package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.process.RefusedException;

/**
 * How a process comes to this node as an image. It is prepared first, and then goes on here or is
 * discarded.
 */
public final class Landing {

  private final Processes processes;
  private final Kinds kinds;
  private final Images images;
  private final Delivery delivery;

  Landing(Processes processes, Kinds kinds, Images images, Delivery delivery) {
    this.processes = processes;
    this.kinds = kinds;
    this.images = images;
    this.delivery = delivery;
  }

  /**
   * Makes the process of an image ready to go on here. It takes messages and handles none before
   * {@link #activate}.
   *
   * @throws RefusedException when this node lacks its bundle or cannot read its state
   */
  public Cell<?, ?> prepare(ProcessImage image) {
    processes.checkOpen();
    Bundle bundle =
        kinds
            .bundle(image.bundle())
            .orElseThrow(
                () -> new RefusedException(processes.node() + " has no bundle " + image.bundle()));
    Cell<?, ?> cell = cell(image, images.revision(image, bundle));
    if (!processes.add(cell)) {
      throw new RefusedException(cell.label() + " is on " + processes.node() + " already");
    }
    return cell;
  }

  private <S, M> Cell<S, M> cell(ProcessImage image, Revision<S, M> revision) {
    var annex = new Annex(image.epoch() + 1, 0, delivery.now());
    annex.former(image.former());
    var cell =
        new Cell<>(image.pid(), image.name(), revision, annex, new Envelope.Started(image.cause()));
    image.mail().stream().map(Packing::unpack).forEach(cell::offer);
    return cell;
  }

  /** The prepared process goes on here. */
  public void activate(Cell<?, ?> cell) {
    processes.tenure().adopt(cell);
    Ledger ledger = cell.committed().ledger();
    delivery.bring(cell, Ledger.EMPTY, ledger);
    delivery.relations().keepWays(ledger.ties().all());
    if (ledger.ties().standing()) {
      cell.hold(Hold.SUPERVISED);
    }
    Copied.arrived(cell);
    cell.release(Hold.ARRIVING);
  }

  /** The prepared process will not come after all. */
  public void discard(Cell<?, ?> cell) {
    cell.close(left -> {
      processes.remove(cell);
      DeadEnd nowhere = DeadEnd.unknown(cell.label() + " is not on " + processes.node());
      left.forEach(envelope -> nowhere.take(cell.pid(), null, envelope, delivery));
    });
  }
}
