package dev.jumpgate.shell.eval;

import org.jspecify.annotations.Nullable;

/** One call of a snippet's code, which has not started or is under way. */
interface Running {

  /** How a run ended. */
  sealed interface End {
    record Returned(@Nullable Object value) implements End {}

    record Failed(Throwable thrown) implements End {}

    record Stopped(@Nullable String stuck) implements End {}

    record Exited(int code) implements End {}
  }

  /** Starts it and waits for its end; to interrupt the waiting thread is to stop the run. */
  End finish();

  /** Stops it, also before it has started. */
  void stop();
}
