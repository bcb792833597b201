package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Owner;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What happens to a process of this node while it is settled who goes on with it. */
public final class Succession {

  private final Tenure tenure;

  Succession(Tenure tenure) {
    this.tenure = tenure;
  }

  /**
   * Keeps a process from being moved or upgraded, and from its next message.
   *
   * @return false where it is moved or upgraded already, or is over
   */
  public boolean pin(Cell<?, ?> cell) {
    return cell.hold(Hold.MOVING);
  }

  public void unpin(Cell<?, ?> cell) {
    cell.release(Hold.MOVING);
  }

  /** It goes on here as the owner of that epoch. While it is pinned. */
  public void renew(Cell<?, ?> cell, long epoch) {
    cell.annex().epoch(epoch);
  }

  /** Another node goes on with it: what is held back here never leaves. */
  public void abandon(Cell<?, ?> cell) {
    Withheld withheld = cell.withheld();
    if (withheld != null) {
      withheld.abandon();
    }
  }

  /** Who knows whether a process may be given up, the first, to another owner, the second. */
  public void rivals(BiPredicate<Owner, Owner> mayGiveWay) {
    tenure.rivals(mayGiveWay);
  }

  /** Who knows in place of which owners this node could go on. */
  public void followed(Predicate<Owner> copies) {
    tenure.followed(copies);
  }
}
