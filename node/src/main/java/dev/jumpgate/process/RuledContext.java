package dev.jumpgate.process;

import dev.jumpgate.state.PMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A context that holds a handler to the rules. The node's own and that of a {@link Trial} stand on
 * it, so that a test refuses what a node refuses, in the same words; authors have no use for it.
 *
 * <p>Confined to the thread of the handler.
 *
 * @param <M> the messages of the process itself
 */
public abstract class RuledContext<M> implements Context<M> {

  private @Nullable ExitReason stop;
  private boolean answered;
  private boolean over;

  // --- what differs between a node and a trial ---

  /** The process as its messages call it. */
  protected abstract String label();

  /** The message being handled, or null where it is something else than a message. */
  protected abstract @Nullable Object inHand();

  /** The address of whoever waits for the answer to the message in hand, or null. */
  protected abstract @Nullable ReplyTo<?> caller();

  /** Records the answer to the message in hand. */
  protected abstract void answer(Object answer);

  /** Records an answer to a request that was kept. */
  protected abstract void answer(ReplyTo<?> caller, Object answer);

  /** True where an effect to that process is recorded. */
  protected abstract boolean hasSentTo(Ref<?> target);

  /** True where nothing is recorded but the answer to the message in hand. */
  protected abstract boolean onlyAnswers();

  /** Asks the target and waits. */
  protected abstract <T, R> R read(Ref<T> target, Query<? super T, R> query);

  /** The groups of the process, with what this handler has asked for. */
  protected abstract PMap<String, PMap<String, String>> groups();

  /** Records that the process belongs to a group from now on. */
  protected abstract void enroll(String group, PMap<String, String> metadata);

  /** Records that it no longer does. */
  protected abstract void withdraw(String group);

  /** Takes a name for the process that nobody else on this node has. */
  protected abstract void take(String name);

  // --- the rules ---

  @Override
  public final <R> void reply(Request<?, R> request, R answer) {
    checkInHand(request);
    if (answered) {
      throw new IllegalStateException(request + " is answered already");
    }
    Objects.requireNonNull(answer, "answer");
    checkOpen();
    answered = true;
    answer(answer);
  }

  @Override
  public final <R> void reply(ReplyTo<R> caller, R answer) {
    Objects.requireNonNull(answer, "answer");
    checkOpen();
    answer(caller, answer);
  }

  @Override
  @SuppressWarnings("unchecked") // the request in hand was called by whoever waits for its R
  public final <R> ReplyTo<R> later(Request<?, R> request) {
    checkInHand(request);
    checkOpen();
    ReplyTo<?> caller = caller();
    if (caller == null) {
      throw new IllegalStateException("nobody waits for an answer to " + request);
    }
    answered = true;
    return (ReplyTo<R>) caller;
  }

  @Override
  public final void stop(ExitReason reason) {
    checkOpen();
    stop = Objects.requireNonNull(reason, "reason");
  }

  @Override
  public final <T, R> R call(Ref<T> target, Query<? super T, R> query) {
    checkOpen();
    if (hasSentTo(target)) {
      throw new RefusedException(
          "a call of %s to %s would overtake what it has just sent there"
              .formatted(label(), target));
    }
    return read(target, query);
  }

  @Override
  public final void join(String group, PMap<String, String> metadata) {
    Objects.requireNonNull(metadata, "metadata");
    checkOpen();
    NameForm.check(group, "a group");
    if (!metadata.equals(groups().get(group))) {
      enroll(group, metadata);
    }
  }

  @Override
  public final void leave(String group) {
    checkOpen();
    if (groups().containsKey(group)) {
      withdraw(group);
    }
  }

  @Override
  public final void register(String name) {
    checkOpen();
    take(NameForm.check(name, "a process"));
  }

  private void checkInHand(Request<?, ?> request) {
    if (request != inHand()) {
      throw new IllegalStateException(request + " is not the message being handled");
    }
  }

  /** Throws once the handler has returned. */
  protected final void checkOpen() {
    if (over) {
      throw new IllegalStateException("the handler has returned: its context is over");
    }
  }

  /** A call of the process to itself. */
  public static RefusedException selfCall(Ref<?> target) {
    return new RefusedException(target + " would wait for itself");
  }

  // --- the end of the handler ---

  /** The handler has returned; whoever kept the context gets an exception from now on. */
  public final void close() {
    over = true;
  }

  /** Why the process is to end after this message, or null where it goes on. */
  public final @Nullable ExitReason stopReason() {
    return stop;
  }

  /**
   * Why what the handler returned cannot be committed, or null where it can.
   *
   * @param before the state that the handler got
   * @param next what it returned
   */
  public final @Nullable RuntimeException objection(Object before, @Nullable Object next) {
    if (next == null) {
      return new NullPointerException("the handler returned null");
    }
    if (!(inHand() instanceof Query)) {
      return null;
    }
    boolean same = next == before || next.equals(before);
    return same && stop == null && onlyAnswers()
        ? null
        : new RefusedException("a query must change nothing and ask for nothing but its answer");
  }
}
