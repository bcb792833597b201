package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Failures;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The target's side of one move, of one process or many at once, as what it does upon each event;
 * see the package for the chart.
 *
 * <p>Invariant: a process handles something here only once the source has said that it never will
 * again, or once this node's own compare-and-set has taken the way back from the source.
 *
 * <p>Events come on any thread, one at a time. Nothing here blocks.
 */
final class Arriving {

  private static final Duration TICK = Duration.ofSeconds(1);

  // Immutable.
  private final long move;
  private final Member source;
  private final Coming coming;
  private final Line line;
  private final Clock clock;
  private final Tenancy tenancy;
  private final Runnable onOver;

  // Written under this, and read by anyone.
  private volatile State state = State.TAKING;

  // Guarded by this.
  private long taken;
  private Map<Integer, String> refused = Map.of();
  // Those that are here or may yet be; whose entry is asked for; the entries that remain of those
  // with a name.
  private final Map<Integer, Newcomer> party = new TreeMap<>();
  private final Set<Integer> open = new HashSet<>();
  private final List<Owner> remaining = new ArrayList<>();
  // What the source has said that it wrote of them.
  private Map<Integer, Owner> written = Map.of();
  private boolean disowned;

  Arriving(
      long move,
      Member source,
      Coming coming,
      Line line,
      Clock clock,
      Tenancy tenancy,
      Runnable onOver) {
    this.move = move;
    this.source = source;
    this.coming = coming;
    this.line = line;
    this.clock = clock;
    this.tenancy = tenancy;
    this.onOver = onOver;
  }

  /** How far it has come. */
  enum State {
    /** The copy is coming. */
    TAKING,
    /** It is built; the source may be giving it away. */
    PREPARED,
    /** The source says that the registry names this node. */
    READY,
    /** The source is lost or knows of nothing: the registry is to say whose each is. */
    SETTLING,
    /** They run here; the registry still names the source. */
    RUNNING,
    OVER
  }

  synchronized void begin() {
    if (state != State.TAKING) {
      return; // the source was lost before
    }
    line.say(source, new Transfer.Accepted(move));
    coming.build(this::used).whenComplete(this::built);
    clock.after(TICK, this::tick);
  }

  private synchronized void used(long bytes) {
    taken = bytes;
    if (state == State.TAKING) {
      line.say(source, new Transfer.Taken(move, bytes));
    }
  }

  private synchronized void built(Coming.@Nullable Built built, @Nullable Throwable failure) {
    if (built == null) {
      if (state == State.TAKING) {
        giveUp(failure == null ? "it was not built" : Failures.reason(failure));
      }
      return;
    }
    if (state != State.TAKING) {
      built.newcomers().values().forEach(Newcomer::discard);
      return;
    }
    party.putAll(built.newcomers());
    refused = built.refused();
    state = State.PREPARED;
    line.say(source, new Transfer.Prepared(move, refused));
    if (party.isEmpty()) {
      over();
    }
  }

  private void giveUp(String reason) {
    line.say(source, new Transfer.Refused(move, reason));
    discard();
  }

  // --- what the source says ---

  synchronized void received(Transfer transfer) {
    switch (transfer) {
      case Transfer.Chunk(var _, var part) -> {
        if (state == State.TAKING) {
          coming.take(part);
        }
      }
      case Transfer.Named(var _, var entries) -> written = entries;
      case Transfer.Abort _ -> aborted();
      case Transfer.Unknown _ -> disowned();
      case Transfer.Activate(var _, var owners) -> activate(owners);
      case Transfer.Released _ -> released();
      default -> throw new IllegalArgumentException("nothing that a source says: " + transfer);
    }
  }

  private void aborted() {
    switch (state) {
      case TAKING, PREPARED, READY -> discard();
      case SETTLING -> {
        party.keySet().retainAll(open); // those whose entry has been found run already
        discard();
      }
      case RUNNING, OVER -> {}
    }
  }

  private void disowned() {
    disowned = true;
    switch (state) {
      case TAKING -> discard();
      // It has forgotten what it wrote: only the registry can tell.
      case PREPARED, READY -> settle();
      case SETTLING, RUNNING, OVER -> {}
    }
  }

  private void activate(Map<Integer, Owner> owners) {
    switch (state) {
      case PREPARED, READY -> {
        state = State.READY;
        written = owners;
        // The others stay with the source.
        party
            .entrySet()
            .removeIf(one -> {
              boolean stays = !owners.containsKey(one.getKey());
              if (stays) {
                one.getValue().discard();
              }
              return stays;
            });
        line.say(source, new Transfer.Ready(move));
      }
      case RUNNING -> line.say(source, new Transfer.Refused(move, "it has gone on by itself"));
      case TAKING, SETTLING, OVER -> {}
    }
  }

  private void released() {
    switch (state) {
      case PREPARED, READY -> run();
      case SETTLING -> {
        // Those whose entry has been found already run, or will not.
        party.keySet().retainAll(open);
        run();
      }
      case RUNNING -> line.say(source, new Transfer.Activated(move));
      case TAKING, OVER -> {}
    }
  }

  private void run() {
    state = State.RUNNING;
    party.values().forEach(Newcomer::activate);
    line.say(source, new Transfer.Activated(move));
    // In the background, while they serve.
    open.clear();
    open.addAll(party.keySet());
    JointChange joint = tenancy.joint();
    new TreeMap<>(party)
        .forEach((place, process) ->
            tenancy
                .settle(process, written.get(place), joint)
                .thenAccept(entry -> settled(place, process, entry)));
    joint.send();
  }

  private synchronized void settled(int place, Newcomer process, Optional<Owner> entry) {
    entry.ifPresent(owner -> remains(process, owner));
    open.remove(place);
    if (open.isEmpty()) {
      settled();
    }
  }

  private void remains(Newcomer process, Owner owner) {
    if (process.name() != null) {
      remaining.add(owner);
    }
  }

  private void settled() {
    line.say(source, new Transfer.Settled(move));
    if (!remaining.isEmpty()) {
      coming.settled(List.copyOf(remaining));
    }
    over();
  }

  // --- who is lost, time ---

  /** The source has left the cluster; may be told more than once. */
  synchronized void lost() {
    switch (state) {
      case TAKING -> discard();
      case PREPARED, READY -> settle();
      case SETTLING, RUNNING, OVER -> {}
    }
  }

  /** Frames between the two nodes may have been lost, though both live. */
  synchronized void interrupted() {
    if (state == State.TAKING) {
      giveUp("a part of the copy was lost");
    }
  }

  // What was said before may have been lost with a connection; a source that knows nothing of the
  // move says so.
  private synchronized void tick() {
    switch (state) {
      case OVER -> {
        return;
      }
      case TAKING -> line.say(source, new Transfer.Taken(move, taken));
      case PREPARED -> line.say(source, new Transfer.Prepared(move, refused));
      case READY -> line.say(source, new Transfer.Ready(move));
      case SETTLING, RUNNING -> {}
    }
    clock.after(TICK, this::tick);
  }

  private void discard() {
    coming.giveUp();
    party.values().forEach(Newcomer::discard);
    over();
  }

  private void over() {
    if (state != State.OVER) {
      state = State.OVER;
      onOver.run();
    }
  }

  // --- the registry ---

  // Neither answer may be guessed: the one would lose the process, the other make two.
  private void settle() {
    state = State.SETTLING;
    open.addAll(party.keySet());
    new TreeMap<>(party)
        .forEach((place, process) ->
            tenancy
                .claim(process, written.get(place), disowned, () -> state == State.SETTLING)
                .thenAccept(own -> claimed(place, process, own)));
  }

  private synchronized void claimed(int place, Newcomer process, Optional<Owner> own) {
    if (state != State.SETTLING) {
      return; // the source has released it meanwhile
    }
    open.remove(place);
    if (own.isPresent()) {
      remains(process, own.get());
      process.activate();
    } else {
      party.remove(place);
      process.discard();
    }
    if (!open.isEmpty()) {
      return;
    }
    if (party.isEmpty()) {
      over();
    } else {
      state = State.RUNNING;
      line.say(source, new Transfer.Activated(move));
      settled();
    }
  }

  @Override
  public String toString() {
    return "%s from %s: %s".formatted(coming, source.name(), state);
  }
}
