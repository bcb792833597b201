package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.codec.ChunkSource;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import java.util.Collection;
import java.util.List;

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
    processes.admission().checkOpen();
    if (image.epoch() > 0) {
      processes.admission().checkTakes();
    }
    CopyHead head =
        new CopyHead(
            image.pid(),
            image.name(),
            image.behavior(),
            image.bundle(),
            image.former(),
            image.epoch());
    Cell<?, ?> cell =
        cell(head, images.revision(image, bundle(image.bundle())), image.cause(), image.mail());
    return add(cell, image.suspended());
  }

  /**
   * Refuses what could not be prepared here, before anything of it is copied.
   *
   * @param services those that it has used
   * @throws RefusedException with the reason
   */
  public void check(Pid pid, String behavior, BundleVersion version, Collection<String> services) {
    processes.admission().checkOpen();
    processes.admission().checkTakes();
    if (processes.cell(pid) != null) {
      throw new RefusedException(pid + " is on " + processes.node() + " already");
    }
    kinds.of(bundle(version), behavior);
    processes.services().check(services);
  }

  private Bundle bundle(BundleVersion version) {
    return kinds
        .bundle(version)
        .orElseThrow(() -> new RefusedException(processes.node() + " has no bundle " + version));
  }

  /** A copy of a process that lives elsewhere, as far as {@code source} brings it. */
  public CopyReader copies(ChunkSource source) {
    return new CopyReader(source, kinds, processes.node());
  }

  /**
   * Makes the process of a copy ready to go on here, as {@link #prepare(ProcessImage)} does.
   *
   * @param cause why it starts here, unless the copy says
   * @throws RefusedException when this node has it already or is leaving
   */
  public Cell<?, ?> prepare(CopyReader copy, Cause cause) {
    processes.admission().checkOpen();
    Cause said = copy.cause();
    Cell<?, ?> cell = cell(copy.head(), copy.revision(), said == null ? cause : said, copy.mail());
    return add(cell, copy.isSuspended());
  }

  private Cell<?, ?> add(Cell<?, ?> cell, boolean suspended) {
    if (suspended) {
      cell.hold(Hold.SUSPENDED);
    }
    if (!processes.add(cell)) {
      throw new RefusedException(cell.label() + " is on " + processes.node() + " already");
    }
    return cell;
  }

  private <S, M> Cell<S, M> cell(
      CopyHead head, Revision<S, M> revision, Cause cause, List<Signal.Mail> mail) {
    var annex = new Annex(head.epoch() + 1, 0, delivery.now());
    annex.former(head.former());
    var start = new Envelope.Started(cause);
    var cell = new Cell<>(head.pid(), head.name(), revision, annex, start);
    mail.stream().map(Packing::unpack).forEach(cell::offer);
    return cell;
  }

  /**
   * Starts the process of an image here that may have begun elsewhere; not where it is anywhere.
   *
   * @throws dev.jumpgate.process.NameTakenException when another process has its name
   * @throws RefusedException as {@link #prepare} does
   */
  void beginAgain(ProcessImage image) {
    if (processes.tenure().isOwned(image.pid()) || processes.cell(image.pid()) != null) {
      return;
    }
    Cell<?, ?> cell = prepare(image.bornElsewhere());
    try {
      processes.tenure().claim(cell);
    } catch (JumpgateException e) {
      discard(cell);
      throw e;
    }
    activate(cell);
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
    Backed.arrived(cell);
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
