package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import java.time.Duration;
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
  private static final Duration AGAIN = Duration.ofMillis(100);
  // How long the answer to an offer is waited for, at first and at most.
  private static final Duration OFFER = Duration.ofSeconds(1);
  private static final Duration OFFER_MAX = Duration.ofSeconds(30);

  // Immutable.
  private final Subject subject;
  private final Member self;
  private final @Nullable Life life;
  private final Registry registry;
  private final Clock clock;
  private final Wire wire;
  private final RollCall rollCall;
  private final Observer observer;

  // Guarded by this.
  private Phase phase = Phase.ALONE;
  private @Nullable Standby standby;
  private @Nullable Owner entry;
  private long epoch;
  private long stream;
  private long acknowledged = -1;
  private long heldFrom = -1;
  private long haltedAt = -1;
  private boolean hasBegun;
  private Duration patience = OFFER;
  // Set while a compare-and-set is under way that has to end first.
  private @Nullable String partBecause;
  // Counts the attempts to part: what belongs to an earlier one is void.
  private long attempt;
  private boolean released;
  // What gave it to the standby; and whether this node is about to take it back.
  private @Nullable Owner given;
  private boolean takingBack;
  private String partWhy = "";
  private @Nullable Member lost;
  private @Nullable Consumer<@Nullable String> switched;

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
    phase = Phase.COPYING;
    patience = OFFER;
    follow();
  }

  /** Goes on without the standby; the observer is told when that is so. */
  synchronized void part(String why) {
    switch (phase) {
      case COPYING, HOLDING -> drop(why);
      case SAFE -> startParting(why);
      case HALTING, SWITCHING -> {
        stay(why);
        startParting(why);
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
    phase = Phase.HALTING;
    switched = done;
    subject.halt(this::halted);
  }

  // --- what happens ---

  /** A standby says something. */
  synchronized void heard(Member from, Word.OfStandby word) {
    Standby to = standby;
    if (to == null || !to.isOn(from) || word.epoch() != epoch) {
      return;
    }
    switch (word) {
      case Word.Acknowledged ack when ack.stream() == stream -> acknowledged(ack.revision());
      case Word.Refused no when no.stream() == stream -> part(no.reason());
      case Word.Begun begun when begun.stream() == stream -> hasBegun = true;
      case Word.Acknowledged _, Word.Refused _, Word.Begun _ -> {}
      case Word.Parted _ -> part(to.node() + " had lost this node");
      case Word.Leaving _ -> part(to.node() + " is leaving");
      case Word.Released _ -> released();
      case Word.Ready _ -> {
        if (phase == Phase.SWITCHING) {
          commit(from);
        }
      }
      case Word.Unready no -> {
        if (phase == Phase.SWITCHING) {
          stay(no.reason());
        }
      }
      case Word.Arrived _ -> {
        if (phase == Phase.GIVEN && !takingBack) {
          letGo(Objects.requireNonNull(given));
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
          stay("the link to " + member.name() + " was interrupted");
        }
        follow();
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
      case COPYING, HOLDING, NAMING, SAFE, HALTING, SWITCHING -> follow();
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

  // --- establishing ---

  private void follow() {
    Standby to = Objects.requireNonNull(standby);
    stream++;
    acknowledged = -1;
    hasBegun = false;
    long begun = stream;
    clock.after(patience, () -> followAgain(begun));
    patience = Duration.ofMillis(Math.min(2 * patience.toMillis(), OFFER_MAX.toMillis()));
    subject.follow(
        to.node(), new Word.Offer(subject.pid(), epoch, subject.key(), stream, to.sync(), life));
  }

  // An offer may be lost though nobody notices: who has just joined does not know everybody yet.
  private synchronized void followAgain(long ofStream) {
    switch (phase) {
      case COPYING, HOLDING, NAMING, SAFE, HALTING -> {
        if (ofStream == stream && !hasBegun) {
          follow();
        }
      }
      case ALONE, SWITCHING, PARTING, COMMITTING, GIVEN, OVER -> {}
    }
  }

  private void acknowledged(long revision) {
    acknowledged = Math.max(acknowledged, revision);
    switch (phase) {
      case COPYING -> {
        if (Objects.requireNonNull(standby).sync()) {
          phase = Phase.HOLDING;
          heldFrom = Long.MAX_VALUE;
          long begun = stream;
          subject.hold(from -> held(begun, from));
        } else {
          name();
        }
      }
      case HOLDING -> {
        subject.acknowledged(revision);
        caughtUp();
      }
      case SWITCHING -> {
        subject.acknowledged(revision);
        prepare();
      }
      case NAMING, SAFE, HALTING, COMMITTING -> subject.acknowledged(revision);
      case ALONE, PARTING, GIVEN, OVER -> {}
    }
  }

  private synchronized void held(long ofStream, long from) {
    if (phase == Phase.HOLDING && ofStream <= stream) {
      heldFrom = from;
      subject.acknowledged(acknowledged);
      caughtUp();
    }
  }

  private void caughtUp() {
    if (acknowledged >= heldFrom) {
      name();
    }
  }

  private void name() {
    phase = Phase.NAMING;
    partBecause = null;
    registry
        .lookUp(subject.key())
        .whenComplete((found, failure) -> {
          if (failure != null) {
            clock.after(AGAIN, this::nameAgain);
          } else {
            name(found.orElse(null));
          }
        });
  }

  private synchronized void nameAgain() {
    if (phase == Phase.NAMING) {
      name();
    }
  }

  private synchronized void name(@Nullable Owner stands) {
    if (phase != Phase.NAMING) {
      return;
    }
    if (partBecause != null) {
      drop(partBecause);
      return;
    }
    boolean unpublished = stands == null && epoch == 1 && isByPid();
    if (!unpublished && !isMine(stands)) {
      drop("the registry has another owner");
      return;
    }
    Owner base = stands == null ? Owner.at(subject.pid(), self, epoch) : stands;
    Owner next = base.followedBy(Objects.requireNonNull(standby));
    Ballot.cast(registry, clock, subject.key(), new Change(stands, next), new Naming(next));
  }

  private boolean isByPid() {
    return subject.key().equals(subject.pid().toString());
  }

  private boolean isMine(@Nullable Owner stands) {
    return stands != null
        && stands.pid().equals(subject.pid())
        && stands.isOn(self)
        && stands.epoch() == epoch;
  }

  // Otherwise the table is behind, and is put right from what this node holds.
  private boolean isTaken(@Nullable Owner stands) {
    if (isMine(stands)) {
      entry = stands;
    }
    return stands != null && !isMine(stands) && stands.outranks(Objects.requireNonNull(entry));
  }

  private final class Naming implements Ballot.Outcome {

    private final Owner next;

    Naming(Owner next) {
      this.next = next;
    }

    @Override
    public void won() {
      named(next);
    }

    @Override
    public void lost(@Nullable Owner to) {
      synchronized (Keeper.this) {
        if (phase == Phase.NAMING) {
          name(to);
        }
      }
    }

    @Override
    public void refused(String why) {
      synchronized (Keeper.this) {
        if (phase == Phase.NAMING) {
          drop(why);
        }
      }
    }
  }

  private synchronized void named(Owner next) {
    if (phase != Phase.NAMING) {
      free(next); // it has ended meanwhile
      return;
    }
    Standby to = Objects.requireNonNull(standby);
    entry = next;
    phase = Phase.SAFE;
    wire.send(to.node(), new Word.Named(subject.pid(), epoch, next));
    if (partBecause != null) {
      startParting(partBecause);
    } else {
      observer.safe(this, to);
    }
  }

  private void free(Owner written) {
    registry
        .change(Map.of(subject.key(), Change.release(written)))
        .whenComplete((claims, failure) -> {
          if (failure != null) {
            LOG.debug("{} is freed when the table is next looked through", subject.key(), failure);
          }
        });
  }

  // Nobody is named: it is over by saying so.
  private void drop(String why) {
    dismiss();
    subject.goOn(epoch);
    report(why);
  }

  private void dismiss() {
    if (standby != null) {
      wire.send(standby.node(), new Word.Dismissed(subject.pid(), epoch));
    }
  }

  private void report(String why) {
    Standby former = standby;
    standby = null;
    entry = null;
    heldFrom = -1;
    partBecause = null;
    lost = null;
    if (phase != Phase.OVER) {
      phase = Phase.ALONE;
    }
    if (former != null) {
      observer.alone(this, former, why);
    }
  }

  // --- going on without it ---

  private void startParting(String why) {
    phase = Phase.PARTING;
    released = false;
    parting(why);
  }

  // A standby that lives has to give up its claim first: then nobody competes for the entry, and no
  // weakness of the table can make two owners. Without one that is lost the others have to say that
  // they have lost it too, and that it has not gone on.
  private synchronized void parting(String why) {
    if (phase != Phase.PARTING) {
      return;
    }
    attempt++;
    partWhy = why;
    if (lost == null && !released) {
      wire.send(
          Objects.requireNonNull(standby).node(),
          new Word.Release(subject.pid(), epoch, subject.key()));
      look();
      partLater();
      return;
    }
    long of = attempt;
    rollCall.call(
        released ? null : lost,
        enough -> {
          if (enough) {
            counted(of);
          } else {
            notYet(of);
          }
        });
  }

  private void partLater() {
    long of = attempt;
    clock.after(
        AGAIN,
        () -> {
          synchronized (this) {
            if (of == attempt) {
              parting(partWhy);
            }
          }
        });
  }

  private synchronized void notYet(long of) {
    if (of == attempt) {
      look();
      partLater();
    }
  }

  private void released() {
    if (phase == Phase.PARTING && !released) {
      released = true;
      parting(partWhy);
    } else if (phase == Phase.GIVEN) {
      released = true; // it has no copy any more
    }
  }

  private synchronized void counted(long of) {
    if (phase != Phase.PARTING || of != attempt) {
      return;
    }
    if (released) {
      goOnAlone();
      return;
    }
    rollCall
        .inquiry()
        .ask(
            subject.pid(),
            subject.key(),
            epoch,
            answer -> {
              synchronized (this) {
                if (phase != Phase.PARTING || of != attempt) {
                  return;
                }
                if (answer == Inquiry.Answer.NOT_LATER && lost != null) {
                  goOnAlone();
                } else {
                  notYet(of);
                }
              }
            });
  }

  private void goOnAlone() {
    if (!subject.pin()) {
      partLater();
      return;
    }
    attempt++; // until the outcome is known nothing else is tried
    Owner named = Objects.requireNonNull(entry);
    Owner next = named.alone();
    Ballot.cast(
        registry, clock, subject.key(), Change.replace(named, next), new Parting(next, partWhy));
  }

  // Whoever went on with it may not be able to say so.
  private void look() {
    long of = attempt;
    registry
        .lookUp(subject.key())
        .whenComplete((found, failure) -> {
          if (found != null) {
            looked(of, found.orElse(null));
          }
        });
  }

  private synchronized void looked(long of, @Nullable Owner stands) {
    if (phase == Phase.PARTING && of == attempt && isTaken(stands)) {
      leaveIt();
    }
  }

  private void leaveIt() {
    phase = Phase.OVER;
    subject.abandon();
    report("another node goes on with it");
  }

  private final class Parting implements Ballot.Outcome {

    private final Owner next;
    private final String why;

    Parting(Owner next, String why) {
      this.next = next;
      this.why = why;
    }

    @Override
    public void won() {
      synchronized (Keeper.this) {
        if (phase == Phase.PARTING) {
          dismiss();
          epoch++;
          subject.goOn(epoch);
          report(why);
        } else {
          free(next); // it has ended meanwhile
        }
        subject.unpin();
      }
    }

    @Override
    public void lost(@Nullable Owner to) {
      synchronized (Keeper.this) {
        if (phase == Phase.PARTING) {
          if (isTaken(to)) {
            leaveIt();
          } else {
            partLater();
          }
        }
        subject.unpin();
      }
    }

    @Override
    public void refused(String reason) {
      synchronized (Keeper.this) {
        subject.unpin();
        partLater();
      }
    }
  }

  // --- having it go on there ---

  private synchronized void halted(long revision) {
    if (phase != Phase.HALTING) {
      if (revision >= 0 && phase != Phase.OVER) {
        subject.resume();
      }
      return;
    }
    if (revision < 0) {
      phase = Phase.SAFE;
      tell("it did not come to the end of its message, and stays where it is");
      return;
    }
    phase = Phase.SWITCHING;
    haltedAt = revision;
    prepare();
  }

  private void prepare() {
    if (acknowledged >= haltedAt) {
      haltedAt = Long.MAX_VALUE; // once
      wire.send(Objects.requireNonNull(standby).node(), new Word.Prepare(subject.pid(), epoch));
    }
  }

  private void stay(String why) {
    if (phase == Phase.SWITCHING) {
      wire.send(Objects.requireNonNull(standby).node(), new Word.Abandon(subject.pid(), epoch));
      subject.resume();
    }
    phase = Phase.SAFE;
    tell(why);
  }

  private void tell(@Nullable String why) {
    Consumer<@Nullable String> done = switched;
    switched = null;
    if (done != null) {
      done.accept(why);
    }
  }

  private void commit(Member to) {
    phase = Phase.COMMITTING;
    partBecause = null;
    released = false;
    Owner named = Objects.requireNonNull(entry);
    given = named.successor(to).followedBy(Standby.on(self, false));
    commit(named);
  }

  private void commit(Owner expected) {
    Owner next = Objects.requireNonNull(given);
    Ballot.cast(
        registry, clock, subject.key(), Change.replace(expected, next), new Committing(next));
  }

  private final class Committing implements Ballot.Outcome {

    private final Owner next;

    Committing(Owner next) {
      this.next = next;
    }

    @Override
    public void won() {
      synchronized (Keeper.this) {
        phase = Phase.GIVEN;
        takingBack = false;
        give();
      }
    }

    @Override
    public void lost(@Nullable Owner stands) {
      synchronized (Keeper.this) {
        if (isTaken(stands)) {
          // It goes on there already, by its own decision.
          letGo(Objects.requireNonNull(stands));
        } else {
          // The table is behind, and may take the change yet: never resumed on a guess.
          clock.after(AGAIN, this::again);
        }
      }
    }

    private void again() {
      registry
          .lookUp(subject.key())
          .whenComplete((found, failure) -> {
            synchronized (Keeper.this) {
              Owner stands = found == null ? null : found.orElse(null);
              if (stands != null && stands.token() == next.token()) {
                won();
              } else if (isMine(stands)) {
                commit(Objects.requireNonNull(stands));
              } else {
                lost(stands);
              }
            }
          });
    }

    @Override
    public void refused(String why) {
      synchronized (Keeper.this) {
        phase = Phase.SWITCHING;
        String part = partBecause;
        stay(why);
        if (part != null) {
          startParting(part);
        }
      }
    }
  }

  // Until the standby asks for it, or is lost.
  private synchronized void give() {
    if (phase != Phase.GIVEN || takingBack) {
      return;
    }
    Owner next = Objects.requireNonNull(given);
    if (lost == null && !released) {
      wire.send(next.node(), new Word.TakeOver(subject.pid(), epoch, subject.key(), next));
      clock.after(AGAIN, this::give);
      return;
    }
    takingBack = true;
    rollCall.call(
        released ? null : lost,
        enough -> {
          if (enough) {
            rollCall.inquiry().ask(subject.pid(), subject.key(), next.epoch(), this::mayTakeBack);
          } else {
            giveAgain();
          }
        });
  }

  private synchronized void giveAgain() {
    takingBack = false;
    clock.after(AGAIN, this::give);
  }

  private synchronized void mayTakeBack(Inquiry.Answer answer) {
    if (answer == Inquiry.Answer.NOT_LATER && (lost != null || released)) {
      Owner next = Objects.requireNonNull(given);
      takeBack(next, Owner.at(subject.pid(), self, next.epoch() + 1));
    } else {
      giveAgain();
    }
  }

  private void takeBack(@Nullable Owner expected, Owner mine) {
    Ballot.cast(registry, clock, subject.key(), new Change(expected, mine), new TakingBack(mine));
  }

  private final class TakingBack implements Ballot.Outcome {

    private final Owner mine;

    TakingBack(Owner mine) {
      this.mine = mine;
    }

    @Override
    public void won() {
      synchronized (Keeper.this) {
        epoch = mine.epoch();
        subject.goOn(epoch);
        subject.resume();
        phase = Phase.SAFE; // of which nothing is left but the standby's name
        String why = Objects.requireNonNull(given).node() + " was lost before it went on";
        tell(why + ": it goes on here");
        report(why);
      }
    }

    @Override
    public void lost(@Nullable Owner stands) {
      synchronized (Keeper.this) {
        Owner from = Objects.requireNonNull(given);
        boolean open =
            stands == null
                || from.supersedes(stands)
                || (stands.agreesWith(from) && stands.isFollowedBy(self));
        if (open) {
          // Nothing, or what stood before, where the others have forgotten that it was given away.
          clock.after(AGAIN, () -> takeBack(stands, mine));
        } else {
          letGo(Objects.requireNonNull(stands));
        }
      }
    }

    @Override
    public void refused(String why) {
      giveAgain();
    }
  }

  private void letGo(Owner to) {
    phase = Phase.OVER;
    wire.send(to.node(), new Word.LetGo(subject.pid(), epoch));
    subject.depart(to.node(), to.epoch());
    Standby there = standby;
    tell(
        there == null || there.node().equals(to.node())
            ? null
            : "the registry has another owner for it: " + to.node());
    report("it went there");
  }

  // --- what can be seen ---

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
    return acknowledged;
  }
}
