package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process of this node goes on without the standby that the registry names. Its lock is the
 * keeper's.
 *
 * <p>A standby that lives has to give up its claim first: then nobody competes for the entry, and
 * no weakness of the table can make two owners. Of one that is lost the others have to say that
 * they have lost it too, and that it has not gone on.
 */
final class Parting {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Keeper keeper;

  // Guarded by the keeper.
  private String partWhy = "";
  private boolean released;
  // Counts the attempts: what belongs to an earlier one is void.
  private long attempt;

  Parting(Keeper keeper) {
    this.keeper = keeper;
  }

  /** The registry names a standby, which is to be parted from. */
  void begin(String why) {
    keeper.phase(Keeper.Phase.PARTING);
    released = false;
    parting(why);
  }

  private void parting(String why) {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.PARTING) {
        return;
      }
      attempt++;
      partWhy = why;
      if (keeper.lostNode() == null && !released) {
        keeper.wire.send(
            keeper.named().node(), new Word.Release(keeper.pid(), keeper.epoch(), keeper.key()));
        look();
        partLater();
        return;
      }
      long of = attempt;
      keeper.rollCall.call(
          released ? null : keeper.lostNode(),
          enough -> {
            if (enough) {
              counted(of);
            } else {
              notYet(of);
            }
          });
    }
  }

  private void partLater() {
    long of = attempt;
    keeper.clock.after(
        AGAIN,
        () -> {
          synchronized (keeper) {
            if (of == attempt) {
              parting(partWhy);
            }
          }
        });
  }

  private void notYet(long of) {
    synchronized (keeper) {
      if (of == attempt) {
        look();
        partLater();
      }
    }
  }

  /** The standby has given up its claim. */
  void released() {
    if (!released) {
      released = true;
      parting(partWhy);
    }
  }

  private void counted(long of) {
    synchronized (keeper) {
      if (keeper.phase() != Keeper.Phase.PARTING || of != attempt) {
        return;
      }
      if (released) {
        goOnAlone();
        return;
      }
      keeper
          .rollCall
          .inquiry()
          .ask(
              keeper.pid(),
              keeper.key(),
              keeper.epoch(),
              answer -> {
                synchronized (keeper) {
                  if (keeper.phase() != Keeper.Phase.PARTING || of != attempt) {
                    return;
                  }
                  if (answer == Inquiry.Answer.NOT_LATER && keeper.lostNode() != null) {
                    goOnAlone();
                  } else {
                    notYet(of);
                  }
                }
              });
    }
  }

  private void goOnAlone() {
    if (!keeper.subject.pin()) {
      partLater();
      return;
    }
    attempt++; // until the outcome is known nothing else is tried
    Owner named = keeper.entry();
    Owner next = named.alone();
    keeper.cast(Change.replace(named, next), new GoingOn(next, partWhy));
  }

  // Whoever went on with it may not be able to say so.
  private void look() {
    long of = attempt;
    keeper
        .registry
        .lookUp(keeper.key())
        .whenComplete((found, failure) -> {
          if (found != null) {
            looked(of, found.orElse(null));
          }
        });
  }

  private void looked(long of, @Nullable Owner stands) {
    synchronized (keeper) {
      if (keeper.phase() == Keeper.Phase.PARTING && of == attempt && keeper.isTaken(stands)) {
        leaveIt();
      }
    }
  }

  private void leaveIt() {
    keeper.phase(Keeper.Phase.OVER);
    keeper.subject.abandon();
    keeper.report("another node goes on with it");
  }

  private final class GoingOn implements Ballot.Outcome {

    private final Owner next;
    private final String why;

    GoingOn(Owner next, String why) {
      this.next = next;
      this.why = why;
    }

    @Override
    public void won() {
      synchronized (keeper) {
        if (keeper.phase() == Keeper.Phase.PARTING) {
          keeper.dismiss();
          keeper.goOn(next.epoch());
          keeper.report(why);
        } else {
          keeper.free(next); // it has ended meanwhile
        }
        keeper.subject.unpin();
      }
    }

    @Override
    public void lost(@Nullable Owner to) {
      synchronized (keeper) {
        if (keeper.phase() == Keeper.Phase.PARTING) {
          if (keeper.isTaken(to)) {
            leaveIt();
          } else {
            partLater();
          }
        }
        keeper.subject.unpin();
      }
    }

    @Override
    public void refused(String reason) {
      synchronized (keeper) {
        keeper.subject.unpin();
        partLater();
      }
    }
  }
}
