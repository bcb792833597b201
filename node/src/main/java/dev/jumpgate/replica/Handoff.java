package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The source's side of a move from the commit on, for one process or many at once, as what it does
 * upon each event; see the package for the chart.
 *
 * <p>Invariant: from the moment its commit is tried a process stands until the registry has said
 * who has it, and goes on here only where nothing was committed, or at an epoch that the registry
 * gave to this node.
 *
 * <p>Events come on any thread, one at a time. Nothing here blocks.
 */
final class Handoff {

  // Immutable.
  private final long move;
  private final Member self;
  private final Member target;
  private final Line line;
  private final Clock clock;
  private final Commit commit;
  private final Runnable onOver;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  // Written under this, and read by anyone.
  private volatile State state = State.COMMITTING;

  // Guarded by this.
  private final Set<Integer> open = new HashSet<>();
  private final Map<Integer, Given> given = new TreeMap<>();
  private final Map<Integer, String> stayed = new TreeMap<>();
  private boolean targetLost;
  private long news;
  private int departing;
  private long forwarded;
  private boolean serves;
  private long served;
  private boolean settled;

  /**
   * Nothing yet.
   *
   * @param onOver runs when nothing more can come of it
   */
  Handoff(long move, Member target, Line line, Clock clock, Commit commit, Runnable onOver) {
    this.move = move;
    this.self = commit.self();
    this.target = target;
    this.line = line;
    this.clock = clock;
    this.commit = commit;
    this.onOver = onOver;
  }

  /** How far it has come. */
  enum State {
    /** The registry has been asked to name the target. */
    COMMITTING,
    /** It names the target, which has not said yet that it knows. */
    COMMITTED,
    /** The registry has been asked to give them to this node anew. */
    RECLAIMING,
    /** The processes are the target's, for good. */
    RELEASED,
    OVER
  }

  /**
   * What is written of a process that is to go, or has gone.
   *
   * @param taken true where it stands no longer: the target has made the entry its own
   */
  private record Given(Standing process, Owner written, boolean taken) {

    Given(Standing process, Owner written) {
      this(process, written, false);
    }
  }

  /**
   * What it came to, of each by its place.
   *
   * @param owners of those that the target has
   * @param stayed why the others go on here
   * @param forwarded how many messages came meanwhile
   * @param serves false where the target was lost, or did not say that it serves them
   * @param at when it said so
   */
  record Outcome(
      Map<Integer, Owner> owners,
      Map<Integer, String> stayed,
      long forwarded,
      boolean serves,
      long at) {}

  /** Done when the target serves, or all go on here. */
  CompletionStage<Outcome> outcome() {
    return outcome;
  }

  State state() {
    return state;
  }

  /** True once this node has nothing to do with the processes any more. */
  boolean isGone() {
    return state.compareTo(State.RELEASED) >= 0;
  }

  /** Has the registry name the target for these, by their place. */
  synchronized void begin(Map<Integer, ? extends Standing> party) {
    news = clock.nanos();
    open.addAll(party.keySet());
    JointChange joint = commit.joint();
    party.forEach((place, process) ->
        commit
            .make(process, target, joint)
            .whenComplete((made, failure) -> committed(place, process, made, failure)));
    joint.send();
    clock.after(Departing.TICK, this::tick);
  }

  /** Gives one away that has the target as its successor by {@code named}: it has all of it. */
  synchronized void release(int place, Standing process, Owner named) {
    begin(place, process, named);
    release();
  }

  /** The target, which is named likewise and may have all of it, is not to have it after all. */
  synchronized void takeBack(int place, Standing process, Owner named) {
    begin(place, process, named);
    reclaim();
  }

  private void begin(int place, Standing process, Owner named) {
    news = clock.nanos();
    given.put(place, new Given(process, named));
    clock.after(Departing.TICK, this::tick);
  }

  private synchronized void committed(
      int place, Standing process, Commit.@Nullable Outcome made, @Nullable Throwable failure) {
    switch (made) {
      case Commit.Made(var owner) -> given.put(place, new Given(process, owner));
      case Commit.Refused(var reason) -> stay(place, process, reason);
      case null -> stay(place, process, "the registry failed: " + failure);
    }
    open.remove(place);
    if (!open.isEmpty()) {
      return;
    }
    if (given.isEmpty()) {
      line.say(target, new Transfer.Abort(move));
      over();
    } else if (targetLost) {
      reclaim();
    } else {
      state = State.COMMITTED;
      activate();
    }
  }

  private void stay(int place, Standing process, String reason) {
    stayed.put(place, reason);
    process.goOn();
  }

  private void activate() {
    Map<Integer, Owner> entries = new HashMap<>();
    given.forEach((place, one) -> entries.put(place, one.written));
    line.say(target, new Transfer.Activate(move, Map.copyOf(entries)));
  }

  private Map<Integer, Owner> owners() {
    Map<Integer, Owner> owners = new HashMap<>();
    given.forEach((place, one) -> owners.put(place, owner(one)));
    return Map.copyOf(owners);
  }

  // Who has it now, by the entry that was written before.
  private Owner owner(Given one) {
    return one.written.isOn(self) ? one.written.successor(target) : one.written;
  }

  // --- what the target says ---

  synchronized void received(Transfer transfer) {
    news = clock.nanos();
    switch (transfer) {
      case Transfer.Ready _ -> {
        if (state == State.COMMITTED) {
          release();
        } else if (state == State.RELEASED) {
          line.say(target, new Transfer.Released(move));
        }
      }
      case Transfer.Prepared _ -> {
        if (state == State.RELEASED) {
          line.say(target, new Transfer.Released(move));
        }
      }
      case Transfer.Activated _ -> activated();
      // It had them, and has forgotten how they came.
      case Transfer.Settled _, Transfer.Refused _ -> {
        if (state == State.COMMITTED) {
          reclaim();
        } else if (state == State.RELEASED) {
          activated();
          settled();
          over();
        }
      }
      default -> {}
    }
  }

  private void release() {
    line.say(target, new Transfer.Released(move));
    depart();
  }

  private void depart() {
    state = State.RELEASED;
    departing = given.size();
    settled = given.values().stream().noneMatch(one -> one.written.isOn(self));
    for (Given one : List.copyOf(given.values())) {
      Owner owner = owner(one);
      one.process
          .depart(owner.node(), owner.epoch())
          .whenComplete((count, failure) -> departed(count == null ? 0 : count));
    }
    if (targetLost) {
      lostAfterRelease();
    }
  }

  private synchronized void departed(int count) {
    forwarded += count;
    departing--;
    finish();
  }

  private void activated() {
    if (state == State.RELEASED && !serves) {
      serves = true;
      served = clock.nanos();
      finish();
    }
  }

  // The registry names the target: whoever asks it finds that one.
  private void settled() {
    settled = true;
    finish();
  }

  private void finish() {
    if (departing == 0 && serves && settled) {
      complete(true);
    }
  }

  private void complete(boolean service) {
    outcome.complete(new Outcome(owners(), Map.copyOf(stayed), forwarded, service, served));
  }

  // --- the way back ---

  private void reclaim() {
    state = State.RECLAIMING;
    open.addAll(given.keySet());
    JointChange joint = commit.joint();
    new TreeMap<>(given)
        .forEach((place, one) -> {
          one.process.reclaims(one.written.epoch() + 1);
          commit
              .takeBack(one.process, one.written, joint)
              .whenComplete((made, failure) -> reclaimed(place, one, made));
        });
    joint.send();
  }

  private synchronized void reclaimed(int place, Given one, Commit.@Nullable Outcome made) {
    if (made instanceof Commit.Made(var entry)) {
      given.remove(place);
      stayed.put(
          place,
          "%s was lost before it had %s, which goes on where it was"
              .formatted(target.name(), one.process.key()));
      one.process.goOn(entry.epoch());
    } else {
      given.put(place, new Given(one.process, one.written, true));
    }
    open.remove(place);
    if (!open.isEmpty()) {
      return;
    }
    if (given.isEmpty()) {
      line.say(target, new Transfer.Abort(move));
      over();
    } else {
      // The target has taken the way back: it went on by its own compare-and-set.
      depart();
    }
  }

  private void lostAfterRelease() {
    complete(false);
    // Unless the target has made the entries its own: nobody is left to go on with the processes.
    given.values().stream()
        .filter(one -> !one.taken)
        .toList()
        .forEach(one -> commit.free(one.process, one.written));
    over();
  }

  // --- who is lost, time ---

  synchronized void lost() {
    targetLost = true;
    switch (state) {
      case COMMITTED -> reclaim();
      case RELEASED -> lostAfterRelease();
      case COMMITTING, RECLAIMING, OVER -> {}
    }
  }

  // What was said before may have been lost with a connection.
  private synchronized void tick() {
    switch (state) {
      case OVER -> {
        return;
      }
      case COMMITTED -> activate();
      case RELEASED -> {
        line.say(target, new Transfer.Released(move));
        if (serves) {
          settled(); // nobody need wait for a registry that refuses
        }
        if (clock.nanos() - news > Departing.SILENCE.toNanos()) {
          complete(false);
        }
      }
      case COMMITTING, RECLAIMING -> {}
    }
    clock.after(Departing.TICK, this::tick);
  }

  private void over() {
    if (state != State.OVER) {
      state = State.OVER;
      if (given.isEmpty()) {
        complete(false);
      }
      onOver.run();
    }
  }
}
