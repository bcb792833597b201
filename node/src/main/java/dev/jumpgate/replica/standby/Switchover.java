package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a process of this node goes on at its standby, as an operator wants it. Its lock is the
 * keeper's.
 *
 * <p>The registry then names this node as who may take it back, and it stands still here until the
 * standby has asked for it, or is lost. From when it has asked until it has a standby of its own it
 * is the only one that has the process.
 */
final class Switchover {

  /** Why it could not be, where the message in hand outlasted the patience. */
  static final String STUCK = "it did not come to the end of its message, and stays where it is";

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Keeper keeper;

  // Guarded by the keeper.
  private @Nullable Consumer<@Nullable String> switched;
  private long haltedAt = -1;
  // What gave it to the standby; whether that has no copy any more, and whether this node is about
  // to take the process back.
  private @Nullable Owner given;
  private boolean released;
  private boolean takingBack;

  Switchover(Keeper keeper) {
    this.keeper = keeper;
  }

  /**
   * Has the standby go on with the process in place of this node.
   *
   * @param patience how long the message in hand is waited for
   * @param done gets null, or why it could not be
   */
  void begin(Duration patience, Consumer<@Nullable String> done) {
    keeper.phase(Keeper.Phase.HALTING);
    switched = done;
    keeper.subject.halt(patience, this::halted);
  }

  /** The standby has no copy any more. */
  void released() {
    released = true;
  }

  /** The standby asks for it. */
  void arrived() {
    if (!takingBack) {
      letGo(Objects.requireNonNull(given));
    }
  }

  private void halted(long revision) {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.HALTING) {
        if (revision >= 0 && keeper.phase() != Keeper.Phase.OVER) {
          keeper.subject.resume();
        }
        return;
      }
      if (revision < 0) {
        keeper.phase(Keeper.Phase.SAFE);
        tell(STUCK);
        return;
      }
      keeper.phase(Keeper.Phase.SWITCHING);
      haltedAt = revision;
      caughtUp(keeper.acknowledgedRevision());
    }
  }

  /** The copy has that revision. */
  void caughtUp(long acknowledged) {
    if (acknowledged >= haltedAt) {
      haltedAt = Long.MAX_VALUE; // once
      keeper.wire.send(keeper.named().node(), new Word.Prepare(keeper.pid(), keeper.epoch()));
    }
  }

  /** It goes on here after all, with its standby. */
  void stay(String why) {
    if (keeper.phase() == Keeper.Phase.SWITCHING) {
      keeper.wire.send(keeper.named().node(), new Word.Abandon(keeper.pid(), keeper.epoch()));
      keeper.subject.resume();
    }
    keeper.phase(Keeper.Phase.SAFE);
    tell(why);
  }

  private void tell(@Nullable String why) {
    Consumer<@Nullable String> done = switched;
    switched = null;
    if (done != null) {
      done.accept(why);
    }
  }

  /** The standby can go on with it. */
  void ready(Member to) {
    keeper.phase(Keeper.Phase.COMMITTING);
    keeper.partBecause(null);
    released = false;
    Owner named = keeper.entry();
    given = named.successor(to).followedBy(Standby.source(keeper.self));
    commit(named);
  }

  private void commit(Owner expected) {
    Owner next = Objects.requireNonNull(given);
    keeper.cast(Change.replace(expected, next), new Committing(next));
  }

  private final class Committing implements Ballot.Outcome {

    private final Owner next;

    Committing(Owner next) {
      this.next = next;
    }

    @Override
    public void won() {
      synchronized (keeper) {
        if (keeper.phase() == Keeper.Phase.COMMITTING) {
          keeper.phase(Keeper.Phase.GIVEN);
          takingBack = false;
          give();
        } else {
          keeper.free(next); // it has ended meanwhile
        }
      }
    }

    @Override
    public void lost(@Nullable Owner stands) {
      synchronized (keeper) {
        if (keeper.phase() != Keeper.Phase.COMMITTING) {
          return;
        }
        if (keeper.isTaken(stands)) {
          // It goes on there already, by its own decision.
          letGo(Objects.requireNonNull(stands));
        } else {
          // The table is behind, and may take the change yet: never resumed on a guess.
          keeper.clock.after(AGAIN, this::again);
        }
      }
    }

    private void again() {
      keeper
          .registry
          .lookUp(keeper.key())
          .whenComplete((found, failure) -> {
            synchronized (keeper) {
              if (keeper.phase() != Keeper.Phase.COMMITTING) {
                return;
              }
              Owner stands = found == null ? null : found.orElse(null);
              if (stands != null && stands.token() == next.token()) {
                won();
              } else if (keeper.isMine(stands)) {
                commit(Objects.requireNonNull(stands));
              } else {
                lost(stands);
              }
            }
          });
    }

    @Override
    public void refused(String why) {
      synchronized (keeper) {
        if (keeper.phase() != Keeper.Phase.COMMITTING) {
          return;
        }
        keeper.phase(Keeper.Phase.SWITCHING);
        String part = keeper.partBecause();
        stay(why);
        if (part != null) {
          keeper.parting.begin(part);
        }
      }
    }
  }

  // Until the standby asks for it, or is lost.
  private void give() {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.GIVEN || takingBack) {
        return;
      }
      Owner next = Objects.requireNonNull(given);
      if (keeper.lostNode() == null && !released) {
        keeper.wire.send(
            next.node(), new Word.TakeOver(keeper.pid(), keeper.epoch(), keeper.key(), next));
        keeper.clock.after(AGAIN, this::give);
        return;
      }
      takingBack = true;
      keeper.rollCall.call(
          released ? null : keeper.lostNode(),
          enough -> {
            if (enough) {
              keeper
                  .rollCall
                  .inquiry()
                  .ask(keeper.pid(), keeper.key(), next.epoch(), this::mayTakeBack);
            } else {
              giveAgain();
            }
          });
    }
  }

  private void giveAgain() {
    synchronized (keeper) {
      takingBack = false;
      keeper.clock.after(AGAIN, this::give);
    }
  }

  private void mayTakeBack(Inquiry.Answer answer) {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.GIVEN) {
        return;
      }
      if (answer == Inquiry.Answer.NOT_LATER && (keeper.lostNode() != null || released)) {
        Owner next = Objects.requireNonNull(given);
        takeBack(next, Owner.at(keeper.pid(), keeper.self, next.epoch() + 1));
      } else {
        giveAgain();
      }
    }
  }

  private void takeBack(@Nullable Owner expected, Owner mine) {
    keeper.cast(new Change(expected, mine), new TakingBack(mine));
  }

  private final class TakingBack implements Ballot.Outcome {

    private final Owner mine;

    TakingBack(Owner mine) {
      this.mine = mine;
    }

    @Override
    public void won() {
      synchronized (keeper) {
        if (keeper.phase() != Keeper.Phase.GIVEN) {
          keeper.free(mine); // it has ended meanwhile
          return;
        }
        keeper.goOn(mine.epoch());
        keeper.subject.resume();
        keeper.phase(Keeper.Phase.SAFE); // of which nothing is left but the standby's name
        String why = Objects.requireNonNull(given).node() + " was lost before it went on";
        tell(why + ": it goes on here");
        keeper.report(why);
      }
    }

    @Override
    public void lost(@Nullable Owner stands) {
      synchronized (keeper) {
        if (keeper.phase() != Keeper.Phase.GIVEN) {
          return;
        }
        Owner from = Objects.requireNonNull(given);
        boolean open =
            stands == null
                || from.supersedes(stands)
                || (stands.agreesWith(from) && stands.isFollowedBy(keeper.self));
        if (open) {
          // Nothing, or what stood before, where the others have forgotten that it was given away.
          keeper.clock.after(AGAIN, () -> takeBack(stands, mine));
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
    keeper.phase(Keeper.Phase.OVER);
    keeper.wire.send(to.node(), new Word.LetGo(keeper.pid(), keeper.epoch()));
    keeper.subject.depart(to.node(), to.epoch());
    Standby there = keeper.standby();
    tell(
        there == null || there.node().equals(to.node())
            ? null
            : "the registry has another owner for it: " + to.node());
    keeper.report("it went there");
  }
}
