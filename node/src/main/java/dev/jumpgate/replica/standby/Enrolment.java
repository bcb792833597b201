package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process of this node gets its standby: the whole is sent, then nothing leaves that the copy
 * does not have, then the registry names who keeps it. Its lock is the keeper's.
 */
final class Enrolment {

  private static final Duration AGAIN = Duration.ofMillis(100);
  // How long the answer to an offer is waited for, at first and at most.
  private static final Duration OFFER = Duration.ofSeconds(1);
  private static final Duration OFFER_MAX = Duration.ofSeconds(30);

  private final Keeper keeper;

  // Guarded by the keeper.
  private long stream;
  private long acknowledged = -1;
  private long heldFrom = -1;
  private boolean hasBegun;
  private Duration patience = OFFER;

  Enrolment(Keeper keeper) {
    this.keeper = keeper;
  }

  void begin() {
    keeper.phase(Keeper.Phase.COPYING);
    patience = OFFER;
    heldFrom = -1;
    follow();
  }

  /** A standby says something of a stream: true where it is the latest. */
  boolean isOf(long ofStream) {
    return ofStream == stream;
  }

  /** The offer is there. */
  void begun() {
    hasBegun = true;
  }

  /** The last revision that the copy has, or -1. */
  long acknowledged() {
    return acknowledged;
  }

  /** Sends the offer, and the whole. */
  void follow() {
    Standby to = keeper.named();
    stream++;
    acknowledged = -1;
    hasBegun = false;
    long begun = stream;
    keeper.clock.after(patience, () -> followAgain(begun));
    patience = Duration.ofMillis(Math.min(2 * patience.toMillis(), OFFER_MAX.toMillis()));
    keeper.subject.follow(
        to.node(),
        new Word.Offer(keeper.pid(), keeper.epoch(), keeper.key(), stream, to.sync(), keeper.life));
  }

  // An offer may be lost though nobody notices: who has just joined does not know everybody yet.
  private void followAgain(long ofStream) {
    synchronized (keeper) {
      switch (keeper.phase()) {
        case COPYING, HOLDING, NAMING, SAFE, HALTING -> {
          if (ofStream == stream && !hasBegun) {
            follow();
          }
        }
        case ALONE, SWITCHING, PARTING, COMMITTING, GIVEN, OVER -> {}
      }
    }
  }

  /** The copy has that revision. */
  void acknowledged(long revision) {
    acknowledged = Math.max(acknowledged, revision);
    switch (keeper.phase()) {
      case COPYING -> {
        if (keeper.named().sync()) {
          keeper.phase(Keeper.Phase.HOLDING);
          heldFrom = Long.MAX_VALUE;
          long begun = stream;
          keeper.subject.hold(from -> held(begun, from));
        } else {
          name();
        }
      }
      case HOLDING -> {
        keeper.subject.acknowledged(revision);
        caughtUp();
      }
      case SWITCHING -> {
        keeper.subject.acknowledged(revision);
        keeper.switchover.caughtUp(acknowledged);
      }
      case NAMING, SAFE, HALTING, COMMITTING -> keeper.subject.acknowledged(revision);
      case ALONE, PARTING, GIVEN, OVER -> {}
    }
  }

  private void held(long ofStream, long from) {
    synchronized (keeper) {
      if (keeper.phase() == Keeper.Phase.HOLDING && ofStream <= stream) {
        heldFrom = from;
        keeper.subject.acknowledged(acknowledged);
        caughtUp();
      }
    }
  }

  private void caughtUp() {
    if (acknowledged >= heldFrom) {
      name();
    }
  }

  private void name() {
    keeper.phase(Keeper.Phase.NAMING);
    keeper.partBecause(null);
    keeper
        .registry
        .lookUp(keeper.key())
        .whenComplete((found, failure) -> {
          if (failure != null) {
            keeper.clock.after(AGAIN, this::nameAgain);
          } else {
            name(found.orElse(null));
          }
        });
  }

  private void nameAgain() {
    synchronized (keeper) {
      if (keeper.phase() == Keeper.Phase.NAMING) {
        name();
      }
    }
  }

  private void name(@Nullable Owner stands) {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.NAMING) {
        return;
      }
      String why = keeper.partBecause();
      if (why != null) {
        keeper.drop(why);
        return;
      }
      boolean unpublished = stands == null && keeper.epoch() == 1 && isByPid();
      if (!unpublished && !keeper.isMine(stands)) {
        keeper.drop("the registry has another owner");
        return;
      }
      Owner base = stands == null ? Owner.at(keeper.pid(), keeper.self, keeper.epoch()) : stands;
      Owner next = base.followedBy(keeper.named());
      keeper.cast(new Change(stands, next), new Naming(next));
    }
  }

  private boolean isByPid() {
    return keeper.key().equals(keeper.pid().toString());
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
      synchronized (keeper) {
        if (keeper.phase() == Keeper.Phase.NAMING) {
          name(to);
        }
      }
    }

    @Override
    public void refused(String why) {
      synchronized (keeper) {
        if (keeper.phase() == Keeper.Phase.NAMING) {
          keeper.drop(why);
        }
      }
    }
  }

  private void named(Owner next) {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.NAMING) {
        keeper.free(next); // it has ended meanwhile
        return;
      }
      Standby to = keeper.named();
      keeper.entry(next);
      keeper.phase(Keeper.Phase.SAFE);
      keeper.wire.send(to.node(), new Word.Named(keeper.pid(), keeper.epoch(), next));
      String why = keeper.partBecause();
      if (why != null) {
        keeper.parting.begin(why);
      } else {
        keeper.observer.safe(keeper, to);
      }
    }
  }
}
