package dev.jumpgate.cluster;

import java.time.Duration;

/** Time as protocols see it, so that a simulation can be its master. */
public interface Clock {

  /** Nanoseconds since some moment; only differences mean anything. */
  long nanos();

  /** Runs {@code task} once, when {@code delay} has passed. The task must not block. */
  void after(Duration delay, Runnable task);
}
