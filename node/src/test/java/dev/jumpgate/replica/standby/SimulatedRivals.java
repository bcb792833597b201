package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What a simulated node asks before it gives a process up, by production code. */
public final class SimulatedRivals {

  private final Rivals rivals;

  /**
   * Has asked nothing yet.
   *
   * @param send brings an opaque word to a node
   * @param has true where the process runs here by that entry
   */
  public SimulatedRivals(
      Membership membership, BiConsumer<String, Object> send, Predicate<Owner> has) {
    this.rivals = new Rivals(membership, send::accept, has);
  }

  public boolean mayGiveWay(Owner mine, Owner winner) {
    return rivals.mayGiveWay(mine, winner);
  }

  /** Hears what another one says. */
  public void heard(Member from, Object word) {
    rivals.heard(from, (Word.OfRival) word);
  }
}
