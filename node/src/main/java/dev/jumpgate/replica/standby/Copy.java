package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.function.Consumer;
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

  // A killed JVM takes a few milliseconds to be gone.
  private static final Duration LOOK = Duration.ofMillis(10);

  // Immutable.
  private final Pid pid;
  private final String key;
  private final long epoch;
  private final Member owner;
  private final boolean sync;
  private final @Nullable Life life;
  private final Likeness likeness;
  private final Port port;
  private final Arrival arrival = new Arrival(this);
  private final Promotion promotion = new Promotion(this);

  // Guarded by this.
  private Phase phase = Phase.FOLLOWING;
  private @Nullable Owner entry;
  private long stream;
  private boolean looking;
  private boolean prepared;
  private boolean waitingTold;

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
      case Word.Release _ -> promotion.release();
      case Word.Prepare _ -> arrival.prepare();
      case Word.Abandon _ -> {
        if (phase == Phase.READY) {
          phase = Phase.FOLLOWING;
          unprepare();
        }
      }
      case Word.TakeOver _ -> arrival.given();
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

  // --- what its parts share ---

  void say(Word word) {
    port.wire().send(owner.name(), word);
  }

  Member self() {
    return port.membership().self();
  }

  /** True where this node stands in the registry as the next owner. */
  boolean isNext(Owner stands) {
    return stands.pid().equals(pid) && stands.isOn(self()) && stands.epoch() == epoch + 1;
  }

  /** Makes the process of the copy. */
  void prepare() {
    likeness.prepare(this::prepared);
  }

  private synchronized void prepared(@Nullable String why) {
    switch (phase) {
      case READY -> {
        prepared = why == null;
        arrival.prepared(why);
      }
      case DECIDED -> {
        prepared = why == null;
        promotion.prepared(why);
      }
      case FOLLOWING, GIVEN, OVER -> {
        // It was not wanted any more by then.
        if (why == null) {
          likeness.discard();
        }
        if (phase == Phase.OVER) {
          likeness.drop();
        }
      }
    }
  }

  private void unprepare() {
    if (prepared) {
      prepared = false;
      likeness.discard();
    }
  }

  Port port() {
    return port;
  }

  void phase(Phase next) {
    phase = next;
  }

  boolean isPrepared() {
    return prepared;
  }

  /** What names this node, where the owner has said so. */
  @Nullable Owner entry() {
    return entry;
  }

  void goOn(boolean planned) {
    phase = Phase.OVER;
    likeness.activate();
    port.observer().promoted(this, planned);
    promotion.answer(null);
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

  boolean ownerIsBack() {
    return port.membership().members().stream().anyMatch(owner::is);
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
    } else if (life != null && port.deaths().isOver(life)) {
      promotion.decide();
    } else if (port.registry().quorum() > 0) {
      port.rollCall().call(owner, this::counted);
    } else {
      if (!waitingTold) {
        waitingTold = true;
        port.observer().waiting(this);
      }
      port.clock().after(LOOK, this::consider);
    }
  }

  // A lost link alone proves nothing: the owner may be alive behind it. Where more than half have
  // lost it, it can do nothing that counts, whether it lives or not.
  private synchronized void counted(boolean enough) {
    if (isOpen() && enough && !ownerIsBack()) {
      promotion.decide();
    } else if (isOpen()) {
      port.clock().after(LOOK, this::consider);
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
    } else {
      promotion.force(done);
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
      port.wire().send(next.node(), new Word.Wish(pid, next.epoch(), key, self().name(), sync));
    }
  }

  void end() {
    phase = Phase.OVER;
    unprepare();
    likeness.drop();
    port.observer().over(this);
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

  synchronized Phase phase() {
    return phase;
  }
}
