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
  private final Delivery delivery;
  // The process, where it was on this node when last looked for. Races are harmless: a cell says
  // itself when it is no longer the one.
  private @Nullable Cell<?, ?> cell;

  NodeRef(@Nullable Pid pid, @Nullable String name, Delivery delivery) {
    if (pid == null && name == null) {
      throw new IllegalArgumentException("a reference needs a pid or a name");
    }
    this.pid = pid;
    this.name = name;
    this.delivery = delivery;
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
    delivery.send(this, new Envelope.Message(Objects.requireNonNull(message, "message")));
  }

  @Override
  public <R> R call(Request<? super M, R> request, Duration patience) {
    return delivery.call(this, request, patience);
  }

  /** Puts an envelope straight into the mailbox; false where that is not known or over. */
  boolean offer(Envelope envelope) {
    Cell<?, ?> known = cell;
    if (known == null || known.isFull()) {
      return false; // whoever looks again says so
    }
    if (known.offer(envelope)) {
      return true;
    }
    lost(known);
    return false;
  }

  @Nullable Cell<?, ?> cell() {
    return cell;
  }

  void found(Cell<?, ?> here) {
    cell = here;
  }

  void lost(Cell<?, ?> gone) {
    if (cell == gone) {
      cell = null;
    }
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
