package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way from this node to one process: nothing on it overtakes anything, also while the process
 * moves.
 *
 * <p>A route in use is not switched because somebody says that the process has moved. It first
 * sends a flush down the old way, which the former owner passes on behind everything that came
 * before it, and holds what is sent meanwhile. When the flush has come out at the owner, all that
 * went before has too, and the route goes on from there.
 *
 * <pre>
 *            learn(later owner)              flushed(owner)
 *   STEADY --------------------> SWITCHING ------------------> STEADY
 *                                    |  the old way's node is lost
 *                                    +-----------------------> STEADY
 * </pre>
 */
final class Route {

  // Immutable.
  private final Pid target;
  private final Routes.Carrier carrier;

  // Guarded by lock. Invariant: held is empty unless switching.
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Routes.Parcel> held = new ArrayDeque<>();
  private String node;
  private long epoch;
  private boolean switching;
  private @Nullable Owner latest;

  Route(Pid target, String node, long epoch, Routes.Carrier carrier) {
    this.target = target;
    this.node = node;
    this.epoch = epoch;
    this.carrier = carrier;
  }

  void send(Routes.Parcel parcel) {
    lock.lock();
    try {
      if (switching) {
        held.add(parcel);
      } else {
        carrier.carry(node, target, epoch, parcel);
      }
    } finally {
      lock.unlock();
    }
  }

  void learn(Owner owner) {
    lock.lock();
    try {
      if (owner.epoch() <= epoch || (latest != null && owner.epoch() <= latest.epoch())) {
        return;
      }
      latest = owner;
      if (!switching) {
        switching = true;
        if (!carrier.flush(node, target, epoch)) {
          goOnAt(owner.node(), owner.epoch());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The flush of epoch {@code sent} came out at {@code owner}, which runs epoch {@code now}. */
  void flushed(long sent, String owner, long now) {
    lock.lock();
    try {
      if (switching && sent == epoch) {
        goOnAt(owner, now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The node is gone and with it all that was on the way there. */
  void lost(String gone) {
    lock.lock();
    try {
      if (switching && node.equals(gone) && latest != null) {
        goOnAt(latest.node(), latest.epoch());
      }
    } finally {
      lock.unlock();
    }
  }

  void flushAgain() {
    lock.lock();
    try {
      if (switching && latest != null && !carrier.flush(node, target, epoch)) {
        goOnAt(latest.node(), latest.epoch());
      }
    } finally {
      lock.unlock();
    }
  }

  private void goOnAt(String owner, long now) {
    node = owner;
    epoch = now;
    switching = false;
    for (Routes.Parcel parcel; (parcel = held.poll()) != null; ) {
      carrier.carry(node, target, epoch, parcel);
    }
    Owner next = latest;
    latest = null;
    if (next != null) {
      learn(next);
    }
  }

  boolean isSteadyAt(String name, long now) {
    lock.lock();
    try {
      return !switching && node.equals(name) && epoch == now;
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
