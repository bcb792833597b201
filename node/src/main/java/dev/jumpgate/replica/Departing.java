package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The source's side of one move, as what it does upon each event; see the package for the chart.
 *
 * <p>Invariant: up to the commit every failure ends in {@link Leaving#goOn()}; from the moment a
 * commit is tried the process stands until the registry has said who has it, and goes on here only
 * at an epoch that the registry gave to this node.
 *
 * <p>Events come on any thread, one at a time. Nothing here blocks.
 */
final class Departing {

  /** Longer than any node is silent that is well. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration TICK = Duration.ofSeconds(1);

  // Immutable.
  private final long move;
  private final Member target;
  private final Leaving process;
  private final MoveOptions options;
  private final Line line;
  private final Clock clock;
  private final Commit commit;
  private final Rounds rounds;
  private final CompletableFuture<Moved> outcome = new CompletableFuture<>();
  private final Runnable onOver;

  // Guarded by this.
  private State state = State.OFFERED;
  private boolean prepared;
  private boolean finished;
  private boolean targetLost;
  private long news;
  private long frozen;
  private @Nullable Owner owner;
  private long forwarded;
  private boolean departed;
  private boolean serves;
  private Duration pause = Duration.ZERO;

  /**
   * A move that begins with {@link #begin}.
   *
   * @param onOver runs when nothing more can come of it
   */
  Departing(
      long move,
      Member target,
      Leaving process,
      MoveOptions options,
      Line line,
      Clock clock,
      Commit commit,
      Rounds rounds,
      Runnable onOver) {
    this.move = move;
    this.target = target;
    this.process = process;
    this.options = options;
    this.line = line;
    this.clock = clock;
    this.commit = commit;
    this.rounds = rounds;
    this.onOver = onOver;
  }

  /** How far it has come. */
  enum State {
    /** The target has been asked whether it takes the process. */
    OFFERED,
    /** A round is under way, and the process serves. */
    COPYING,
    /** The process is to come to the end of its message. */
    FREEZING,
    /** It stands; the last of it is on its way, or being built there. */
    FINISHING,
    /** The registry has been asked to name the target. */
    COMMITTING,
    /** It names the target, which has not said yet that it knows. */
    COMMITTED,
    /** The registry has been asked to name this node again. */
    RECLAIMING,
    /** The process is the target's, for good. */
    RELEASED,
    OVER
  }

  /** What a move came to. */
  record Moved(Owner owner, int rounds, long bytes, Duration pause, long forwarded) {}

  /** Done when the target serves, or the process goes on here. */
  CompletionStage<Moved> outcome() {
    return outcome;
  }

  synchronized State state() {
    return state;
  }

  /** True once this node has nothing to do with the process any more. */
  synchronized boolean isGone() {
    return state.compareTo(State.RELEASED) >= 0;
  }

  synchronized void begin() {
    news = clock.nanos();
    line.say(target, process.offer());
    clock.after(TICK, this::tick);
  }

  // --- what the target says ---

  synchronized void received(Transfer transfer) {
    news = clock.nanos();
    switch (transfer) {
      case Transfer.Accepted _ -> {
        if (state == State.OFFERED) {
          copy();
        }
      }
      case Transfer.Taken(var _, var bytes) -> process.taken(bytes);
      case Transfer.Prepared _ -> {
        prepared = true;
        commitWhenReady();
      }
      case Transfer.Ready _ -> {
        if (state == State.COMMITTED) {
          release();
        } else if (state == State.RELEASED) {
          line.say(target, new Transfer.Released(move));
        }
      }
      case Transfer.Activated _ -> activated();
      case Transfer.Settled _ -> {
        activated();
        over();
      }
      case Transfer.Refused(var _, var reason) -> refused(reason);
      case Transfer.Offer _,
          Transfer.Chunk _,
          Transfer.Abort _,
          Transfer.Activate _,
          Transfer.Released _ ->
          throw new IllegalArgumentException("no answer: " + transfer);
    }
  }

  private void refused(String reason) {
    switch (state) {
      case OFFERED, COPYING, FREEZING, FINISHING -> fail(reason, null);
      case COMMITTED -> reclaim();
      // It had the process, and has forgotten how it came.
      case RELEASED -> {
        activated();
        over();
      }
      case COMMITTING, RECLAIMING, OVER -> {}
    }
  }

  // --- copying ---

  private void copy() {
    state = State.COPYING;
    on(process.copy(), State.COPYING, this::copied);
  }

  private void copied(Leaving.Round round) {
    switch (rounds.next(round)) {
      case COPY -> copy();
      case SLOW_AND_COPY -> {
        process.slow(options.throttle());
        copy();
      }
      case FREEZE -> {
        state = State.FREEZING;
        on(process.freeze(options.patience()), State.FREEZING, this::frozen);
      }
      case GIVE_UP ->
          fail(
              "%s outruns the copy: after %d rounds %,d bytes still changed within one"
                  .formatted(process.label(), rounds.count(), round.bytes()),
              "--max-pause allows a longer standstill, a lower --throttle slows it down further");
    }
  }

  private void frozen(boolean stands) {
    if (stands) {
      state = State.FINISHING;
      frozen = clock.nanos();
      on(
          process.finish(),
          State.FINISHING,
          round -> {
            rounds.last(round);
            finished = true;
            commitWhenReady();
          });
    } else {
      fail(
          "%s did not come to the end of its message within %s and stays where it is"
              .formatted(process.label(), spoken(options.patience())),
          "/inspect %s --about shows what it is at; --wait gives it more time"
              .formatted(process.label()));
    }
  }

  private static String spoken(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  // --- the commit ---

  private void commitWhenReady() {
    if (state == State.FINISHING && finished && prepared) {
      state = State.COMMITTING;
      commit.make(process, target).whenComplete(this::committed);
    }
  }

  private synchronized void committed(Commit.@Nullable Outcome made, @Nullable Throwable failure) {
    switch (made) {
      case Commit.Made(var entry) -> {
        owner = entry;
        state = State.COMMITTED;
        if (targetLost) {
          reclaim();
        } else {
          line.say(target, new Transfer.Activate(move));
        }
      }
      case Commit.Refused(var reason) -> fail(reason, null);
      case null -> fail("the registry failed: " + failure, null);
    }
  }

  private Owner owner() {
    return Objects.requireNonNull(owner, "not committed");
  }

  private void reclaim() {
    state = State.RECLAIMING;
    process.reclaims(owner().epoch() + 1);
    commit.takeBack(process, owner()).whenComplete((entry, failure) -> reclaimed(entry));
  }

  private synchronized void reclaimed(Commit.@Nullable Outcome made) {
    if (made instanceof Commit.Made(var entry)) {
      process.goOn(entry.epoch());
      outcome.completeExceptionally(
          new OperatorException(
              Code.FAILED,
              "%s was lost before it had %s, which goes on where it was"
                  .formatted(target.name(), process.label()),
              null));
      over();
    } else {
      // The target has taken the way back: it went on by its own compare-and-set.
      depart();
    }
  }

  private void release() {
    line.say(target, new Transfer.Released(move));
    depart();
  }

  private void depart() {
    state = State.RELEASED;
    process
        .depart(owner().node(), owner().epoch())
        .whenComplete((count, failure) -> {
          synchronized (this) {
            forwarded = count == null ? 0 : count;
            departed = true;
            finishOutcome();
          }
        });
    if (targetLost) {
      lostAfterRelease();
    }
  }

  private void activated() {
    if (state == State.RELEASED && !serves) {
      serves = true;
      pause = Duration.ofNanos(clock.nanos() - frozen);
      finishOutcome();
    }
  }

  private void finishOutcome() {
    if (departed && serves) {
      outcome.complete(new Moved(owner(), rounds.count(), rounds.bytes(), pause, forwarded));
    }
  }

  private void lostAfterRelease() {
    outcome.completeExceptionally(gone());
    // Unless the target has made the entry its own: nobody is left to go on with the process.
    commit.free(process, owner());
    over();
  }

  private OperatorException gone() {
    return new OperatorException(
        Code.FAILED,
        "%s belongs to %s now, but %s was lost or did not answer"
            .formatted(process.label(), target.name(), target.name()),
        "/ps shows whether it runs there");
  }

  // --- who is lost, time, the operator ---

  /** A node has left the cluster. */
  synchronized void lost(Member member) {
    if (!member.is(target)) {
      return;
    }
    targetLost = true;
    switch (state) {
      case OFFERED, COPYING, FREEZING, FINISHING ->
          fail(target.name() + " was lost during the move", null);
      case COMMITTED -> reclaim();
      case RELEASED -> lostAfterRelease();
      case COMMITTING, RECLAIMING, OVER -> {}
    }
  }

  /** Frames between here and a node may have been lost, though both live. */
  synchronized void interrupted(Member member) {
    if (member.is(target) && state.compareTo(State.COMMITTING) < 0) {
      fail("the connection to %s was lost during the move".formatted(target.name()), null);
    }
  }

  /** The operator does not want it any more; false where it is too late for that. */
  synchronized boolean cancel() {
    if (state.compareTo(State.COMMITTING) >= 0) {
      return state == State.OVER;
    }
    stop();
    outcome.completeExceptionally(new CancellationException("the move was cancelled"));
    return true;
  }

  private synchronized void tick() {
    switch (state) {
      case OVER -> {
        return;
      }
      case OFFERED, COPYING, FINISHING -> {
        if (clock.nanos() - news > SILENCE.toNanos()) {
          fail(
              "%s did not answer for %d s".formatted(target.name(), SILENCE.toSeconds()),
              "the process goes on where it was");
        }
      }
      // What was said before may have been lost with a connection.
      case COMMITTED -> line.say(target, new Transfer.Activate(move));
      case RELEASED -> {
        line.say(target, new Transfer.Released(move));
        if (clock.nanos() - news > SILENCE.toNanos()) {
          outcome.completeExceptionally(gone());
        }
      }
      case FREEZING -> news = clock.nanos();
      case COMMITTING, RECLAIMING -> {}
    }
    clock.after(TICK, this::tick);
  }

  // Before the commit only: the process goes on as if nothing had been.
  private void fail(String reason, @Nullable String hint) {
    stop();
    outcome.completeExceptionally(new OperatorException(Code.FAILED, reason, hint));
  }

  private void stop() {
    line.say(target, new Transfer.Abort(move));
    process.goOn();
    over();
  }

  private void over() {
    if (state != State.OVER) {
      state = State.OVER;
      onOver.run();
    }
  }

  private <T> void on(CompletionStage<T> stage, State expected, Consumer<T> then) {
    stage.whenComplete((value, failure) -> {
      synchronized (this) {
        if (state != expected) {
          return; // it is over, and whoever ended it has taken care of the process
        }
        if (failure == null) {
          then.accept(value);
        } else {
          Throwable cause =
              failure instanceof CompletionException e && e.getCause() != null
                  ? e.getCause()
                  : failure;
          fail(String.valueOf(cause.getMessage()), null);
        }
      }
    });
  }

  @Override
  public String toString() {
    return "%s to %s: %s".formatted(process.label(), target.name(), state());
  }
}
