package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The target's side of one move, as what it does upon each event; see the package for the chart.
 *
 * <p>Invariant: the process handles something here only once the source has said that it never will
 * again, or once this node's own compare-and-set has taken the way back from the source.
 *
 * <p>Events come on any thread, one at a time. Nothing here blocks.
 */
final class Arriving {

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMillis(100);

  // Immutable.
  private final long move;
  private final Handover entries;
  private final Member source;
  private final Coming process;
  private final String key;
  private final Line line;
  private final Clock clock;
  private final Registry registry;
  private final Runnable onOver;

  // Guarded by this.
  private State state = State.TAKING;
  private long taken;
  private boolean wasReady;

  Arriving(
      long move,
      Handover entries,
      Member source,
      Coming process,
      Line line,
      Clock clock,
      Registry registry,
      Runnable onOver) {
    this.move = move;
    this.entries = entries;
    this.source = source;
    this.process = process;
    this.key = Handover.key(process.pid(), process.name());
    this.line = line;
    this.clock = clock;
    this.registry = registry;
    this.onOver = onOver;
  }

  /** How far it has come. */
  enum State {
    /** The copy is coming. */
    TAKING,
    /** It is built; the source may be committing. */
    PREPARED,
    /** The source says that the registry names this node. */
    READY,
    /** The source is lost or knows of nothing: the registry is to say whose it is. */
    SETTLING,
    /** It runs here; the registry still says that the source may take it back. */
    RUNNING,
    OVER
  }

  synchronized State state() {
    return state;
  }

  synchronized void begin() {
    line.say(source, new Transfer.Accepted(move));
    process.build(this::used).whenComplete((nothing, failure) -> built(failure));
    clock.after(TICK, this::tick);
  }

  private synchronized void used(long bytes) {
    taken = bytes;
    if (state == State.TAKING) {
      line.say(source, new Transfer.Taken(move, bytes));
    }
  }

  private synchronized void built(@Nullable Throwable failure) {
    if (state != State.TAKING) {
      return;
    }
    if (failure == null) {
      state = State.PREPARED;
      line.say(source, new Transfer.Prepared(move));
    } else {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      line.say(source, new Transfer.Refused(move, String.valueOf(cause.getMessage())));
      discard();
    }
  }

  // --- what the source says ---

  synchronized void received(Transfer transfer) {
    switch (transfer) {
      case Transfer.Chunk(var _, var part) -> {
        if (state == State.TAKING) {
          process.take(part);
        }
      }
      case Transfer.Abort _ -> aborted();
      case Transfer.Activate _ -> activate();
      case Transfer.Released _ -> released();
      default -> throw new IllegalArgumentException("nothing that a source says: " + transfer);
    }
  }

  private void aborted() {
    switch (state) {
      case TAKING, PREPARED -> discard();
      // It has forgotten what it committed: only the registry can tell.
      case READY -> settle();
      case SETTLING, RUNNING, OVER -> {}
    }
  }

  private void activate() {
    switch (state) {
      case PREPARED, READY -> {
        state = State.READY;
        line.say(source, new Transfer.Ready(move));
      }
      case RUNNING ->
          line.say(source, new Transfer.Refused(move, process.pid() + " has gone on by itself"));
      case TAKING, SETTLING, OVER -> {}
    }
  }

  private void released() {
    switch (state) {
      case READY, SETTLING -> {
        run();
        clear();
      }
      case RUNNING -> line.say(source, new Transfer.Activated(move));
      case TAKING, PREPARED, OVER -> {}
    }
  }

  private void run() {
    state = State.RUNNING;
    process.activate();
    line.say(source, new Transfer.Activated(move));
  }

  // --- who is lost, time ---

  /** The source has left the cluster. */
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
      line.say(source, new Transfer.Refused(move, "a part of the copy was lost"));
      discard();
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
      case PREPARED -> line.say(source, new Transfer.Prepared(move));
      case READY -> line.say(source, new Transfer.Ready(move));
      case SETTLING, RUNNING -> {}
    }
    clock.after(TICK, this::tick);
  }

  private void discard() {
    process.discard();
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
    wasReady |= state == State.READY;
    state = State.SETTLING;
    look(this::settle);
  }

  private void look(Consumer<@Nullable Owner> then) {
    registry
        .lookUp(key)
        .whenComplete((entry, failure) -> {
          synchronized (this) {
            if (entry == null) {
              clock.after(AGAIN, () -> look(then));
            } else {
              then.accept(entry.orElse(null));
            }
          }
        });
  }

  private void settle(@Nullable Owner entry) {
    if (state != State.SETTLING) {
      return; // the source has released it meanwhile
    }
    boolean forgotten = entry == null && wasReady;
    if (entry == null ? !forgotten : !isHere(entry)) {
      discard();
      return;
    }
    Owner own = entries.settled(process.pid(), process.epoch());
    registry
        .change(Map.of(key, new Change(entry, own)))
        .whenComplete((outcomes, failure) -> {
          synchronized (this) {
            if (state != State.SETTLING) {
              return;
            }
            if (outcomes != null && outcomes.get(key) instanceof Registry.Claim.Won) {
              run();
              settled(own);
            } else {
              clock.after(AGAIN, () -> look(this::settle));
            }
          }
        });
  }

  private boolean isHere(Owner entry) {
    return entries.isHere(entry, process.pid(), process.epoch());
  }

  // In the background, while it serves: until then nobody else frees the name when this node dies.
  private void clear() {
    look(this::clear);
  }

  private void clear(@Nullable Owner entry) {
    if (state != State.RUNNING) {
      return;
    }
    if (entry == null || !isHere(entry) || entry.standby() == null) {
      settled(entry);
      return;
    }
    Owner own = entries.settled(process.pid(), process.epoch());
    registry
        .change(Map.of(key, Change.replace(entry, own)))
        .whenComplete((outcomes, failure) -> {
          synchronized (this) {
            if (outcomes != null && outcomes.get(key) instanceof Registry.Claim.Won) {
              settled(own);
            } else {
              clock.after(AGAIN, this::clear);
            }
          }
        });
  }

  private void settled(@Nullable Owner entry) {
    line.say(source, new Transfer.Settled(move));
    if (entry != null) {
      process.settled(entry);
    }
    over();
  }

  @Override
  public String toString() {
    return "%s from %s: %s".formatted(key, source.name(), state());
  }
}
