package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The standby's side of one process of another node, at one epoch.
 *
 * <pre>
 *   FOLLOWING --owner lost, and that is certain--&gt; DECIDED --CAS {P,S,e} to {S,-,e+1}--&gt; OVER, goes on
 *    ^     |                                   ^      |                          +-----&gt; OVER, thrown away
 *    |     +--Prepare--&gt; READY --TakeOver--&gt; GIVEN    +--refused: asks again while the owner is lost
 *    +------Abandon--------+                   +--LetGo--&gt; OVER, goes on
 * </pre>
 *
 * <p>Invariant: nothing is acknowledged from the decision on, and no link that comes back changes
 * that: so what the owner lets out and what this node goes on with are one history.
 */
final class Copy {

  private static final Logger LOG = LogManager.getLogger(Copy.class);
  // A killed JVM takes a few milliseconds to be gone.
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration AGAIN = Duration.ofMillis(100);
  // How often an entry that was there is looked for before the process is taken for ended.
  private static final int ABSENT = 20;
  private static final Duration UNABLE = Duration.ofSeconds(1);

  // Immutable.
  private final Pid pid;
  private final String key;
  private final long epoch;
  private final Member owner;
  private final boolean sync;
  private final @Nullable Life life;
  private final Likeness likeness;
  private final Port port;

  // Guarded by this.
  private Phase phase = Phase.FOLLOWING;
  private @Nullable Owner entry;
  private long stream;
  private boolean looking;
  private boolean prepared;
  private boolean forced;
  private boolean waitingTold;
  private @Nullable Owner next;
  private int absent;
  // While a compare-and-set is under way; and true where the owner asked meanwhile to be released.
  private boolean casting;
  private boolean releasing;
  private @Nullable Consumer<@Nullable String> asked;

  Copy(Member owner, Word.Offer offer, Likeness likeness, Port port) {
    this.pid = offer.pid();
    this.key = offer.key();
    this.epoch = offer.epoch();
    this.owner = owner;
    this.sync = offer.sync();
    this.life = offer.life();
    this.likeness = likeness;
    this.port = port;
  }

  /** What all copies of a node share. */
  record Port(
      Membership membership,
      Registry registry,
      Clock clock,
      Wire wire,
      RollCall rollCall,
      Deaths deaths,
      Inquiry.Knowledge knowledge,
      Observer observer) {}

  /** Tells whether a JVM is dead for certain. */
  @FunctionalInterface
  interface Deaths {
    boolean isOver(Life life);
  }

  /** Is told, under the copy's lock, what became of it. */
  interface Observer {

    /** The process goes on here. */
    void promoted(Copy copy, boolean planned);

    /** The owner is lost, which proves nothing: an operator has to decide. */
    void waiting(Copy copy);

    /** It is of no more use. */
    void over(Copy copy);
  }

  enum Phase {
    FOLLOWING,
    /** The owner has it stand still to hand it over. */
    READY,
    /** This node is the owner, and the former one may take it back still. */
    GIVEN,
    /** The owner is taken for lost: from here on nothing is acknowledged. */
    DECIDED,
    OVER
  }

  // --- what the owner says ---

  synchronized void heard(Word.OfOwner word) {
    if (phase == Phase.OVER || word.epoch() != epoch) {
      return;
    }
    switch (word) {
      case Word.Offer offer -> offered(offer);
      case Word.Part part -> {
        if (phase == Phase.FOLLOWING && part.stream() == stream) {
          likeness.take(part.bytes().toArray(), part.revision());
        }
      }
      case Word.Named named -> entry = named.entry();
      case Word.Dismissed _ -> {
        // A decision is carried to its end: what it wrote must be known.
        if (phase != Phase.DECIDED) {
          end();
        }
      }
      case Word.Release _ -> release();
      case Word.Prepare _ -> makeReady();
      case Word.Abandon _ -> {
        if (phase == Phase.READY) {
          phase = Phase.FOLLOWING;
          unprepare();
        }
      }
      case Word.TakeOver _ -> given();
      case Word.LetGo _ -> {
        if (phase == Phase.GIVEN) {
          goOn(true);
        }
      }
      case Word.Wish _ -> throw new IllegalArgumentException("not for a copy: " + word);
    }
  }

  private void offered(Word.Offer offer) {
    if (phase != Phase.FOLLOWING) {
      say(new Word.Parted(pid, epoch));
      return;
    }
    stream = offer.stream();
    say(new Word.Begun(pid, epoch, stream));
    long begun = stream;
    likeness.begin(revision -> applied(begun, revision), reason -> failed(begun, reason));
  }

  // Once it has let the registry decide, the registry has to tell.
  private void release() {
    if (casting) {
      releasing = true;
      say(new Word.Parted(pid, epoch));
      return;
    }
    end();
    say(new Word.Released(pid, epoch));
    answer(owner.name() + " is back, and goes on");
  }

  private synchronized void applied(long ofStream, long revision) {
    if (phase == Phase.FOLLOWING && ofStream == stream) {
      say(new Word.Acknowledged(pid, epoch, ofStream, revision));
    }
  }

  private synchronized void failed(long ofStream, String reason) {
    if (phase == Phase.FOLLOWING && ofStream == stream) {
      say(new Word.Refused(pid, epoch, ofStream, reason));
    }
  }

  private void say(Word word) {
    port.wire.send(owner.name(), word);
  }

  // --- a planned switch ---

  private void makeReady() {
    if (phase != Phase.FOLLOWING) {
      say(new Word.Parted(pid, epoch));
      return;
    }
    phase = Phase.READY;
    likeness.prepare(this::madeReady);
    port.clock.after(AGAIN, this::look);
  }

  // The word that follows may be lost with the owner, or its link: the registry tells as well.
  private synchronized void look() {
    if (phase == Phase.READY || phase == Phase.GIVEN) {
      port.registry
          .lookUp(key)
          .whenComplete((found, failure) -> {
            if (found != null) {
              looked(found.orElse(null));
            }
            port.clock.after(AGAIN, this::look);
          });
    }
  }

  private synchronized void looked(@Nullable Owner stands) {
    if ((phase != Phase.READY && phase != Phase.GIVEN) || (stands != null && isBefore(stands))) {
      return;
    }
    if (stands == null || !isNext(stands)) {
      end();
    } else {
      given();
    }
  }

  // Who gave it away keeps it until this node has asked for it: it may be lost before it does.
  private void given() {
    if (phase == Phase.READY && prepared) {
      phase = Phase.GIVEN;
    }
    if (phase == Phase.GIVEN) {
      say(new Word.Arrived(pid, epoch));
    }
  }

  private boolean isBefore(Owner stands) {
    return stands.pid().equals(pid) && stands.epoch() <= epoch;
  }

  private boolean isNext(Owner stands) {
    return stands.pid().equals(pid) && stands.isOn(self()) && stands.epoch() == epoch + 1;
  }

  private synchronized void madeReady(@Nullable String why) {
    if (phase == Phase.READY) {
      prepared = why == null;
      say(
          prepared
              ? new Word.Ready(pid, epoch)
              : new Word.Unready(pid, epoch, String.valueOf(why)));
    } else {
      prepared(why);
    }
  }

  private void unprepare() {
    if (prepared) {
      prepared = false;
      likeness.discard();
    }
  }

  // --- who is lost, and who is back ---

  /** The owner's node is lost, as far as this node can see. */
  synchronized void ownerLost() {
    if (!looking && isOpen()) {
      looking = true;
      consider();
    }
  }

  /** What was under way to and from the owner may be lost, though both live. */
  synchronized void interrupted() {
    if (phase == Phase.DECIDED) {
      say(new Word.Parted(pid, epoch));
    }
  }

  private boolean ownerIsBack() {
    return port.membership.members().stream().anyMatch(owner::is);
  }

  private boolean isOpen() {
    return phase != Phase.DECIDED && phase != Phase.OVER;
  }

  private synchronized void consider() {
    if (!isOpen()) {
      return;
    }
    if (ownerIsBack()) {
      looking = false;
    } else if (phase == Phase.FOLLOWING && !likeness.isWhole()) {
      end(); // nobody can have named it
    } else if (life != null && port.deaths.isOver(life)) {
      decide();
    } else if (port.registry.quorum() > 0) {
      port.rollCall.call(owner, this::counted);
    } else {
      if (!waitingTold) {
        waitingTold = true;
        port.observer.waiting(this);
      }
      port.clock.after(LOOK, this::consider);
    }
  }

  // A lost link alone proves nothing: the owner may be alive behind it. Where more than half have
  // lost it, it can do nothing that counts, whether it lives or not.
  private synchronized void counted(boolean enough) {
    if (isOpen() && enough && !ownerIsBack()) {
      decide();
    } else if (isOpen()) {
      port.clock.after(LOOK, this::consider);
    }
  }

  /**
   * An operator says that the owner is dead.
   *
   * @param done gets null once the process goes on here, or why it does not
   */
  synchronized void force(Consumer<@Nullable String> done) {
    if (phase == Phase.OVER || !likeness.isWhole()) {
      done.accept("this node has no copy of it any more");
      return;
    }
    Optional<String> refusal = port.registry.refusal();
    if (refusal.isPresent()) {
      done.accept(refusal.get());
      return;
    }
    asked = done;
    forced = true;
    if (phase != Phase.DECIDED) {
      decide();
    }
  }

  // --- promotion ---

  private void decide() {
    LOG.info("{} of epoch {}: {} is lost, this node goes on with it", key, epoch, owner.name());
    boolean isReady = prepared;
    boolean preparing = phase == Phase.READY && !prepared;
    phase = Phase.DECIDED;
    if (isReady) {
      claim();
    } else if (!preparing) {
      likeness.prepare(this::madeReady);
    }
  }

  private void prepared(@Nullable String why) {
    if (phase == Phase.OVER) {
      if (why == null) {
        likeness.discard();
        likeness.drop();
      }
    } else if (why != null) {
      LOG.error("{} cannot go on here, trying again: {}", key, why);
      port.clock.after(UNABLE, this::prepareAgain);
    } else {
      prepared = true;
      claim();
    }
  }

  private synchronized void prepareAgain() {
    if (phase == Phase.DECIDED && !prepared) {
      likeness.prepare(this::madeReady);
    }
  }

  private synchronized void claim() {
    if (phase == Phase.DECIDED) {
      port.rollCall.inquiry().ask(pid, key, epoch, this::inquired);
    }
  }

  private synchronized void inquired(Inquiry.Answer answer) {
    if (phase != Phase.DECIDED) {
      return;
    }
    switch (answer) {
      case SILENCE -> port.clock.after(AGAIN, this::claim);
      case LATER -> lose(null);
      case NOT_LATER -> claimFrom();
    }
  }

  private void claimFrom() {
    Owner named = entry;
    if (named != null && next == null) {
      claim(named);
      return;
    }
    port.registry
        .lookUp(key)
        .whenComplete((found, failure) -> {
          if (failure != null) {
            port.clock.after(AGAIN, this::claim);
          } else {
            judge(found.orElse(null));
          }
        });
  }

  /** What stands in the registry tells who goes on. */
  private synchronized void judge(@Nullable Owner stands) {
    if (phase != Phase.DECIDED) {
      return;
    }
    if (stands == null && entry != null && ++absent < ABSENT) {
      // What two sides of a cluster wrote may be about to become one.
      port.clock.after(AGAIN, this::claim);
    } else if (stands == null || !stands.pid().equals(pid)) {
      lose(stands);
    } else if (isNext(stands) && stands.standby() == null) {
      goOn(false);
    } else if (isNext(stands) || isNamed(stands)) {
      claim(stands);
    } else if (stands.epoch() < epoch || isForgotten(stands)) {
      // The table of this side is behind what the owner had written elsewhere, or has forgotten its
      // last write: within an epoch nothing follows on the naming of a standby.
      if (entry != null) {
        claim(stands);
      } else {
        port.clock.after(AGAIN, this::claim);
      }
    } else {
      lose(stands);
    }
  }

  // Not where it names this node only as the one that gave the process away, and that might have
  // taken it back.
  private boolean isNamed(Owner stands) {
    return stands.epoch() == epoch && stands.isFollowedBy(self()) && stands.sync() == sync;
  }

  private boolean isForgotten(Owner stands) {
    return entry != null && stands.agreesWith(entry);
  }

  private Member self() {
    return port.membership.self();
  }

  private void claim(Owner expected) {
    Owner mine = next;
    if (mine == null) {
      mine = Owner.at(pid, self(), epoch + 1);
      next = mine;
    }
    casting = true;
    Ballot.cast(port.registry, port.clock, key, Change.replace(expected, mine), new Promotion());
  }

  private final class Promotion implements Ballot.Outcome {

    @Override
    public void won() {
      synchronized (Copy.this) {
        casting = false;
        if (phase == Phase.DECIDED) {
          goOn(false);
        }
      }
    }

    @Override
    public void lost(@Nullable Owner to) {
      synchronized (Copy.this) {
        casting = false;
        judge(to);
      }
    }

    @Override
    public void refused(String why) {
      synchronized (Copy.this) {
        casting = false;
        if (phase == Phase.DECIDED && releasing) {
          release();
          return;
        }
        // Nothing was written. The owner may be back, and has to go on under another epoch.
        if (ownerIsBack()) {
          say(new Word.Parted(pid, epoch));
        }
        port.clock.after(AGAIN, Copy.this::claim);
      }
    }
  }

  private void goOn(boolean planned) {
    phase = Phase.OVER;
    likeness.activate();
    port.observer.promoted(this, planned);
    answer(null);
  }

  private void lose(@Nullable Owner stands) {
    LOG.info("{} of epoch {} is not this node's: {}", key, epoch, stands);
    end();
    answer(
        stands == null
            ? "the process has ended"
            : "the registry has another owner for it: " + stands.node());
  }

  private void answer(@Nullable String why) {
    Consumer<@Nullable String> done = asked;
    asked = null;
    if (done != null) {
      done.accept(why);
    }
  }

  // --- the end ---

  /** The registry has another entry for the key. */
  synchronized void news(Owner stands) {
    boolean later = !stands.pid().equals(pid) || stands.epoch() > epoch;
    if (phase == Phase.FOLLOWING && later && !stands.isOn(self())) {
      passOn(stands);
      end();
    }
  }

  // It was moved: who moved it says so as well, unless it is lost.
  private void passOn(Owner next) {
    boolean moved = entry != null && next.pid().equals(pid) && next.epoch() == epoch + 1;
    if (moved && !next.isOn(owner)) {
      port.wire.send(next.node(), new Word.Wish(pid, next.epoch(), key, self().name(), sync));
    }
  }

  private void end() {
    phase = Phase.OVER;
    unprepare();
    likeness.drop();
    port.observer.over(this);
  }

  // --- what can be seen ---

  Pid pid() {
    return pid;
  }

  String key() {
    return key;
  }

  long epoch() {
    return epoch;
  }

  Member owner() {
    return owner;
  }

  boolean sync() {
    return sync;
  }

  synchronized boolean isForced() {
    return forced;
  }

  synchronized Phase phase() {
    return phase;
  }
}
