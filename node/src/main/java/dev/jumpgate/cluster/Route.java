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

  private static final long NONE = 0;

  /** How many looks a round may see before it is begun anew; twice as many the next time. */
  private static final int PATIENCE = 2;

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
  private long rounds;
  private long round = NONE;
  private int unanswered;
  private int looks;
  private int patience = PATIENCE;
  // Where the flushes of this round came out, at the earliest epoch.
  private @Nullable String cameOutAt;
  private long cameOutEpoch;
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
      if (round != NONE) {
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
      if (round != NONE || isNews) {
        first.reversed().forEach(held::addFirst);
      } else {
        first.forEach(parcel -> carrier.carry(node, target, epoch, parcel));
      }
      if (isNews) {
        latest = owner;
        if (round == NONE) {
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
    round = ++rounds;
    looks = 0;
    onRound.run();
    cameOutAt = null;
    cameOutEpoch = 0;
    var flush = new Flush(carrier.self(), round, epoch, List.copyOf(losses));
    List<String> ways =
        losses.isEmpty() ? List.of(node) : carrier.members().stream().map(Member::name).toList();
    // One more than there are, so that answers which come at once do not end the round.
    unanswered = ways.size() + 1;
    long begun = round;
    for (String way : ways) {
      // A flush on this very node may have come out by now, and the next round be on.
      if (round == begun && !carrier.flush(way, target, epoch, flush)) {
        unanswered--;
      }
    }
    if (round == begun) {
      answered();
    }
  }

  /**
   * A flush came out at {@code owner}, which runs epoch {@code now}; 0 where it found no process.
   */
  void flushed(long ofRound, String owner, long now) {
    lock.lock();
    try {
      if (round != NONE && ofRound == round) {
        // Of several the earliest: behind that owner may be what this flush was to come behind,
        // and from there it goes on in order.
        if (now >= epoch && (cameOutAt == null || now < cameOutEpoch)) {
          cameOutAt = owner;
          cameOutEpoch = now;
        }
        answered();
      }
    } finally {
      lock.unlock();
    }
  }

  private void answered() {
    if (--unanswered == 0) {
      Owner next = latest;
      String owner = cameOutAt;
      if (owner != null) {
        goOnAt(owner, cameOutEpoch);
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
      if (round != NONE) {
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
      if (round != NONE && ++looks > patience) {
        // The more patient the slower its way is: a flush is not to be overtaken by the next.
        patience = Math.min(2 * patience, Integer.MAX_VALUE / 2);
        flush();
      }
      return round != NONE;
    } finally {
      lock.unlock();
    }
  }

  private void goOnAt(String owner, long now) {
    boolean stays = owner.equals(node) && now == epoch;
    boolean idle = held.isEmpty() && !used && stays;
    node = owner;
    epoch = now;
    round = NONE;
    patience = PATIENCE;
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
    round = NONE;
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
        if (round != NONE) {
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
      if (losses.removeIf(member::is) && round != NONE) {
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
      if (!over && round == NONE && (!used || latest != null)) {
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
      return round == NONE && node.equals(name) && epoch == now;
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
