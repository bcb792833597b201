package dev.jumpgate.process;

import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.Optional;

/**
 * What a handler may ask of the runtime while it handles one message.
 *
 * <p>Effects ({@code send}, {@code reply}, {@code ask}, {@code after}, {@code spawn}, {@code
 * monitor}, {@code link}, {@code join}, {@code leave}, {@code register}, {@code stop}) are
 * recorded, and leave once the handler has returned and the new state is committed, what goes to
 * others in the order of its recording. A context is valid during its handler and on the handler's
 * thread only.
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
   *
   * @return for {@link #cancel}
   */
  Timer after(Duration delay, M message);

  /**
   * Takes a message back that {@link #after} was to send, also one that is due and waits in the
   * mailbox. One that was handled or canceled before is ignored.
   */
  void cancel(Timer timer);

  /**
   * Watches another process: its end comes to {@link Behavior#monitored}, once for each monitor.
   * For a process that is over already, or a name that nobody has, {@link ExitReason.NoProcess}
   * comes at once.
   */
  Monitor monitor(Ref<?> process);

  /** Ends a watch. A {@link Down} of it that is under way is dropped. */
  void demonitor(Monitor monitor);

  /**
   * Ties the process to another one, both ways: an abnormal end of the one ends the other with the
   * same reason, unless that {@linkplain Behavior#exited traps} exits. Twice is once.
   */
  void link(Ref<?> process);

  /** Unties the two. An end of the other that is under way is dropped. */
  void unlink(Ref<?> process);

  /** Starts a process on this node; it runs after the commit. */
  <S, T> Ref<T> spawn(Class<? extends Behavior<S, T>> behavior, S state);

  /** Joins a group without saying anything about itself. */
  default void join(String group) {
    join(group, PMap.empty());
  }

  /**
   * Joins a group of the cluster. The membership belongs to the process: it moves with it and ends
   * with it. Who has joined already says something else of itself from now on.
   *
   * @param metadata what the members' users may want to know to choose among them
   * @throws RefusedException when the name has not the form of one
   */
  void join(String group, PMap<String, String> metadata);

  /** Leaves a group; one that it is not in is no error. */
  void leave(String group);

  /**
   * The processes that joined a group, as this node sees them now. What is sent through it is
   * recorded like any other effect.
   *
   * @param behavior says which messages can be sent
   */
  <T> Group<T> group(String name, Class<? extends Behavior<?, T>> behavior);

  /**
   * Gives the process a name on this node, under which others of this node find it once the state
   * is committed. It is free again when the process ends or leaves the node: {@link
   * Behavior#started} is the place to take it anew. To take one's own name again is no error.
   *
   * @throws NameTakenException when another process of this node has the name
   * @throws RefusedException when the name has not the form of one
   */
  void register(String name);

  /**
   * The process of this node that registered under that name; asks no other node.
   *
   * @param behavior says which messages can be sent
   */
  <T> Optional<Ref<T>> whereis(String name, Class<? extends Behavior<?, T>> behavior);

  /**
   * A child for a supervisor's plan, or to be added to one.
   *
   * @throws RefusedException when the behavior cannot run, or the state cannot travel
   */
  <S, T> Child child(String id, Class<? extends Behavior<S, T>> behavior, S state);

  /** Starts a supervisor on this node; it starts its children after the commit. */
  Ref<Supervisor.Message> supervise(Supervisor plan);

  /**
   * Ends the process after this message. Where it has a supervisor, that decides whether it ends or
   * starts again.
   */
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
