package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * Asks whoever is said to own a process whether it has it, before this node gives the process up to
 * that one.
 *
 * <p>What a node has written on its side of a divided cluster may come into the table though it was
 * never confirmed, and its writer has given the process away since: who gave way to that would
 * leave it to nobody.
 */
final class Rivals {

  // Many processes meet their rivals at a time; who is forgotten is asked again.
  private static final int MOST = 16_384;

  private final Membership membership;
  private final Wire wire;
  private final Predicate<Owner> has;
  // Guarded by itself: the tokens of the entries whose owner has said that it has the process.
  private final SequencedSet<Long> sure = new LinkedHashSet<>();

  /**
   * @param has true where the process runs here by that entry
   */
  Rivals(Membership membership, Wire wire, Predicate<Owner> has) {
    this.membership = membership;
    this.wire = wire;
    this.has = has;
  }

  /** True where this node may give up what it holds; where it may not yet the other is asked. */
  boolean mayGiveWay(Owner mine, Owner other) {
    if (!other.pid().equals(mine.pid())) {
      return true; // both processes are there, and one of them has to do without the name
    }
    synchronized (sure) {
      if (sure.contains(other.token())) {
        return true;
      }
    }
    wire.send(other.node(), new Word.HaveYou(other));
    return false;
  }

  void heard(Member from, Word.OfRival word) {
    switch (word) {
      case Word.HaveYou(var owner) -> {
        if (owner.isOn(membership.self()) && has.test(owner)) {
          wire.send(from.name(), new Word.IHave(owner.token()));
        }
      }
      case Word.IHave(var token) -> {
        synchronized (sure) {
          sure.add(token);
          if (sure.size() > MOST) {
            sure.removeFirst();
          }
        }
      }
    }
  }
}
