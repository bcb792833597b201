package dev.jumpgate.shell.script;

import dev.jumpgate.operator.OperatorException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A script's patience: asks again and again until what it waits for is so, or the time is up. */
final class Waiting {

  private static final Duration POLL = Duration.ofMillis(5);

  private Waiting() {}

  /** See {@link Facade#await}. */
  static void until(Duration time, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      OperatorException refusal = null;
      try {
        if (condition.call()) {
          return;
        }
      } catch (OperatorException e) {
        refusal = e;
      }
      if (System.nanoTime() - deadline >= 0) {
        var late = new RequireFailedException(late(time, refusal));
        if (refusal != null) {
          late.initCause(refusal);
        }
        throw late;
      }
      Thread.sleep(POLL);
    }
  }

  private static String late(Duration time, @Nullable OperatorException refusal) {
    String text = "await failed: not so within " + text(time);
    return refusal == null ? text : text + "; the last time: " + refusal.getMessage();
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
