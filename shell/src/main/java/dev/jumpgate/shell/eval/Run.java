package dev.jumpgate.shell.eval;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a snippet's code, on a thread of its own.
 *
 * <p>Stopping it is polite first: its thread is interrupted, which ends what blocks, and the woven
 * checks throw, which ends what loops. Code of a library that minds neither cannot be ended inside
 * a JVM: after a grace time the run is given up, and its thread ends when it next comes back to a
 * snippet.
 */
final class Run implements Running {

  private static final Duration GRACE = Duration.ofMillis(500);

  /** The run that a thread belongs to; threads that a snippet starts inherit it. */
  private static final InheritableThreadLocal<@Nullable Run> CURRENT =
      new InheritableThreadLocal<>();

  /** Spares the look-up above in the hot loops of all sessions that never stopped anything. */
  private static volatile boolean anyStopped;

  // Immutable.
  private final Thread thread;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  // Published: written by whoever stops it, read by its threads.
  private volatile boolean stopping;

  Run(ClassLoader loader, Callable<@Nullable Object> body) {
    thread = Thread.ofPlatform().daemon().name("snippet").unstarted(() -> end.complete(run(body)));
    thread.setContextClassLoader(loader);
  }

  static void check() {
    if (anyStopped) {
      Run run = CURRENT.get();
      if (run != null && run.stopping) {
        throw new SnippetStopped();
      }
    }
  }

  @Override
  public End finish() {
    thread.start();
    while (true) {
      try {
        return end.get();
      } catch (InterruptedException e) {
        stop();
      } catch (ExecutionException e) {
        throw new AssertionError("a run completes with an end", e);
      }
    }
  }

  @Override
  public void stop() {
    stopping = true;
    anyStopped = true;
    thread.interrupt();
    CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> end.complete(new End.Stopped(where())));
  }

  private End run(Callable<@Nullable Object> body) {
    CURRENT.set(this);
    try {
      Object value = body.call();
      return stopping ? new End.Stopped(null) : new End.Returned(value);
    } catch (Throwable thrown) {
      Throwable cause =
          thrown instanceof InvocationTargetException wrapper && wrapper.getCause() != null
              ? wrapper.getCause()
              : thrown;
      if (cause instanceof SnippetExit exit) {
        return new End.Exited(exit.code());
      }
      return stopping ? new End.Stopped(null) : new End.Failed(cause);
    }
  }

  private String where() {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "its end" : stack[0].getClassName() + "." + stack[0].getMethodName();
  }
}
