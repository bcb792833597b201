package dev.jumpgate.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

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
    before.timers().keySet().stream()
        .filter(id -> !now.timers().containsKey(id))
        .forEach(id -> disarm(cell, id));
    before.asked().keySet().stream()
        .filter(id -> !now.asked().containsKey(id))
        .forEach(id -> disarm(cell, id));
    now.timers()
        .forEach((id, timer) -> {
          if (!before.timers().containsKey(id)) {
            arm(cell, id, timer.due(), new Envelope.Due(id));
          }
        });
    now.asked()
        .forEach((id, asked) -> {
          if (!before.asked().containsKey(id)) {
            arm(cell, id, asked.due(), new Envelope.Overdue(id));
          }
        });
  }

  private void arm(Cell<?, ?> cell, long id, long due, Envelope envelope) {
    armed.put(
        new Key(cell, id),
        executor.schedule(
            () -> {
              armed.remove(new Key(cell, id));
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

  void disarm(Cell<?, ?> cell) {
    arm(cell, cell.committed().ledger(), Ledger.EMPTY);
  }

  void close() {
    executor.shutdownNow();
  }
}
