package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.CopyWriter;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.runtime.Stuck;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A process of this node that is about to leave it. Its work is done on threads of its own. */
final class DepartingCell implements Leaving, CellTraveler {

  private static final Logger LOG = LogManager.getLogger(DepartingCell.class);

  private final long move;
  private final Cell<?, ?> cell;
  private final Registry registry;
  private final Processes processes;
  private final Outlet outlet;
  private final CopyWriter copy;

  // Written by the thread that freezes it, read by anyone.
  private volatile @Nullable String givenUp;

  // Guarded by lock.
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Halt halt;
  private boolean over;
  private @Nullable Thread waiting;

  DepartingCell(
      long move,
      Cell<?, ?> cell,
      Member target,
      Transport transport,
      Registry registry,
      Processes processes) {
    this.move = move;
    this.registry = registry;
    this.cell = cell;
    this.processes = processes;
    this.outlet = new Outlet(move, target, transport);
    this.copy = processes.images().copy(cell, outlet);
  }

  static Transfer.Offer offer(long move, Cell<?, ?> cell, Processes processes, boolean earnest) {
    return new Transfer.Offer(
        move,
        Transfer.PROTOCOL,
        cell.pid(),
        cell.name(),
        cell.behavior(),
        cell.version(),
        cell.epoch(),
        processes.images().services(cell),
        Probe.bytes(cell),
        earnest);
  }

  @Override
  public Cell<?, ?> cell() {
    return cell;
  }

  @Override
  public boolean isFollowed() {
    return registry.known(key()).filter(owner -> owner.standby() != null).isPresent();
  }

  @Override
  public Transfer.Offer offer() {
    return offer(move, cell, processes, true);
  }

  @Override
  public CompletionStage<Round> copy() {
    processes.images().copied(cell, true);
    return begin(() -> {
      if (processes.find(pid()).isEmpty()) {
        throw new JumpgateException(key() + " ended during the move");
      }
      long start = System.nanoTime();
      long before = copy.bytes();
      copy.write();
      outlet.awaitTaken(0);
      return new Round(copy.bytes() - before, System.nanoTime() - start);
    });
  }

  @Override
  public void slow(int percent) {
    processes.images().slow(cell, percent);
  }

  @Override
  public CompletionStage<Boolean> freeze(MoveOptions options) {
    return begin(() -> {
      Optional<Halt> stands = halt(options);
      if (stands.isPresent()) {
        givenUp = stands.get().givenUp();
        keep(stands.get());
      } else if (processes.find(pid()).isEmpty()) {
        throw new JumpgateException(key() + " ended during the move");
      } else if (cell.isHalted()) {
        throw new JumpgateException(key() + " was upgraded during the move");
      }
      return stands.isPresent();
    });
  }

  @Override
  public OperatorException stuck(MoveOptions options) {
    return Stuck.refusal(cell, options);
  }

  @Override
  public @Nullable String givenUp() {
    return givenUp;
  }

  private Optional<Halt> halt(MoveOptions options) throws InterruptedException {
    waits(Thread.currentThread());
    try {
      return options.lastRevision()
          ? Halt.atLastRevision(cell, Hold.MOVING, options.patience(), processes)
          : processes.halt(cell, Hold.MOVING, options.patience());
    } finally {
      waits(null);
    }
  }

  private void waits(@Nullable Thread thread) throws InterruptedException {
    lock.lock();
    try {
      waiting = thread;
      if (over && thread != null) {
        throw new InterruptedException("the move was given up");
      }
    } finally {
      lock.unlock();
    }
  }

  private void keep(Halt stands) {
    lock.lock();
    try {
      if (!over) {
        halt = stands;
        return;
      }
    } finally {
      lock.unlock();
    }
    stands.resume();
  }

  @Override
  public CompletionStage<Round> finish() {
    Halt stands = standing();
    return begin(() -> {
      outlet.hurry();
      long start = System.nanoTime();
      long before = copy.bytes();
      stands.export(copy, Cause.MOVED);
      return new Round(copy.bytes() - before, System.nanoTime() - start);
    });
  }

  @Override
  public void taken(long bytes) {
    outlet.taken(bytes);
  }

  @Override
  public void goOn() {
    Halt stands;
    lock.lock();
    try {
      over = true;
      stands = halt;
      if (waiting != null) {
        waiting.interrupt();
      }
    } finally {
      lock.unlock();
    }
    outlet.close();
    processes.images().copied(cell, false);
    if (stands != null) {
      stands.resume();
    }
  }

  @Override
  public void reclaims(long epoch) {
    standing().reclaims(epoch);
  }

  @Override
  public void goOn(long epoch) {
    outlet.close();
    processes.images().copied(cell, false);
    standing().resume(epoch);
  }

  @Override
  public CompletionStage<Integer> depart(String node, long epoch) {
    outlet.close();
    Halt stands = standing();
    return begin(() -> stands.depart(node, epoch));
  }

  private Halt standing() {
    lock.lock();
    try {
      return Objects.requireNonNull(halt, "the process does not stand");
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T done() throws IOException, InterruptedException;
  }

  private <T> CompletionStage<T> begin(Work<T> work) {
    var done = new CompletableFuture<T>();
    Thread.ofVirtual()
        .name("jumpgate-move")
        .start(() -> {
          try {
            done.complete(work.done());
          } catch (JumpgateException e) {
            done.completeExceptionally(e);
          } catch (IOException | InterruptedException e) {
            done.completeExceptionally(new JumpgateException(String.valueOf(e.getMessage()), e));
          } catch (Throwable e) {
            LOG.error("the move of {} failed", key(), e);
            done.completeExceptionally(
                new JumpgateException("the move of %s failed: %s".formatted(key(), e), e));
          }
        });
    return done;
  }
}
