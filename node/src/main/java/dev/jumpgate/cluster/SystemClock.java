package dev.jumpgate.cluster;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The clock of this machine, with one thread for what is to happen later. */
public final class SystemClock implements Clock, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(SystemClock.class);

  private final ScheduledThreadPoolExecutor executor;

  public SystemClock(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name(threadName).daemon(true).factory());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      var _ = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is begun any more: the clock has stopped");
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("what was to happen later failed", e);
    }
  }

  /** What has not begun by now does not happen. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
