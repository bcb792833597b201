package dev.jumpgate.process;

import dev.jumpgate.state.Tree;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a process, by name or by pid. It follows the process wherever that goes, may be
 * kept in a state, sent in a message and used from any thread.
 *
 * <p>Messages of one process to one target, and of one thread through one reference, are handled in
 * the order in which they were sent, before, during and after a move. Each is delivered at most
 * once.
 *
 * @param <M> the messages the process understands
 */
public interface Ref<M> {

  /** How long {@link #call(Request)} waits. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * The reference that a tree shows, for {@link Behavior#convert}. It is an address: a context can
   * send to it, ask and call it; its own methods refuse.
   *
   * @throws IllegalStateException when the tree shows no reference
   */
  static <M> Ref<M> of(Tree shown) {
    return ShownRef.of(shown);
  }

  /** The process's identity, or null where the reference is by name alone. */
  @Nullable Pid pid();

  /** The process's global name, or null where it has none. */
  @Nullable String name();

  /**
   * Sends a message, one way, and returns at once. A target that does not exist is no error.
   *
   * @throws RefusedException when as many messages wait as {@link Behavior#mailboxLimit} allows,
   *     and the process is on this node
   */
  void send(M message);

  /** Sends a request and waits for its answer, {@link #PATIENCE} at most. */
  default <R> R call(Request<? super M, R> request) {
    return call(request, PATIENCE);
  }

  /**
   * Sends a request and waits for its answer. For threads outside of processes; a handler uses
   * {@link Context#call} or {@link Context#ask}.
   *
   * @throws NoProcessException when there is no such process
   * @throws RefusedException when as many messages wait as {@link Behavior#mailboxLimit} allows
   * @throws CallTimeoutException when no answer came in time; the request may still be handled
   * @throws CallFailedException when the handler threw, or the owner was lost during the call
   */
  <R> R call(Request<? super M, R> request, Duration patience);
}
