package dev.jumpgate.process;

import dev.jumpgate.state.Tree;

/**
 * The code of a process: what it does with one message.
 *
 * <p>A behavior has no fields. All that lasts is in the state, an immutable value; that is what
 * lets the runtime inspect, move and upgrade the process while it runs. The runtime makes one
 * instance with the public no-argument constructor and calls it for one message at a time.
 *
 * <p>A method that returns normally is <em>committed</em>: the returned state is published and only
 * then do the effects recorded in the {@link Context} leave. A method that throws has changed
 * nothing and sent nothing. Methods may block; that holds back their own process only.
 *
 * @param <S> the state: records, sealed interfaces, enums and the values of {@code
 *     dev.jumpgate.state}; never null
 * @param <M> the messages it understands, usually a sealed interface of records
 */
public interface Behavior<S, M> {

  /** Handles one message and returns the next state, never null; the same state is fine. */
  S handle(S state, M message, Context<M> context);

  /** Runs once before the first message on this node, and says why the process starts here. */
  default S started(S state, Context<M> context, Cause cause) {
    return state;
  }

  /** Handles the answer to an earlier {@link Context#ask}. */
  default S answered(S state, Answer<?> answer, Context<M> context) {
    return state;
  }

  /** Handles the end of a process that {@link Context#monitor} watches. */
  default S monitored(S state, Down down, Context<M> context) {
    return state;
  }

  /**
   * Handles the end of a linked process. A behavior that has this method <em>traps</em> exits: it
   * gets every one of them here, {@link ExitReason.Normal} too, and goes on. Without it an end that
   * is not normal is the end of this process too.
   */
  default S exited(S state, Exit exit, Context<M> context) {
    return state;
  }

  /**
   * Makes this version's state out of another version's, where names and types alone do not say
   * how. Fields that were added, removed, reordered or widened need no such method; where there is
   * one it is used instead.
   *
   * @param old the state as the other version had it, without its classes
   * @param from the version it ran
   */
  default S convert(Tree old, BundleVersion from) {
    throw new UnsupportedOperationException("this version converts by names");
  }

  /**
   * Makes the state that an earlier version can read, for a rollback; the counterpart of {@link
   * #convert} and used likewise.
   *
   * @param to the version it goes back to
   */
  default Tree revert(S now, BundleVersion to) {
    throw new UnsupportedOperationException("this version reverts by names");
  }

  /**
   * How many messages may wait for a process; 0, unless stated, is any number. Beyond it a call is
   * refused at once, as is {@link Ref#send} from a thread; what processes and other nodes send goes
   * to the dead letters. The runtime asks when a process starts under this version.
   */
  default int mailboxLimit() {
    return 0;
  }

  /** Runs once after the last message. Its effects still leave; the state is final. */
  default void stopped(S state, ExitReason reason, Context<M> context) {}
}
