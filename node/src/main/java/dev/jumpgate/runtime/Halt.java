package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that stands still at a message boundary, and what can be done with it there. It ends
 * with {@link #resume}, {@link #become} or {@link #depart}.
 */
public final class Halt {

  /** How often it is looked for a handler to take the process from. */
  private static final int RESCUES = 50;

  private final Cell<?, ?> cell;
  private final Hold reason;
  private final Processes processes;
  private final @Nullable String givenUp;
  // How many of those that wait have been exported.
  private int taken;

  private Halt(Cell<?, ?> cell, Hold reason, Processes processes, @Nullable String givenUp) {
    this.givenUp = givenUp;
    this.cell = cell;
    this.reason = reason;
    this.processes = processes;
  }

  /**
   * Waits for the running handler and stops the process behind it.
   *
   * @return empty where the handler did not return in time, or the process is being moved or
   *     upgraded already or has ended; it goes on as before
   */
  static Optional<Halt> of(Cell<?, ?> cell, Hold reason, Duration wait, Processes processes)
      throws InterruptedException {
    return of(cell, reason, wait, 0, processes);
  }

  /**
   * The same, but where the handler does not return in time the process stands without it, as of
   * its last revision: see {@link #givenUp}.
   */
  public static Optional<Halt> atLastRevision(
      Cell<?, ?> cell, Hold reason, Duration wait, Processes processes)
      throws InterruptedException {
    return of(cell, reason, wait, RESCUES, processes);
  }

  private static Optional<Halt> of(
      Cell<?, ?> cell, Hold reason, Duration wait, int rescues, Processes processes)
      throws InterruptedException {
    if (!cell.hold(reason)) {
      return Optional.empty();
    }
    boolean stands = false;
    try {
      String givenUp = null;
      stands = cell.awaitHeld(wait.toNanos());
      for (int i = 0; i < rescues && !stands && !cell.isClosed(); i++) {
        givenUp = Rescue.of(cell);
        // Where there is no handler to take it from it is about to come there.
        stands = givenUp != null || cell.awaitHeld(Steering.GRACE.toNanos());
      }
      return stands ? Optional.of(new Halt(cell, reason, processes, givenUp)) : Optional.empty();
    } finally {
      // Also when the wait was interrupted: nobody else would let the process go on.
      if (!stands) {
        cell.release(reason);
      }
    }
  }

  /**
   * The same for many at once: each is asked to stand before the first is waited for.
   *
   * @return those that stand
   */
  static Map<Cell<?, ?>, Halt> of(
      List<Cell<?, ?>> cells, Hold reason, Duration wait, Processes processes)
      throws InterruptedException {
    Map<Cell<?, ?>, Halt> standing = new LinkedHashMap<>();
    List<Cell<?, ?>> asked = new ArrayList<>(cells);
    asked.removeIf(cell -> !cell.hold(reason));
    long end = System.nanoTime() + wait.toNanos();
    try {
      for (Cell<?, ?> cell : asked) {
        if (cell.awaitHeld(end - System.nanoTime())) {
          standing.put(cell, new Halt(cell, reason, processes, null));
        }
      }
      return standing;
    } catch (Throwable e) {
      standing.clear();
      throw e;
    } finally {
      // Nobody else would let them go on.
      asked.forEach(cell -> {
        if (!standing.containsKey(cell)) {
          cell.release(reason);
        }
      });
    }
  }

  /** The report of the message that was given up for it to stand; null where none was. */
  public @Nullable String givenUp() {
    return givenUp;
  }

  /** It goes on as if nothing had been. */
  public void resume() {
    Backed.unseal(cell);
    cell.release(reason);
  }

  /** It goes on at a later epoch, which the registry has given to this node. */
  public void resume(long epoch) {
    cell.annex().epoch(epoch);
    resume();
  }

  /** This node has asked the registry for the process at that epoch. */
  public void reclaims(long epoch) {
    cell.annex().reclaims(epoch);
  }

  /**
   * Everything that belongs to the process, to be built again.
   *
   * @param cause why it starts again, unless it has not even started here
   * @throws RefusedException when the process is about to end
   */
  public ProcessImage export(Cause cause) {
    ProcessImage image = export(cell, cause);
    taken = image.mail().size();
    return image;
  }

  private static <S, M> ProcessImage export(Cell<S, M> cell, Cause cause) {
    List<Envelope> waiting = cell.waitingEnvelopes();
    List<Signal.Mail> mail = traveling(waiting).stream().map(Packing::pack).toList();
    return cell.contents().image(cell, Backed.seal(cell), why(cell, waiting, cause), mail);
  }

  /**
   * The last that changed, and all that waits, behind what was copied while the process ran. What
   * comes later follows with {@link #depart}.
   *
   * @param cause why it starts again, unless it has not even started here
   * @throws RefusedException when the process is about to end
   * @throws IOException from the copy's sink
   */
  public void export(CopyWriter copy, Cause cause) throws IOException {
    List<Envelope> waiting = cell.waitingEnvelopes();
    Cause why = why(cell, waiting, cause);
    seal(cell);
    copy.write();
    List<Envelope> traveling = traveling(waiting);
    copy.write(why, traveling, cell.isSuspended());
    taken = traveling.size();
  }

  private static <S, M> void seal(Cell<S, M> cell) {
    cell.commit(Backed.seal(cell).ledger());
  }

  private static Cause why(Cell<?, ?> cell, List<Envelope> waiting, Cause cause) {
    Cause why = cause;
    for (Envelope envelope : waiting) {
      if (envelope instanceof Envelope.Stop) {
        throw new RefusedException(cell.label() + " is about to end");
      }
      if (envelope instanceof Envelope.Started pending) {
        why = pending.cause;
      }
    }
    return why;
  }

  private static List<Envelope> traveling(List<Envelope> waiting) {
    return waiting.stream().filter(Packing::travels).toList();
  }

  /**
   * It goes on under other code, with the state of the image; what waits stays in its place.
   *
   * @throws dev.jumpgate.codec.CodecException when the state does not convert; nothing has changed
   *     then, likewise below
   * @throws RefusedException when the version has no such behavior
   */
  public void become(ProcessImage image, Bundle bundle) {
    become(cell, image, bundle);
  }

  private <S, M> void become(Cell<S, M> halted, ProcessImage image, Bundle bundle) {
    BundleVersion former = halted.version();
    // The classes differ, but a cell has no use for its type parameters beyond its own revision.
    @SuppressWarnings("unchecked")
    var next = (Revision<S, M>) processes.images().revision(image, bundle);
    Ledger before = halted.committed().ledger();
    halted.annex().former(former);
    halted.become(next);
    if (next.kind().starts()) {
      halted.putFirst(new Envelope.Started(image.cause()));
    }
    delivery().timers().rearm(halted, before);
    resume();
  }

  /**
   * Another node owns the process now: what came since it was exported follows it, in order.
   *
   * @return how many envelopes were forwarded
   */
  public int depart(String node, long epoch) {
    int[] forwarded = new int[1];
    // Before anybody finds out that the process is gone, its departure is known: who comes then is
    // behind what is forwarded here.
    cell.close(waiting -> {
      List<Envelope> held = traveling(waiting);
      held = held.subList(taken, held.size());
      forwarded[0] = held.size();
      delivery().departed(cell, node, epoch, held);
    });
    Backed.handOver(cell);
    return forwarded[0];
  }

  private Delivery delivery() {
    return processes.delivery();
  }
}
