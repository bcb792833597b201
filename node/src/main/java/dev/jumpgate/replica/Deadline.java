package dev.jumpgate.replica;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Work that is interrupted when its time is over. */
final class Deadline {

  private Deadline() {}

  /**
   * Does it by {@code deadline}, a time of {@link System#nanoTime}, and returns when it has ended.
   *
   * @return null where it was interrupted for that
   */
  static <T> @Nullable T within(long deadline, Callable<T> work) throws InterruptedException {
    var task = new FutureTask<>(work);
    Thread thread = Thread.ofVirtual().name("jumpgate-deadline").start(task);
    try {
      return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      // By itself, and not by cancelling: what is under way must come to its own end first.
      thread.interrupt();
      thread.join();
    }
  }
}
