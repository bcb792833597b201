package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The owner's side of one process with a standby.
 *
 * <pre>
 *   ALONE --&gt; COPYING --&gt; HOLDING --&gt; NAMING --&gt; SAFE -----&gt; PARTING --------&gt; ALONE
 *             whole copy   nothing    CAS        differences  consent or count, CAS
 *                          leaves     {P,S,e}      |          {P,-,e+1}
 *                          unseen                  |
 *                                                  +--&gt; HALTING --&gt; SWITCHING --&gt; COMMITTING --&gt; GIVEN --&gt; OVER
 *                                                       stands still              CAS {S,P,e+1}   |
 *                                                                          CAS {P,-,e+2}, ALONE &lt;-+ where S is lost
 * </pre>
 *
 * <p>Invariant: from before the registry names a synchronous standby until after it names another
 * owner, or none of both at a later epoch, nothing leaves that the copy does not have. While the
 * outcome of a compare-and-set is unknown nothing is given up and nothing let go.
 *
 * <p>{@link Enrolment}, {@link Parting} and {@link Switchover} each do a part of this, under this
 * lock.
 */
final class Keeper extends Footing {

  final Enrolment enrolment = new Enrolment(this);
  final Parting parting = new Parting(this);
  final Switchover switchover = new Switchover(this);

  Keeper(
      Subject subject,
      Member self,
      @Nullable Life life,
      Registry registry,
      Clock clock,
      Wire wire,
      RollCall rollCall,
      Observer observer) {
    super(subject, self, life, registry, clock, wire, rollCall, observer);
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

  @Override
  Keeper keeper() {
    return this;
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
    if (phase() != Phase.ALONE) {
      throw new IllegalStateException(subject.key() + " is " + phase());
    }
    aim(Standby.on(member, sync));
    enrolment.begin();
  }

  /** Goes on without the standby; the observer is told when that is so. */
  synchronized void part(String why) {
    switch (phase()) {
      case COPYING, HOLDING -> drop(why);
      case SAFE -> parting.begin(why);
      case HALTING, SWITCHING -> {
        switchover.stay(why);
        parting.begin(why);
      }
      case NAMING, COMMITTING -> partBecause(why);
      case ALONE, PARTING, GIVEN, OVER -> {}
    }
  }

  /**
   * Has the standby go on with the process in place of this node.
   *
   * @param patience how long the message in hand is waited for
   * @param done gets null, or why it could not be
   */
  synchronized void switchOver(Duration patience, Consumer<@Nullable String> done) {
    if (phase() != Phase.SAFE) {
      done.accept("its standby is not ready: it is " + phase().name().toLowerCase(Locale.ROOT));
      return;
    }
    switchover.begin(patience, done);
  }

  /** Has it go on here after all, where nothing has been given away yet. */
  synchronized void stay(String why) {
    if (phase() == Phase.HALTING || phase() == Phase.SWITCHING) {
      switchover.stay(why);
    }
  }

  // --- what happens ---

  /** A standby says something. */
  synchronized void heard(Member from, Word.OfStandby word) {
    Standby to = standby();
    if (to == null || !to.isOn(from) || word.epoch() != epoch()) {
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
        if (phase() == Phase.PARTING) {
          parting.released();
        } else if (phase() == Phase.GIVEN) {
          switchover.released();
        }
      }
      case Word.Ready _ -> {
        if (phase() == Phase.SWITCHING) {
          switchover.ready(from);
        }
      }
      case Word.Unready no -> {
        if (phase() == Phase.SWITCHING) {
          switchover.stay(no.reason());
        }
      }
      case Word.Arrived _ -> {
        if (phase() == Phase.GIVEN) {
          switchover.arrived();
        }
      }
    }
  }

  /** That life of a node is lost. */
  synchronized void lost(Member member) {
    if (isTo(member)) {
      lost(member, true);
      part(member.name() + " was lost");
    }
  }

  /** That life of a node is about to leave. */
  synchronized void leaving(Member member) {
    if (isTo(member)) {
      part(member.name() + " is leaving");
    }
  }

  /** A node is there, perhaps the one that was taken for lost. */
  synchronized void joined(Member member) {
    lost(member, false);
  }

  /** What was under way to and from that node may be lost, though both live. */
  synchronized void interrupted(Member member) {
    if (!isTo(member)) {
      return;
    }
    switch (phase()) {
      case COPYING, HOLDING, NAMING, SAFE, HALTING, SWITCHING -> {
        if (phase() == Phase.SWITCHING) {
          switchover.stay("the link to " + member.name() + " was interrupted");
        }
        enrolment.follow();
        if (phase() == Phase.SAFE) {
          wire.send(member.name(), new Word.Named(pid(), epoch(), entry()));
        }
      }
      case ALONE, PARTING, COMMITTING, GIVEN, OVER -> {}
    }
  }

  /** The stream has come to its end, though all is well: the process runs another version. */
  synchronized void anew() {
    switch (phase()) {
      case COPYING, HOLDING, NAMING, SAFE, HALTING, SWITCHING -> enrolment.follow();
      case ALONE, PARTING, COMMITTING, GIVEN, OVER -> {}
    }
  }

  /** The process is not here any more. */
  synchronized void gone() {
    if (phase() != Phase.OVER) {
      dismiss();
      phase(Phase.OVER);
      report("it is not on this node any more");
    }
  }

  // --- what can be seen ---

  Subject subject() {
    return subject;
  }

  /** The last revision that the copy has, or -1. */
  synchronized long acknowledgedRevision() {
    return enrolment.acknowledged();
  }
}
