package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reference as it works on this node. */
final class NodeRef<M> implements Ref<M> {

  private final @Nullable Pid pid;
  private final @Nullable String name;
  private final Processes processes;

  NodeRef(@Nullable Pid pid, @Nullable String name, Processes processes) {
    if (pid == null && name == null) {
      throw new IllegalArgumentException("a reference needs a pid or a name");
    }
    this.pid = pid;
    this.name = name;
    this.processes = processes;
  }

  @Override
  public @Nullable Pid pid() {
    return pid;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  @Override
  public void send(M message) {
    processes.send(this, message);
  }

  @Override
  public <R> R call(Request<? super M, R> request, Duration patience) {
    return processes.call(this, request, patience);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeRef<?> ref
        && Objects.equals(pid, ref.pid)
        && Objects.equals(name, ref.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pid, name);
  }

  @Override
  public String toString() {
    return name == null ? String.valueOf(pid) : pid == null ? name : name + " (" + pid + ")";
  }
}
