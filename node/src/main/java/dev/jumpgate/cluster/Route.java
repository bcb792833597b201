package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way from this node to one process: nothing on it overtakes anything, also while the process
 * moves and nodes are lost.
 *
 * <p>A route in use is not switched because somebody says that the process has moved. It first
 * sends a flush down the old way, which the former owner passes on behind everything that came
 * before it, and holds what is sent meanwhile. When the flush has come out at the owner, all that
 * went before has too, and the route goes on from there.
 *
 * <p>A lost node may have had some of it, or a flush, in hand, on whatever way. After a loss a
 * flush therefore goes to every living member, to come from each of them behind what it passed on,
 * and behind the loss. When all have come out, or found that there is no process, nothing is under
 * way any more.
 *
 * <pre>
 *            learn(later owner), or long unused       all flushes are answered
 *   STEADY ------------------------------------> SWITCHING -------> STEADY, or over
 *                                                  |    ^
 *                                                  +----+  a node is lost, or back: flush anew
 * </pre>
 */
final class Route {

  // Immutable.
  private final Pid target;
  private final Routes.Carrier carrier;
  private final Runnable onRound;

  // Guarded by lock. Invariant: held is empty unless a round is on.
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Routes.Parcel> held = new ArrayDeque<>();
  // Who was lost since this way was known to be clear.
  private final List<Member> losses = new ArrayList<>();
  private String node;
  private long epoch;
  private final Round round = new Round();
  private @Nullable Owner latest;
  // The one that this round was begun for.
  private @Nullable Owner sought;
  private boolean used = true;
  private boolean over;

  /**
   * @param onRound runs when a round has begun: {@link #look} is to be called from time to time
   * @param lately who was lost of late
   */
  Route(
      Pid target,
      String node,
      long epoch,
      Routes.Carrier carrier,
      Runnable onRound,
      List<Member> lately) {
    this.target = target;
    this.node = node;
    this.epoch = epoch;
    this.carrier = carrier;
    this.onRound = onRound;
    this.losses.addAll(lately);
  }

  /** False where the route is over: it must be begun anew. */
  boolean send(Routes.Parcel parcel) {
    lock.lock();
    try {
      used = true;
      if (over) {
        return false;
      }
      if (round.isOn()) {
        held.add(parcel);
      } else {
        carrier.carry(node, target, epoch, parcel);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Somebody says that the process has this owner now.
   *
   * @param first what goes to the owner before all that is sent from now on, or held
   * @return false where the route is over: it must be begun anew
   */
  boolean learn(Owner owner, List<Routes.Parcel> first) {
    lock.lock();
    try {
      if (over) {
        return false;
      }
      boolean isNews = owner.epoch() > epoch && (latest == null || owner.epoch() > latest.epoch());
      if (round.isOn() || isNews) {
        first.reversed().forEach(held::addFirst);
      } else {
        first.forEach(parcel -> carrier.carry(node, target, epoch, parcel));
      }
      if (isNews) {
        latest = owner;
        if (!round.isOn()) {
          flush();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void flush() {
    sought = latest;
    List<String> ways =
        losses.isEmpty() ? List.of(node) : carrier.members().stream().map(Member::name).toList();
    long begun = round.begin(ways.size());
    onRound.run();
    var flush = new Flush(carrier.self(), begun, epoch, List.copyOf(losses));
    for (String way : ways) {
      // A flush on this very node may have come out by now, and the next round be on.
      if (round.isOn(begun) && !carrier.flush(way, target, epoch, flush)) {
        round.unsent();
      }
    }
    if (round.isOn(begun)) {
      answered();
    }
  }

  /**
   * A flush came out at {@code owner}, which runs epoch {@code now}; 0 where it found no process.
   */
  void flushed(long ofRound, String owner, long now) {
    lock.lock();
    try {
      if (round.isOn(ofRound)) {
        if (now >= epoch) {
          round.cameOut(owner, now);
        }
        answered();
      }
    } finally {
      lock.unlock();
    }
  }

  private void answered() {
    if (round.answered()) {
      Owner next = latest;
      String owner = round.owner();
      if (owner != null) {
        goOnAt(owner, round.epoch());
      } else if (next != null && next.epoch() > epoch) {
        goOnAt(next.node(), next.epoch());
      } else {
        end();
      }
    }
  }

  /** A flush may be lost, or its answer, though nobody is: begins the round anew. */
  void flushAgain() {
    lock.lock();
    try {
      if (round.isOn()) {
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks how long the round has been on: a flush that was lost between two other nodes, which go
   * on, is never answered, and nobody tells this one of it.
   *
   * @return true where a round is on
   */
  boolean look() {
    lock.lock();
    try {
      if (round.isOverdue()) {
        flush();
      }
      return round.isOn();
    } finally {
      lock.unlock();
    }
  }

  private void goOnAt(String owner, long now) {
    boolean stays = owner.equals(node) && now == epoch;
    boolean idle = held.isEmpty() && !used && stays;
    node = owner;
    epoch = now;
    round.endWell();
    losses.clear();
    if (idle) {
      over = true; // nothing is under way: a new route may begin anywhere
      return;
    }
    for (Routes.Parcel parcel; (parcel = held.poll()) != null; ) {
      carrier.carry(node, target, epoch, parcel);
    }
    Owner next = latest;
    // Where the former owner still has the process, asking again at once would give the same
    // answer: that waits for the next look.
    if (next != null && !(stays && next.equals(sought))) {
      latest = null;
      learn(next, List.of());
    }
  }

  // Nobody has the process, and nobody knows of a later owner: whoever sent is told at the end of
  // the old way.
  private void end() {
    round.end();
    over = true;
    for (Routes.Parcel parcel; (parcel = held.poll()) != null; ) {
      carrier.carry(node, target, epoch, parcel);
    }
  }

  /** A member is gone, and with it what it had in hand. */
  void lost(Member gone) {
    lock.lock();
    try {
      if (!over) {
        losses.add(gone);
        if (round.isOn()) {
          flush();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * One who was taken for lost is back; those whom flushes wait for must not be among the living.
   */
  void joined(Member member) {
    lock.lock();
    try {
      if (losses.removeIf(member::is) && round.isOn()) {
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the route where nothing was sent on it since the last time: behind a flush, so that
   * nothing is under way when it is forgotten.
   *
   * @return true where it is over
   */
  boolean tidy() {
    lock.lock();
    try {
      if (!over && !round.isOn() && (!used || latest != null)) {
        flush();
      }
      used = false;
      return over;
    } finally {
      lock.unlock();
    }
  }

  boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  boolean isSteadyAt(String name, long now) {
    lock.lock();
    try {
      return !round.isOn() && node.equals(name) && epoch == now;
    } finally {
      lock.unlock();
    }
  }

  boolean leadsTo(String name) {
    lock.lock();
    try {
      return node.equals(name);
    } finally {
      lock.unlock();
    }
  }
}
