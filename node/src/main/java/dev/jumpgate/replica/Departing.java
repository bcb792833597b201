package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Failures;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The source's side of the move of one process, as what it does upon each event: copies it until it
 * stands, and leaves the rest to a {@link Handoff}. See the package for the chart.
 *
 * <p>Invariant: where the target can have all of it and may go on, the process stands; until then
 * every failure ends in {@link Leaving#goOn()}.
 *
 * <p>Events come on any thread, one at a time. Nothing here blocks.
 */
final class Departing implements Outbound {

  /** Longer than any node is silent that is well. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  static final Duration TICK = Duration.ofSeconds(1);

  private static final int ALONE = 0;

  // Immutable.
  private final long move;
  private final Member target;
  private final Leaving process;
  private final MoveOptions options;
  private final Line line;
  private final Clock clock;
  private final Commit commit;
  private final Rounds rounds;
  private final Handoff handoff;
  private final CompletableFuture<Moved> outcome = new CompletableFuture<>();
  private final Runnable onOver;

  // Written under this, and read by anyone.
  private volatile State state = State.OFFERED;

  // Guarded by this.
  private boolean prepared;
  private boolean finished;
  private long news;
  private long frozen;
  private @Nullable Owner named;
  private @Nullable Exception givenUp;

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
    this.handoff = new Handoff(move, target, line, clock, commit, onOver);
  }

  /** How far it has come. */
  enum State {
    /** The target has been asked whether it takes the process. */
    OFFERED,
    /** A round is under way, and the process serves. */
    COPYING,
    /** The registry has been asked to name the target as the one that goes on with it. */
    NAMING,
    /** The process is to come to the end of its message. */
    FREEZING,
    /** It stands; the last of it is on its way, or being built there. */
    FINISHING,
    /** The target is to have it; see the handoff. */
    GIVING,
    OVER
  }

  /** What a move came to. */
  record Moved(Owner owner, int rounds, long bytes, Duration pause, long forwarded) {}

  /** Done when the target serves, or the process goes on here. */
  CompletionStage<Moved> outcome() {
    return outcome;
  }

  /** The report of the message that was given up for the process to stand; null where none was. */
  @Nullable String givenUp() {
    return process.givenUp();
  }

  /** True once this node has nothing to do with the process any more. Takes no lock. */
  boolean isGone() {
    return state == State.OVER || (state == State.GIVING && handoff.isGone());
  }

  synchronized void begin() {
    news = clock.nanos();
    line.say(target, process.offer());
    clock.after(TICK, this::tick);
  }

  // --- what the target says ---

  @Override
  public synchronized void received(Transfer transfer) {
    if (state == State.GIVING) {
      handoff.received(transfer);
      return;
    }
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
        giveWhenReady();
      }
      case Transfer.Refused(var _, var reason) -> {
        if (state != State.OVER) {
          stop(failure(reason, null)); // it has nothing that it could go on with
        }
      }
      case Transfer.Activated _ -> {
        if (state == State.FINISHING) {
          fail(target.name() + " took this node for lost during the move", null);
        }
      }
      default -> {}
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
        // Whoever follows it now is the one to go on with it until the target can.
        if (process.isFollowed()) {
          freeze();
        } else {
          name();
        }
      }
      case GIVE_UP ->
          fail(
              "%s outruns the copy: after %d rounds %,d bytes still changed within one"
                  .formatted(process.key(), rounds.count(), round.bytes()),
              "--max-pause allows a longer standstill, a lower --throttle slows it down further");
    }
  }

  // While it serves: nobody waits for the registry then.
  private void name() {
    state = State.NAMING;
    commit.name(process, target).whenComplete(this::named);
  }

  private synchronized void named(Commit.@Nullable Outcome made, @Nullable Throwable failure) {
    if (made instanceof Commit.Made(var entry)) {
      if (state == State.NAMING) {
        named = entry;
        line.say(target, new Transfer.Named(move, Map.of(ALONE, entry)));
        freeze();
      } else {
        commit.unname(process, entry);
      }
    } else if (state == State.NAMING) {
      fail(
          made instanceof Commit.Refused(var reason) ? reason : "the registry failed: " + failure,
          null);
    }
  }

  private void freeze() {
    state = State.FREEZING;
    on(process.freeze(options), State.FREEZING, this::frozen);
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
            giveWhenReady();
          });
    } else {
      giveUp(process.stuck(options));
    }
  }

  // --- giving it away ---

  private void giveWhenReady() {
    if (state == State.FINISHING && finished && prepared) {
      Owner entry = named;
      succeed();
      if (entry == null) {
        handoff.begin(Map.of(ALONE, process));
      } else {
        handoff.release(ALONE, process, entry);
      }
    }
  }

  private void succeed() {
    state = State.GIVING;
    long since = frozen;
    Exception why = givenUp;
    handoff.outcome().thenAccept(made -> given(made, since, why));
  }

  // Comes with the handoff's lock, which is behind this one's: takes none.
  private void given(Handoff.Outcome made, long since, @Nullable Exception why) {
    String reason = made.stayed().get(ALONE);
    if (reason != null) {
      outcome.completeExceptionally(why == null ? failure(reason, null) : why);
    } else if (made.serves()) {
      outcome.complete(
          new Moved(
              Objects.requireNonNull(made.owners().get(ALONE)),
              rounds.count(),
              rounds.bytes(),
              Duration.ofNanos(made.at() - since),
              made.forwarded()));
    } else {
      outcome.completeExceptionally(
          failure(
              "%s belongs to %s now, but %s was lost or did not answer"
                  .formatted(process.key(), target.name(), target.name()),
              "/ps shows whether it runs there"));
    }
  }

  // --- who is lost, time, the operator ---

  @Override
  public synchronized void lost(Member member) {
    if (!member.is(target)) {
      return;
    }
    switch (state) {
      case OFFERED, COPYING, NAMING, FREEZING, FINISHING ->
          fail(target.name() + " was lost during the move", null);
      case GIVING -> handoff.lost();
      case OVER -> {}
    }
  }

  @Override
  public synchronized void interrupted(Member member) {
    if (member.is(target) && state.compareTo(State.GIVING) < 0) {
      fail("the connection to %s was lost during the move".formatted(target.name()), null);
    }
  }

  @Override
  public synchronized boolean cancel() {
    if (state.compareTo(State.GIVING) >= 0) {
      return isOver();
    }
    giveUp(new CancellationException("the move was cancelled"));
    return true;
  }

  private boolean isOver() {
    return state == State.OVER || handoff.state() == Handoff.State.OVER;
  }

  private synchronized void tick() {
    switch (state) {
      case OFFERED, COPYING, FINISHING -> {
        if (clock.nanos() - news > SILENCE.toNanos()) {
          fail(
              "%s did not answer for %d s".formatted(target.name(), SILENCE.toSeconds()),
              "the process goes on where it was");
          return;
        }
      }
      case NAMING, FREEZING -> news = clock.nanos();
      case GIVING, OVER -> {
        return;
      }
    }
    clock.after(TICK, this::tick);
  }

  private void fail(String reason, @Nullable String hint) {
    giveUp(failure(reason, hint));
  }

  private static OperatorException failure(String reason, @Nullable String hint) {
    return new OperatorException(Code.FAILED, reason, hint);
  }

  private void giveUp(Exception why) {
    Owner entry = named;
    if (state == State.FINISHING && entry != null) {
      // The target may have all of it, and go on: the registry lets one of the two.
      givenUp = why;
      succeed();
      handoff.takeBack(ALONE, process, entry);
    } else {
      stop(why);
    }
  }

  // The process goes on as if nothing had been.
  private void stop(Exception why) {
    state = State.OVER;
    line.say(target, new Transfer.Abort(move));
    process.goOn();
    Owner entry = named;
    if (entry != null) {
      commit.unname(process, entry);
    }
    outcome.completeExceptionally(why);
    onOver.run();
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
          fail(Failures.reason(failure), null);
        }
      }
    });
  }

  @Override
  public String toString() {
    return "%s to %s: %s"
        .formatted(process.key(), target.name(), state == State.GIVING ? handoff.state() : state);
  }
}
