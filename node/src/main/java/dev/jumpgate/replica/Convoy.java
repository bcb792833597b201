package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Failures;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/**
 * The source's side of many small processes that go to one node at once, as what it does upon each
 * event: one frame with all of them there, and then a {@link Handoff} for all of them.
 *
 * <p>Invariant: up to the commit every failure has all of them go on here.
 *
 * <p>Events come on any thread, one at a time. Nothing here blocks.
 */
final class Convoy implements Outbound {

  // Immutable.
  private final long move;
  private final Member target;
  private final List<? extends Standing> party;
  private final Line line;
  private final Clock clock;
  private final Runnable onOver;
  private final Handoff handoff;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  // Guarded by this.
  private State state = State.LOADING;
  private final Map<Integer, String> stayed = new TreeMap<>();
  private long news;

  /**
   * A convoy that goes with {@link #begin}.
   *
   * @param party those that stand in order to go along
   * @param onOver runs when nothing more can come of it
   */
  Convoy(
      long move,
      Member target,
      List<? extends Standing> party,
      Line line,
      Clock clock,
      Commit commit,
      Runnable onOver) {
    this.move = move;
    this.target = target;
    this.party = List.copyOf(party);
    this.line = line;
    this.clock = clock;
    this.onOver = onOver;
    this.handoff = new Handoff(move, target, line, clock, commit, onOver);
  }

  /** How far it has come. */
  enum State {
    /** The target is to build them. */
    LOADING,
    /** It has built them; see the handoff. */
    GIVING,
    OVER
  }

  /**
   * What it came to, of each by its place in the party.
   *
   * @param owners of those that the target has
   * @param stayed why the others go on here
   * @param serves false where the target was lost after the commit, or did not say that it serves
   */
  record Outcome(Map<Integer, Owner> owners, Map<Integer, String> stayed, boolean serves) {}

  /** Done when the target serves, or all go on here. */
  CompletionStage<Outcome> outcome() {
    return outcome;
  }

  /**
   * Sends them.
   *
   * @param load sends the images of the party as those of that move; done once they are on their
   *     way
   */
  synchronized void begin(LongFunction<? extends CompletionStage<?>> load) {
    news = clock.nanos();
    load.apply(move)
        .whenComplete((sent, failure) -> {
          if (failure != null) {
            giveUp(Failures.reason(failure));
          }
        });
    clock.after(Departing.TICK, this::tick);
  }

  @Override
  public synchronized void received(Transfer transfer) {
    if (state == State.GIVING) {
      handoff.received(transfer);
      return;
    }
    news = clock.nanos();
    switch (transfer) {
      case Transfer.Prepared(var _, var refused) -> give(refused);
      case Transfer.Refused(var _, var reason) -> giveUp(reason);
      default -> {}
    }
  }

  private void give(Map<Integer, String> refused) {
    if (state != State.LOADING) {
      return;
    }
    Map<Integer, Standing> going = new TreeMap<>();
    for (int place = 0; place < party.size(); place++) {
      String reason = refused.get(place);
      if (reason == null) {
        going.put(place, party.get(place));
      } else {
        stay(place, reason);
      }
    }
    if (going.isEmpty()) {
      end();
      return;
    }
    state = State.GIVING;
    Map<Integer, String> before = Map.copyOf(stayed);
    handoff.outcome().thenAccept(made -> complete(before, made));
    handoff.begin(going);
  }

  private void complete(Map<Integer, String> before, Handoff.Outcome made) {
    Map<Integer, String> all = new HashMap<>(before);
    all.putAll(made.stayed());
    outcome.complete(new Outcome(made.owners(), all, made.serves()));
  }

  private void stay(int place, String reason) {
    stayed.put(place, reason);
    party.get(place).goOn();
  }

  // Before the commit only.
  private synchronized boolean giveUp(String reason) {
    if (state != State.LOADING) {
      return false;
    }
    for (int place = 0; place < party.size(); place++) {
      stay(place, reason);
    }
    end();
    return true;
  }

  private void end() {
    state = State.OVER;
    line.say(target, new Transfer.Abort(move));
    outcome.complete(new Outcome(Map.of(), Map.copyOf(stayed), false));
    onOver.run();
  }

  // --- who is lost, time, the operator ---

  @Override
  public synchronized void lost(Member member) {
    if (!member.is(target)) {
      return;
    }
    if (state == State.GIVING) {
      handoff.lost();
    } else {
      giveUp(target.name() + " was lost during the move");
    }
  }

  @Override
  public synchronized void interrupted(Member member) {
    if (member.is(target)) {
      giveUp("the connection to %s was lost during the move".formatted(target.name()));
    }
  }

  @Override
  public synchronized boolean cancel() {
    return giveUp("the move was given up");
  }

  private synchronized void tick() {
    if (state != State.LOADING) {
      return;
    }
    if (clock.nanos() - news > Departing.SILENCE.toNanos()) {
      giveUp("%s did not answer for %d s".formatted(target.name(), Departing.SILENCE.toSeconds()));
    } else {
      clock.after(Departing.TICK, this::tick);
    }
  }

  @Override
  public synchronized String toString() {
    return "%d to %s: %s"
        .formatted(party.size(), target.name(), state == State.GIVING ? handoff.state() : state);
  }
}
