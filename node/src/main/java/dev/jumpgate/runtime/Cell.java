package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A live process on this node: handles one message at a time and commits what came of it.
 *
 * @param <S> the state
 * @param <M> the messages
 */
public final class Cell<S, M> extends Observed {

  private static final VarHandle COMMITTED;

  static {
    try {
      var lookup = MethodHandles.lookup();
      COMMITTED = lookup.findVarHandle(Cell.class, "committed", Revision.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Immutable.
  private final Pid pid;
  private final @Nullable String name;

  // Written by whoever owns the process, read by anyone.
  private volatile Revision<S, M> committed;

  /** An idle process. */
  Cell(Pid pid, Revision<S, M> revision) {
    this.pid = pid;
    this.name = null;
    this.committed = revision;
    limit(revision.kind().behavior().mailboxLimit());
  }

  /** A process that is held until it may start here. */
  Cell(
      Pid pid,
      @Nullable String name,
      Revision<S, M> revision,
      @Nullable Annex annex,
      Envelope start) {
    super(Hold.ARRIVING, start, annex);
    this.pid = pid;
    this.name = name;
    this.committed = revision;
    limit(revision.kind().behavior().mailboxLimit());
  }

  public Pid pid() {
    return pid;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  /** The version it runs. */
  public BundleVersion version() {
    return committed.kind().version();
  }

  /** The class of its behavior. */
  public String behavior() {
    return committed.kind().program().typeName();
  }

  /** The name where it has one, else the pid. */
  public String label() {
    return Registry.key(pid, name);
  }

  /** True while it is being moved or upgraded. */
  public boolean isHalted() {
    return isHeldFor(Hold.MOVING) || isHeldFor(Hold.UPGRADING);
  }

  /** True while others may have copied what it is, so that it must not be changed. */
  public boolean isInTransit() {
    return isHalted() || isHeldFor(Hold.ARRIVING);
  }

  /** True while an operator has it stand still. */
  public boolean isSuspended() {
    return isHeldFor(Hold.SUSPENDED);
  }

  Delivery delivery() {
    return committed.kind().delivery();
  }

  Contents<S, M> contents() {
    return committed.kind().contents();
  }

  Revision<S, M> committed() {
    return committed;
  }

  @Override
  long now() {
    return delivery().now();
  }

  @Override
  Revisions newRevisions() {
    return delivery().chronicle().revisions(this);
  }

  @Override
  void ready() {
    delivery().processes().scheduler().ready(this);
  }

  // --- handling ---

  @Override
  boolean handle(Envelope envelope, Worker worker) {
    Revision<S, M> now = committed;
    try {
      return envelope instanceof Envelope.Message message
          ? message(message, now, null, worker)
          : other(envelope, now, worker);
    } catch (Throwable thrown) {
      // Whatever it was, the next message must be handled.
      delivery().reports().broken(this, envelope, thrown);
      return settles(worker) && !isClosed();
    }
  }

  // The mark of a message that may come twice, else null.
  private boolean message(
      Envelope.Message message, Revision<S, M> now, @Nullable Mark mark, Worker worker) {
    begin();
    M live;
    try {
      live = now.kind().contents().live(message);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return refuse(message, now, e, worker);
    }
    Ledger ledger = now.ledger();
    if (mark != null || ledger.pledges() != null) {
      ledger = Backed.opened(message, live, now, mark);
      if (ledger == null) {
        return known(message, now, worker);
      }
    }
    var turn = new Turn<>(this, delivery(), message, ledger, worker);
    S next;
    try {
      next = now.kind().behavior().handle(now.state(), live, turn);
    } catch (Throwable thrown) {
      return crash(now, turn, message, thrown, worker);
    }
    return settle(now, turn, message, next, worker);
  }

  // It came before, and must not be handled again.
  private boolean known(Envelope.Message message, Revision<S, M> now, Worker worker) {
    if (!settles(worker)) {
      return false;
    }
    Backed.answerAgain(this, message, now);
    return true;
  }

  private boolean other(Envelope envelope, Revision<S, M> before, Worker worker) {
    return switch (envelope) {
      case Envelope.Nothing _ -> settles(worker);
      case Envelope.End end -> {
        if (!settles(worker)) {
          yield false;
        }
        delivery().flushed(pid, end.flush, epoch());
        yield true;
      }
      case Envelope.Marked marked -> message(marked.message, before, marked.mark, worker);
      case Envelope.Stop stop -> {
        if (Backed.endsLater(this, envelope, stop)) {
          yield true;
        }
        if (Endings.byItself(this, envelope, stop.reason, worker)) {
          stop.then.run();
        }
        yield false;
      }
      default -> event(envelope, before, worker);
    };
  }

  private boolean event(Envelope envelope, Revision<S, M> before, Worker worker) {
    Ledger opened = Contents.opened(envelope, before.ledger());
    var turn = new Turn<M>(this, delivery(), envelope, opened, worker);
    S next;
    try {
      next = Reaction.to(envelope, before, turn, delivery());
    } catch (Throwable thrown) {
      return crash(before, turn, envelope, thrown, worker);
    }
    return settle(before, turn, envelope, next, worker);
  }

  // The one place where state becomes visible: first the revision, then the effects.
  private boolean settle(
      Revision<S, M> before, Turn<M> turn, Envelope envelope, @Nullable S next, Worker worker) {
    turn.close();
    RuntimeException objection = turn.objection(before.state(), next);
    if (next == null || objection != null) {
      return crash(before, turn, envelope, Objects.requireNonNull(objection), worker);
    }
    try {
      before.kind().contents().check(before.state(), next);
      if (turn.ledger().pledges() != null) {
        Backed.pledge(this, before, turn);
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return crash(before, turn, envelope, e, worker);
    }
    if (!settles(worker)) {
      return false;
    }
    if (next != before.state() || turn.ledger() != before.ledger()) {
      COMMITTED.setRelease(this, before.next(next, turn.ledger()));
      if (turn.ledger().pledges() == null) {
        delivery().bring(this, before.ledger(), turn.ledger());
      }
    }
    // Before the effects: who has the answer finds what led to it.
    record(envelope, before, committed, turn, "committed", worker.since());
    if (turn.ledger().pledges() == null) {
      turn.release();
    } else {
      Backed.withhold(this, before, turn);
    }
    ExitReason stop = turn.stopReason();
    if (stop == null) {
      Supervised.tellStarted(this, envelope, turn.ledger().ties().supervisor());
      return true;
    }
    // What came by itself, not what was in it: that stands in no mailbox.
    Envelope hand = Objects.requireNonNull(worker.hand());
    if (Supervised.standsFor(this, stop)
        || Backed.endsLater(this, hand, new Envelope.Stop(stop, () -> {}))) {
      return true;
    }
    worker.phase(Worker.ENDING);
    Endings.byItself(this, hand, stop, worker);
    return false;
  }

  private boolean crash(
      Revision<S, M> before, Turn<M> turn, Envelope envelope, Throwable thrown, Worker worker) {
    turn.close();
    turn.drop();
    if (!settles(worker)) {
      return false;
    }
    // The state stands as it was; only what was spent to get here is spent.
    if (turn.opened() != before.ledger()) {
      commit(turn.opened());
    }
    delivery().reports().crashed(this, before, envelope, thrown);
    record(envelope, before, committed, turn, "crashed", worker.since());
    Backed.fail(this, envelope, Outcome.Why.CRASHED, label() + " failed: " + Thrown.text(thrown));
    Supervised.standsFor(this, new ExitReason.Crashed(Thrown.text(thrown)));
    return true;
  }

  private boolean refuse(Envelope.Message message, Revision<S, M> now, Throwable e, Worker worker) {
    if (!settles(worker)) {
      return false;
    }
    delivery().reports().refused(this, message, e);
    record(message, now, now, null, "not-understood", worker.since());
    Backed.fail(
        this,
        message,
        Outcome.Why.NOT_UNDERSTOOD,
        label() + " does not understand the message: " + Thrown.text(e));
    return true;
  }

  // --- what comes from outside ---

  /** Takes what came by a route; false where the process is not here any more. */
  boolean take(Envelope envelope) {
    return switch (envelope) {
      case Envelope.End end -> flush(end);
      case Envelope.Told told when Orders.isOrder(told.notice, committed.ledger().ties()) -> {
        boolean here = !isClosed();
        if (here) {
          Orders.carryOut(this, told.notice, delivery());
        }
        yield here;
      }
      default -> offer(envelope);
    };
  }

  /**
   * Takes a flush. All that came before it is in the mailbox, so that it comes out at once; only
   * where the process is about to leave, and its sender has heard of the next owner, it must come
   * out there, behind what waits here.
   *
   * @return false where the process is not here any more
   */
  private boolean flush(Envelope.End end) {
    synchronized (this) {
      if (isClosed()) {
        return false;
      }
      if (isHeldFor(Hold.MOVING) && end.flush.sent() == epoch()) {
        return offer(end);
      }
    }
    // Outside of the monitor: telling the route takes the route's lock, which comes first.
    delivery().flushed(pid, end.flush, epoch());
    return true;
  }

  /** By who owns the process: its ledger changed, and nothing else. */
  void commit(Ledger ledger) {
    publish(committed.with(ledger));
  }

  // A copy elsewhere knows revisions by their numbers.
  private void publish(Revision<S, M> revision) {
    Shadow shadow = shadow();
    boolean same = shadow != null && revision.sequence() == committed.sequence();
    COMMITTED.setRelease(
        this, same ? revision.next(revision.state(), revision.ledger()) : revision);
    if (shadow != null) {
      shadow.committed(committed.sequence());
    }
  }

  /** What the process goes on from when it is released: it may be of another version. */
  void become(Revision<S, M> revision) {
    Revisions kept = revisions();
    if (kept != null) {
      kept.freeze(); // so that they hold nothing of the version it leaves
    }
    publish(revision);
    limit(revision.kind().behavior().mailboxLimit());
  }

  // --- a copy elsewhere ---

  /**
   * Has a copy kept elsewhere from the next revision on, or no more. To get one the process must
   * stand at a boundary; its shadow is told of a first revision at once, and where it holds,
   * nothing of that or of a later one leaves before it is acknowledged. To lose one it need not
   * stand: what was held back leaves then.
   */
  public void shadow(@Nullable Shadow next) {
    Backed.shadow(this, next);
  }

  /**
   * Its copy is gone, and the next is to come: what was held back leaves, and what callers may ask
   * for again is still known.
   */
  public void betweenShadows() {
    Backed.betweenShadows(this);
  }
}
