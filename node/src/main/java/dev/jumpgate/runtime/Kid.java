package dev.jumpgate.runtime;

import dev.jumpgate.process.Child;
import dev.jumpgate.process.ChildStatus;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child in the state of its supervisor.
 *
 * @param order its place: children start in the order of these
 * @param reason why it is to end, where that was its own wish; else null
 * @param step one more with each order and pause, so that an old reminder is known
 * @param paused true where it waits for the end of a pause before its restart
 * @param failures how often it failed in a row, the last time at {@code failedAt} (epoch, ms)
 * @param caller who waits until it is where it was told to be
 */
record Kid(
    long order,
    Child child,
    Goal goal,
    At at,
    @Nullable Pid pid,
    @Nullable ExitReason reason,
    long step,
    boolean paused,
    int failures,
    long failedAt,
    Optional<ReplyTo<Optional<ChildStatus>>> caller) {

  /** Where it is to be. */
  enum Goal {
    RUN,
    /** To stand still until its group starts again. */
    HALT,
    END,
    FORGET
  }

  /** Where it is. */
  enum At {
    /** There is no process. */
    NOWHERE,
    STARTING,
    RUNNING,
    /** It stands because it failed, or was told to. */
    STANDING,
    /** It was told to stand. */
    HALTING,
    /** It was told to end. */
    ENDING
  }

  static Kid of(long order, Child child) {
    return new Kid(
        order, child, Goal.RUN, At.NOWHERE, null, null, 0, false, 0, 0, Optional.empty());
  }

  Kid to(Goal other) {
    return new Kid(order, child, other, at, pid, reason, step, paused, failures, failedAt, caller);
  }

  Kid at(At other) {
    return new Kid(
        order, child, goal, other, pid, reason, step, paused, failures, failedAt, caller);
  }

  /** A new order or pause. */
  Kid next() {
    return new Kid(
        order, child, goal, at, pid, reason, step + 1, paused, failures, failedAt, caller);
  }

  Kid as(@Nullable Pid process) {
    return new Kid(
        order, child, goal, at, process, reason, step, paused, failures, failedAt, caller);
  }

  Kid wanting(@Nullable ExitReason why) {
    return new Kid(order, child, goal, at, pid, why, step, paused, failures, failedAt, caller);
  }

  Kid paused(boolean pause) {
    return new Kid(order, child, goal, at, pid, reason, step, pause, failures, failedAt, caller);
  }

  Kid failed(int inARow, long now) {
    return new Kid(order, child, goal, at, pid, reason, step, paused, inARow, now, caller);
  }

  Kid awaitedBy(Optional<ReplyTo<Optional<ChildStatus>>> other) {
    return new Kid(order, child, goal, at, pid, reason, step, paused, failures, failedAt, other);
  }

  boolean isSupervisor() {
    return child.code() instanceof Child.Code.OfSupervisor;
  }

  boolean isTemporary() {
    return child.restart() == Child.Restart.TEMPORARY;
  }

  /** True where it was started once at most. */
  boolean isNew() {
    return step <= 1;
  }

  /** True where it is started again when it ended for that reason. */
  boolean returnsAfter(ExitReason why) {
    return switch (child.restart()) {
      case PERMANENT -> true;
      case TRANSIENT -> !why.isOrderly();
      case TEMPORARY -> false;
    };
  }

  /** True where it need not be told any more to get to {@code goal}, one of standing or ending. */
  boolean isDoneWith(Goal other) {
    return at == At.NOWHERE || (other == Goal.HALT && at == At.STANDING && !isSupervisor());
  }

  ChildStatus status() {
    ChildStatus.State state =
        switch (at) {
          case RUNNING -> ChildStatus.State.RUNNING;
          case STARTING -> ChildStatus.State.STARTING;
          case STANDING, HALTING -> ChildStatus.State.WAITING;
          case ENDING -> ChildStatus.State.ENDING;
          case NOWHERE -> goal == Goal.RUN ? ChildStatus.State.WAITING : ChildStatus.State.ENDED;
        };
    return new ChildStatus(child.id(), pid, state, child.restart());
  }
}
