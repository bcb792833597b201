package dev.jumpgate.process;

import java.time.Duration;

/**
 * What a handler may ask of the runtime while it handles one message.
 *
 * <p>Effects ({@code send}, {@code reply}, {@code ask}, {@code after}, {@code spawn}, {@code stop})
 * are recorded, and leave in the order of their recording once the handler has returned and the new
 * state is committed. A context is valid during its handler and on the handler's thread only.
 *
 * @param <M> the messages of the process itself
 */
public interface Context<M> {

  /** The process itself; the reference stays good wherever the process goes. */
  Ref<M> self();

  /** Sends a message, one way. A target that does not exist is not an error. */
  <T> void send(Ref<T> target, T message);

  /**
   * Answers the request that is being handled.
   *
   * @param request the message being handled, which says what type the answer has
   * @throws IllegalStateException when {@code request} is not the message being handled, or was
   *     answered already
   */
  <R> void reply(Request<?, R> request, R answer);

  /** Answers a request that was kept with {@link #later}. Answering twice is ignored. */
  <R> void reply(ReplyTo<R> caller, R answer);

  /**
   * Takes the address of the caller of the request that is being handled, to keep in the state and
   * answer in a later message. The handler then need not reply.
   *
   * @throws IllegalStateException when {@code request} is not the message being handled, or nobody
   *     waits for its answer (it was sent, not called)
   */
  <R> ReplyTo<R> later(Request<?, R> request);

  /**
   * Sends a request; its answer comes to {@link Behavior#answered} with {@code tag}. Without an
   * answer within five seconds a failure comes instead.
   *
   * @param tag tells the answers apart and travels with the process: a String, Integer, Long, UUID,
   *     or a state or message of the process itself
   */
  <T, R> void ask(Ref<T> target, Request<? super T, R> request, Object tag);

  /**
   * Sends {@code message} to the process itself after {@code delay}. It travels with the process;
   * around a move it may come late, never early, and once.
   */
  void after(Duration delay, M message);

  /** Starts a process on this node; it runs after the commit. */
  <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state);

  /** Ends the process after this message. */
  void stop(ExitReason reason);

  /**
   * Reads from another process and waits for the answer, five seconds at most. Only a {@link Query}
   * can be called: everything that changes another process is {@link #send} or {@link #ask}.
   *
   * @throws NoProcessException when there is no such process
   * @throws CallTimeoutException when no answer came in time
   * @throws CallFailedException when the target's handler threw
   * @throws RefusedException when the target is the process itself
   */
  <T, R> R call(Ref<T> target, Query<? super T, R> query);

  /**
   * A service of this node, as given to {@code NodeConfig.provide}. A service call is not an
   * effect: a crash of the handler does not undo it.
   *
   * @throws RefusedException when this node provides no such service
   */
  <T> T service(Class<T> type);
}
