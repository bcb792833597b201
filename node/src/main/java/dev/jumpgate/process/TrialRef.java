package dev.jumpgate.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reference that stands for a process in a trial: equal to another of the same address. */
record TrialRef<M>(@Nullable Pid pid, @Nullable String name) implements Ref<M> {

  @Override
  public void send(M message) {
    throw refusal();
  }

  @Override
  public <R> R call(Request<? super M, R> request, Duration patience) {
    throw refusal();
  }

  // In a node it would work, and escape the commit.
  private IllegalStateException refusal() {
    return new IllegalStateException(this + " is there to be used through a context");
  }

  @Override
  public String toString() {
    return name != null ? name : String.valueOf(pid);
  }
}
