package dev.jumpgate.process;

import dev.jumpgate.state.PVec;
import java.time.Duration;
import java.util.Optional;

/**
 * The plan of a supervisor: a process that starts others in order, keeps them going, and ends them
 * in reverse order. A value; {@code Node.supervise} or a supervisor above makes a process of it.
 *
 * <pre>{@code
 * node.supervise("orders", Supervisor.oneForAll()
 *     .intensity(3, Duration.ofSeconds(5))
 *     .child(node.child("db", Db.class, new Db.State()).named("db"))
 *     .child(Child.of("workers", Supervisor.dynamic())));
 * }</pre>
 *
 * <p>A child whose handler throws keeps its last committed state, its pid, its name and its
 * mailbox, and stands still until the supervisor has decided; likewise one that stops itself. A
 * restart runs {@link Behavior#started} with {@link Cause#RESTARTED}. The rules are those of OTP;
 * where they differ the node's README says so.
 *
 * @param strategy who is started again with a child that failed
 * @param restarts how many within {@code within} are borne; with one more the supervisor ends all
 *     its children and itself, as crashed
 * @param pause the time before the first restart in a row of a child, doubled with each further one
 * @param longestPause where the doubling ends
 */
public record Supervisor(
    Strategy strategy,
    int restarts,
    Duration within,
    Duration pause,
    Duration longestPause,
    PVec<Child> children) {

  public Supervisor {
    if (restarts < 0 || within.isNegative() || pause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException("a supervisor's numbers are not negative");
    }
    if (children.stream().map(Child::id).distinct().count() != children.size()) {
      throw new IllegalArgumentException("two children have the same id");
    }
  }

  /** Who is started again with a child that failed. */
  public enum Strategy {
    /** Itself. */
    ONE_FOR_ONE,
    /** All children. */
    ONE_FOR_ALL,
    /** Itself and those that were started after it. */
    REST_FOR_ONE,
    /** Itself; children start and end all at once, and are forgotten when they have ended. */
    DYNAMIC
  }

  /** Starts the child that failed, and no other. */
  public static Supervisor oneForOne() {
    return of(Strategy.ONE_FOR_ONE);
  }

  /** Starts all children again when one has failed. */
  public static Supervisor oneForAll() {
    return of(Strategy.ONE_FOR_ALL);
  }

  /** Starts the child that failed and those after it. */
  public static Supervisor restForOne() {
    return of(Strategy.REST_FOR_ONE);
  }

  /** For many children of a kind that come and go with {@link Message.Add}. */
  public static Supervisor dynamic() {
    return of(Strategy.DYNAMIC);
  }

  // One restart in five seconds, as in OTP.
  private static Supervisor of(Strategy strategy) {
    return new Supervisor(
        strategy, 1, Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, PVec.empty());
  }

  /** The same that bears so many restarts in that time. */
  public Supervisor intensity(int most, Duration in) {
    return new Supervisor(strategy, most, in, pause, longestPause, children);
  }

  /** The same that waits before a restart: {@code first}, and twice as long each time in a row. */
  public Supervisor backoff(Duration first, Duration longest) {
    return new Supervisor(strategy, restarts, within, first, longest, children);
  }

  /** The same with one child more, started behind the others. */
  public Supervisor child(Child child) {
    return new Supervisor(strategy, restarts, within, pause, longestPause, children.plus(child));
  }

  /** What a supervisor understands. Answers come when it is done. */
  public sealed interface Message {

    /** Its children in the order of their start. */
    record Children() implements Message, Query<Message, PVec<ChildStatus>> {}

    /**
     * Starts another child; one that does not start is forgotten. Where there is one of that id,
     * its status is the answer.
     */
    record Add(Child child) implements Message, Request<Message, Optional<ChildStatus>> {}

    /** Ends a child and keeps its plan, unless it is temporary. Empty where there is none. */
    record Terminate(String id) implements Message, Request<Message, Optional<ChildStatus>> {}

    /** Starts a child that has ended, or again one that runs; that is no failure. */
    record Restart(String id) implements Message, Request<Message, Optional<ChildStatus>> {}

    /** Ends a child and forgets it. */
    record Delete(String id) implements Message, Request<Message, Optional<ChildStatus>> {}

    /** Ends all children in reverse order, and then itself. */
    record Stop() implements Message {}

    /** What a supervisor reminds itself of. */
    record Wake(long child, long step) implements Message {}
  }
}
