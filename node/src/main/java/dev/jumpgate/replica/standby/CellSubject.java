package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Transport;
import dev.jumpgate.process.Pid;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.runtime.Shadow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A live process as its keeper sees it. */
final class CellSubject implements Subject {

  private static final Logger LOG = LogManager.getLogger(CellSubject.class);
  private static final Duration HALT_WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Cell<?, ?> cell;
  private final Processes processes;
  private final Transport transport;
  private final Events events;

  // Published: changed under this, read by the process's worker.
  private volatile @Nullable Outflow outflow;
  private volatile long latest = -1;

  // Guarded by this.
  private @Nullable Follower shadow;
  private @Nullable Halt halt;

  CellSubject(Cell<?, ?> cell, Processes processes, Transport transport, Events events) {
    this.cell = cell;
    this.processes = processes;
    this.transport = transport;
    this.events = events;
  }

  /** Is told what the process does that its keeper has to know; on a thread of its own. */
  interface Events {

    void gone(Pid pid);

    void anew(Pid pid);

    void never(Pid pid, String why);
  }

  /** What the process tells of each revision. */
  private final class Follower implements Shadow {

    private final boolean holds;
    private @Nullable LongConsumer from;
    private volatile boolean replaced;

    Follower(boolean holds, @Nullable LongConsumer from) {
      this.holds = holds;
      this.from = from;
    }

    @Override
    public boolean holds() {
      return holds;
    }

    @Override
    public void committed(long revision) {
      latest = revision;
      LongConsumer first = from;
      if (first != null) {
        from = null;
        first.accept(revision);
      }
      Outflow flow = outflow;
      if (flow != null) {
        flow.wake();
      }
    }

    @Override
    public void over() {
      if (!replaced) {
        apart(() -> events.gone(cell.pid()));
      }
    }
  }

  private static void apart(Runnable task) {
    Thread.ofVirtual().name("jumpgate-keeper").start(task);
  }

  @Override
  public Pid pid() {
    return cell.pid();
  }

  @Override
  public String key() {
    return cell.label();
  }

  @Override
  public long epoch() {
    return cell.epoch();
  }

  Cell<?, ?> cell() {
    return cell;
  }

  /** The last revision that the process has told of, or -1. */
  long latest() {
    return latest;
  }

  @Override
  public void follow(String node, Word.Offer offer) {
    var flow =
        new Outflow(
            cell,
            processes.images(),
            node,
            offer,
            transport,
            new Outflow.Broken() {
              @Override
              public void anew() {
                events.anew(cell.pid());
              }

              @Override
              public void never(String why) {
                events.never(cell.pid(), why);
              }
            });
    synchronized (this) {
      stop();
      outflow = flow;
      if (shadow != null) {
        flow.begin();
        return;
      }
    }
    apart(() -> {
      if (attach(flow, new Follower(false, null))) {
        flow.begin();
      }
    });
  }

  private synchronized void stop() {
    Outflow before = outflow;
    outflow = null;
    if (before != null) {
      before.end();
    }
  }

  // At a boundary; false where another stream has begun meanwhile, or the process is over.
  private boolean attach(Outflow flow, Follower next) {
    try {
      while (outflow == flow) {
        Optional<Halt> stands = processes.halt(cell, Hold.MOVING, HALT_WAIT);
        if (stands.isPresent()) {
          try {
            return attachHalted(flow, next);
          } finally {
            stands.get().resume();
          }
        }
        if (processes.find(cell.pid()).isEmpty()) {
          return false;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private synchronized boolean attachHalted(Outflow flow, Follower next) {
    if (outflow != flow) {
      return false;
    }
    if (shadow != null) {
      shadow.replaced = true;
    }
    shadow = next;
    cell.shadow(next);
    return true;
  }

  @Override
  public void hold(LongConsumer from) {
    Outflow flow = outflow;
    if (flow != null) {
      apart(() -> {
        // Not under the lock of this: the keeper's comes first.
        long[] begun = {-1};
        if (attach(flow, new Follower(true, revision -> begun[0] = revision))) {
          from.accept(begun[0]);
        }
      });
    }
  }

  @Override
  public void acknowledged(long revision) {
    cell.acknowledged(revision);
  }

  @Override
  public boolean pin() {
    return processes.succession().pin(cell);
  }

  @Override
  public void unpin() {
    processes.succession().unpin(cell);
  }

  @Override
  public synchronized void goOn(long epoch) {
    stop();
    processes.succession().renew(cell, epoch);
    if (shadow != null) {
      shadow.replaced = true;
      shadow = null;
      cell.betweenShadows();
    }
  }

  @Override
  public void forsake() {
    cell.shadow(null);
  }

  @Override
  public void abandon() {
    stop();
    processes.succession().abandon(cell);
  }

  @Override
  public void halt(Duration patience, LongConsumer halted) {
    apart(() -> {
      Optional<Halt> stands = Optional.empty();
      try {
        stands = processes.halt(cell, Hold.MOVING, patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      synchronized (this) {
        halt = stands.orElse(null);
      }
      Outflow flow = outflow;
      if (flow != null) {
        flow.wake();
      }
      halted.accept(stands.isPresent() ? latest : -1);
    });
  }

  private synchronized @Nullable Halt taken() {
    Halt now = halt;
    halt = null;
    return now;
  }

  @Override
  public void resume() {
    Halt now = taken();
    if (now != null) {
      now.resume();
    }
  }

  @Override
  public void depart(String node, long epoch) {
    stop();
    Halt now = taken();
    if (now == null) {
      LOG.error("{} does not stand, and cannot leave", cell.label());
    } else {
      now.depart(node, epoch);
    }
  }
}
