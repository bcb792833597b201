package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The owner's side of one process with a standby.
 *
 * <pre>
 *            +-------------------- the standby is lost, or not wanted -------------+
 *            v                                                                     |
 *   ALONE --&gt; COPYING --&gt; HOLDING --&gt; NAMING --&gt; SAFE ------------&gt; PARTING --&gt; ALONE
 *             whole copy   nothing    CAS        differences         CAS, epoch + 1
 *                          leaves     {P,S,e}       |
 *                          unseen                   +--&gt; HALTING --&gt; SWITCHING --&gt; COMMITTING --&gt; OVER
 * </pre>
 *
 * <p>Invariant: from before the registry names a synchronous standby until after it names another
 * owner, or none of both at a later epoch, nothing leaves that the copy does not have. While the
 * outcome of a compare-and-set is unknown nothing is given up and nothing let go.
 */
final class Keeper {

  private static final Logger LOG = LogManager.getLogger(Keeper.class);

  // Immutable.
  final Subject subject;
  final Member self;
  final @Nullable Life life;
  final Registry registry;
  final Clock clock;
  final Wire wire;
  final RollCall rollCall;
  final Observer observer;
  final Enrolment enrolment = new Enrolment(this);
  final Parting parting = new Parting(this);
  final Switchover switchover = new Switchover(this);

  // Guarded by this.
  private Phase phase = Phase.ALONE;
  private @Nullable Standby standby;
  private @Nullable Owner entry;
  private long epoch;
  // Set while a compare-and-set is under way that has to end first.
  private @Nullable String partBecause;
  private @Nullable Member lost;

  Keeper(
      Subject subject,
      Member self,
      @Nullable Life life,
      Registry registry,
      Clock clock,
      Wire wire,
      RollCall rollCall,
      Observer observer) {
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

  enum Phase {
    /** There is no standby. */
    ALONE,
    /** The whole of it is on its way. */
    COPYING,
    /** The standby has to have all from where on nothing leaves unseen. */
    HOLDING,
    NAMING,
    /** Its successor stands in the registry. */
    SAFE,
    PARTING,
    HALTING,
    SWITCHING,
    COMMITTING,
    /** The standby owns it, and this node may take it back as long as that has not asked for it. */
    GIVEN,
    /** Another node goes on with it, or it has ended. */
    OVER
  }

  /** Is told, under the keeper's lock, what became of its standby. */
  interface Observer {

    void safe(Keeper keeper, Standby standby);

    /** It has no standby any more, or has not got the one that was tried. */
    void alone(Keeper keeper, Standby former, String why);
  }

  // --- what is wanted ---

  /** Begins to keep a copy there; only while there is none. */
  synchronized void begin(Member member, boolean sync) {
    if (phase != Phase.ALONE) {
      throw new IllegalStateException(subject.key() + " is " + phase);
    }
    standby = Standby.on(member, sync);
    epoch = subject.epoch();
    enrolment.begin();
  }

  /** Goes on without the standby; the observer is told when that is so. */
  synchronized void part(String why) {
    switch (phase) {
      case COPYING, HOLDING -> drop(why);
      case SAFE -> parting.begin(why);
      case HALTING, SWITCHING -> {
        switchover.stay(why);
        parting.begin(why);
      }
      case NAMING, COMMITTING -> partBecause = why;
      case ALONE, PARTING, GIVEN, OVER -> {}
    }
  }

  /**
   * Has the standby go on with the process in place of this node.
   *
   * @param done gets null, or why it could not be
   */
  synchronized void switchOver(Consumer<@Nullable String> done) {
    if (phase != Phase.SAFE) {
      done.accept("its standby is not ready: it is " + phase.name().toLowerCase(Locale.ROOT));
      return;
    }
    switchover.begin(done);
  }

  // --- what happens ---

  /** A standby says something. */
  synchronized void heard(Member from, Word.OfStandby word) {
    Standby to = standby;
    if (to == null || !to.isOn(from) || word.epoch() != epoch) {
      return;
    }
    switch (word) {
      case Word.Acknowledged ack -> {
        if (enrolment.isOf(ack.stream())) {
          enrolment.acknowledged(ack.revision());
        }
      }
      case Word.Refused no -> {
        if (enrolment.isOf(no.stream())) {
          part(no.reason());
        }
      }
      case Word.Begun begun -> {
        if (enrolment.isOf(begun.stream())) {
          enrolment.begun();
        }
      }
      case Word.Parted _ -> part(to.node() + " had lost this node");
      case Word.Leaving _ -> part(to.node() + " is leaving");
      case Word.Released _ -> {
        if (phase == Phase.PARTING) {
          parting.released();
        } else if (phase == Phase.GIVEN) {
          switchover.released();
        }
      }
      case Word.Ready _ -> {
        if (phase == Phase.SWITCHING) {
          switchover.ready(from);
        }
      }
      case Word.Unready no -> {
        if (phase == Phase.SWITCHING) {
          switchover.stay(no.reason());
        }
      }
      case Word.Arrived _ -> {
        if (phase == Phase.GIVEN) {
          switchover.arrived();
        }
      }
    }
  }

  /** That life of a node is lost. */
  synchronized void lost(Member member) {
    if (standby != null && standby.isOn(member)) {
      lost = member;
      part(member.name() + " was lost");
    }
  }

  /** That life of a node is about to leave. */
  synchronized void leaving(Member member) {
    if (standby != null && standby.isOn(member)) {
      part(member.name() + " is leaving");
    }
  }

  /** A node is there, perhaps the one that was taken for lost. */
  synchronized void joined(Member member) {
    if (lost != null && lost.is(member)) {
      lost = null;
    }
  }

  /** What was under way to and from that node may be lost, though both live. */
  synchronized void interrupted(Member member) {
    if (standby == null || !standby.isOn(member)) {
      return;
    }
    switch (phase) {
      case COPYING, HOLDING, NAMING, SAFE, HALTING, SWITCHING -> {
        if (phase == Phase.SWITCHING) {
          switchover.stay("the link to " + member.name() + " was interrupted");
        }
        enrolment.follow();
        if (phase == Phase.SAFE && entry != null) {
          wire.send(member.name(), new Word.Named(subject.pid(), epoch, entry));
        }
      }
      case ALONE, PARTING, COMMITTING, GIVEN, OVER -> {}
    }
  }

  /** The stream has come to its end, though all is well: the process runs another version. */
  synchronized void anew() {
    switch (phase) {
      case COPYING, HOLDING, NAMING, SAFE, HALTING, SWITCHING -> enrolment.follow();
      case ALONE, PARTING, COMMITTING, GIVEN, OVER -> {}
    }
  }

  /** The process is not here any more. */
  synchronized void gone() {
    if (phase != Phase.OVER) {
      dismiss();
      phase = Phase.OVER;
      report("it is not on this node any more");
    }
  }

  // --- what its parts share ---

  void cast(Change change, Ballot.Outcome outcome) {
    Ballot.cast(registry, clock, subject.key(), change, outcome);
  }

  /** It has ended meanwhile, and what was written must not remain. */
  void free(Owner written) {
    registry
        .change(Map.of(subject.key(), Change.release(written)))
        .whenComplete((claims, failure) -> {
          if (failure != null) {
            LOG.debug("{} is freed when the table is next looked through", subject.key(), failure);
          }
        });
  }

  /** Nobody is named: it is over by saying so. */
  void drop(String why) {
    dismiss();
    subject.goOn(epoch);
    report(why);
  }

  void dismiss() {
    if (standby != null) {
      wire.send(standby.node(), new Word.Dismissed(subject.pid(), epoch));
    }
  }

  void report(String why) {
    Standby former = standby;
    standby = null;
    entry = null;
    partBecause = null;
    lost = null;
    if (phase != Phase.OVER) {
      phase = Phase.ALONE;
    }
    if (former != null) {
      observer.alone(this, former, why);
    }
  }

  boolean isMine(@Nullable Owner stands) {
    return stands != null
        && stands.pid().equals(subject.pid())
        && stands.isOn(self)
        && stands.epoch() == epoch;
  }

  /** Otherwise the table is behind, and is put right from what this node holds. */
  boolean isTaken(@Nullable Owner stands) {
    if (isMine(stands)) {
      entry = stands;
    }
    return stands != null && !isMine(stands) && stands.outranks(Objects.requireNonNull(entry));
  }

  /** It goes on here as the owner of that epoch. */
  void goOn(long next) {
    epoch = next;
    subject.goOn(next);
  }

  void phase(Phase next) {
    phase = next;
  }

  /** While there is a standby, or one is tried. */
  Standby named() {
    return Objects.requireNonNull(standby);
  }

  /** While the registry names a standby. */
  Owner entry() {
    return Objects.requireNonNull(entry);
  }

  void entry(Owner named) {
    entry = named;
  }

  long epoch() {
    return epoch;
  }

  @Nullable Member lostNode() {
    return lost;
  }

  @Nullable String partBecause() {
    return partBecause;
  }

  void partBecause(@Nullable String why) {
    partBecause = why;
  }

  // --- what can be seen ---

  String key() {
    return subject.key();
  }

  Pid pid() {
    return subject.pid();
  }

  Subject subject() {
    return subject;
  }

  synchronized Phase phase() {
    return phase;
  }

  /** Who keeps the copy, or is to; null where nobody does. */
  synchronized @Nullable Standby standby() {
    return standby;
  }

  /** The last revision that the copy has, or -1. */
  synchronized long acknowledgedRevision() {
    return enrolment.acknowledged();
  }
}
