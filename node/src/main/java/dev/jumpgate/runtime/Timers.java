package dev.jumpgate.runtime;

import dev.jumpgate.state.Diff;
import dev.jumpgate.state.PMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The node's clockwork: puts an envelope into a cell's mailbox when an entry of its ledger is due.
 */
final class Timers {

  private final LongSupplier clock;
  private final ScheduledThreadPoolExecutor executor;
  private final Map<Key, ScheduledFuture<?>> armed = new ConcurrentHashMap<>();

  Timers(LongSupplier clock) {
    this.clock = clock;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("jumpgate-timers").factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private record Key(Cell<?, ?> cell, long id) {}

  /** Brings the clockwork from the one ledger to the other. */
  void arm(Cell<?, ?> cell, Ledger before, Ledger now) {
    if (before == now) {
      return;
    }
    bring(cell, before.timers(), now.timers(), Ledger.Timer::due, Envelope.Due::new);
    bring(cell, before.asked(), now.asked(), Ledger.Asked::due, Envelope.Overdue::new);
  }

  private <T> void bring(
      Cell<?, ?> cell,
      PMap<Long, T> before,
      PMap<Long, T> now,
      ToLongFunction<T> due,
      LongFunction<Envelope> envelope) {
    for (Diff.Change<Long, T> change : Diff.between(before, now)) {
      switch (change) {
        case Diff.Removed<Long, T>(var id, var _) -> disarm(cell, id);
        case Diff.Added<Long, T>(var id, var entry) ->
            arm(cell, id, due.applyAsLong(entry), envelope.apply(id));
        case Diff.Changed<Long, T> _ -> throw new IllegalStateException("entries do not change");
      }
    }
  }

  private void arm(Cell<?, ?> cell, long id, long due, Envelope envelope) {
    // Within compute, so that even one that is due at once finds its own entry to remove.
    armed.compute(
        new Key(cell, id),
        (key, none) ->
            executor.schedule(
                () -> {
                  armed.remove(key);
                  cell.offer(envelope);
                },
                due - clock.getAsLong(),
                TimeUnit.NANOSECONDS));
  }

  private void disarm(Cell<?, ?> cell, long id) {
    ScheduledFuture<?> future = armed.remove(new Key(cell, id));
    if (future != null) {
      future.cancel(false);
    }
  }

  /** Its ledger was exchanged as a whole. */
  void rearm(Cell<?, ?> cell, Ledger before) {
    arm(cell, before, Ledger.EMPTY);
    arm(cell, Ledger.EMPTY, cell.committed().ledger());
  }

  void disarm(Cell<?, ?> cell) {
    arm(cell, cell.committed().ledger(), Ledger.EMPTY);
  }

  void close() {
    executor.shutdownNow();
  }
}
