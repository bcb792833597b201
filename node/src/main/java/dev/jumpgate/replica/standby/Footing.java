package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import java.util.Map;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where a process with a standby stands: what a keeper and its parts share. All of it but what can
 * be seen is for who has the lock of this.
 */
abstract sealed class Footing permits Keeper {

  private static final Logger LOG = LogManager.getLogger(Footing.class);

  // Immutable.
  final Subject subject;
  final Member self;
  final @Nullable Life life;
  final Registry registry;
  final Clock clock;
  final Wire wire;
  final RollCall rollCall;
  final Keeper.Observer observer;

  // Guarded by this.
  private Keeper.Phase phase = Keeper.Phase.ALONE;
  private @Nullable Standby standby;
  private @Nullable Owner entry;
  private long epoch;
  // Set while a compare-and-set is under way that has to end first.
  private @Nullable String partBecause;
  private @Nullable Member lost;

  Footing(
      Subject subject,
      Member self,
      @Nullable Life life,
      Registry registry,
      Clock clock,
      Wire wire,
      RollCall rollCall,
      Keeper.Observer observer) {
    this.subject = subject;
    this.self = self;
    this.life = life;
    this.registry = registry;
    this.clock = clock;
    this.wire = wire;
    this.rollCall = rollCall;
    this.observer = observer;
    this.epoch = subject.epoch();
  }

  abstract Keeper keeper();

  // --- where it stands ---

  /** A copy is to be kept there. */
  final void aim(Standby there) {
    standby = there;
    epoch = subject.epoch();
  }

  final boolean isTo(Member member) {
    return standby != null && standby.isOn(member);
  }

  /** That life of a node is lost, or back. */
  final void lost(Member member, boolean is) {
    if (is) {
      lost = member;
    } else if (lost != null && lost.is(member)) {
      lost = null;
    }
  }

  void cast(Change change, Ballot.Outcome outcome) {
    Ballot.cast(registry, clock, subject.key(), change, outcome);
  }

  /** It has ended meanwhile, and what was written must not remain. */
  final void free(Owner written) {
    registry
        .change(Map.of(subject.key(), Change.release(written)))
        .whenComplete((claims, failure) -> {
          if (failure != null) {
            LOG.debug("{} is freed when the table is next looked through", subject.key(), failure);
          }
        });
  }

  /** Nobody is named: it is over by saying so. */
  final void drop(String why) {
    dismiss();
    subject.goOn(epoch);
    report(why);
  }

  final void dismiss() {
    if (standby != null) {
      wire.send(standby.node(), new Word.Dismissed(subject.pid(), epoch));
    }
  }

  final void report(String why) {
    Standby former = standby;
    standby = null;
    entry = null;
    partBecause = null;
    lost = null;
    if (phase != Keeper.Phase.OVER) {
      phase = Keeper.Phase.ALONE;
    }
    if (former != null) {
      observer.alone(keeper(), former, why);
    }
  }

  final boolean isMine(@Nullable Owner stands) {
    return stands != null
        && stands.pid().equals(subject.pid())
        && stands.isOn(self)
        && stands.epoch() == epoch;
  }

  /** Otherwise the table is behind, and is put right from what this node holds. */
  final boolean isTaken(@Nullable Owner stands) {
    if (isMine(stands)) {
      entry = stands;
    }
    return stands != null && !isMine(stands) && stands.outranks(Objects.requireNonNull(entry));
  }

  /** It goes on here as the owner of that epoch. */
  final void goOn(long next) {
    epoch = next;
    subject.goOn(next);
  }

  final void phase(Keeper.Phase next) {
    phase = next;
  }

  /** While there is a standby, or one is tried. */
  final Standby named() {
    return Objects.requireNonNull(standby);
  }

  /** While the registry names a standby. */
  final Owner entry() {
    return Objects.requireNonNull(entry);
  }

  final void entry(Owner named) {
    entry = named;
  }

  final long epoch() {
    return epoch;
  }

  final @Nullable Member lostNode() {
    return lost;
  }

  final @Nullable String partBecause() {
    return partBecause;
  }

  final void partBecause(@Nullable String why) {
    partBecause = why;
  }

  // --- what can be seen ---

  final String key() {
    return subject.key();
  }

  final Pid pid() {
    return subject.pid();
  }

  final synchronized Keeper.Phase phase() {
    return phase;
  }

  /** Who keeps the copy, or is to; null where nobody does. */
  final synchronized @Nullable Standby standby() {
    return standby;
  }
}
