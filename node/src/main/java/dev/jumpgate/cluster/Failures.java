package dev.jumpgate.cluster;

import java.util.concurrent.CompletionException;

/** What stages fail with. */
public final class Failures {

  private Failures() {}

  /** What went wrong, without what a stage wraps it into. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** What went wrong, in its own words. */
  public static String reason(Throwable failure) {
    return String.valueOf(cause(failure).getMessage());
  }
}
