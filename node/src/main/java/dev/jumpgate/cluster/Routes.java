package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ways from this node to the processes it sends to. */
public final class Routes {

  private final Carrier carrier;
  private final Map<Pid, Route> routes = new ConcurrentHashMap<>();

  public Routes(Carrier carrier) {
    this.carrier = carrier;
  }

  /**
   * Sends on the way to {@code target}; where there is none yet it starts at the node and epoch
   * given.
   */
  public void send(Pid target, String node, long epoch, Parcel parcel) {
    Route route = routes.get(target);
    if (route == null) {
      route = routes.computeIfAbsent(target, pid -> new Route(pid, node, epoch, carrier));
    }
    route.send(parcel);
  }

  /** Somebody says that the process has this owner now. */
  public void learn(Owner owner) {
    Route route = routes.get(owner.pid());
    if (route != null) {
      route.learn(owner);
    }
  }

  /** An owner says that the flush sent at epoch {@code sent} has come out there. */
  public void flushed(Pid target, long sent, String owner, long now) {
    Route route = routes.get(target);
    if (route != null) {
      route.flushed(sent, owner, now);
    }
  }

  /** A node is gone: ways that waited for it go on, ways that lead to it are found anew. */
  public void lost(String node) {
    routes.values().forEach(route -> route.lost(node));
    routes.values().removeIf(route -> route.leadsTo(node));
  }

  /** Flushes may be lost: ways that wait for one send it again. */
  public void flushAgain() {
    routes.values().forEach(Route::flushAgain);
  }

  /** True where what is sent to {@code target} goes to that node. */
  public boolean lead(Pid target, String node) {
    Route route = routes.get(target);
    return route != null && route.leadsTo(node);
  }

  /**
   * True where what goes to {@code target} may be put down right at that node: there is no way yet,
   * or one that leads to that very owner and holds nothing.
   */
  public boolean clear(Pid target, String node, long epoch) {
    Route route = routes.get(target);
    return route == null || route.isSteadyAt(node, epoch);
  }

  /**
   * Something was put down right at the owner, which is about to change: from now on there is a
   * way, on which nothing overtakes it.
   */
  public void keep(Pid target, String node, long epoch) {
    routes.computeIfAbsent(target, pid -> new Route(pid, node, epoch, carrier));
  }

  /** The process has ended; nothing more is to be kept in order. */
  public void forget(Pid target) {
    routes.remove(target);
  }

  /** Something on its way to a process, opaque to the route. */
  public interface Parcel {}

  /** Carries parcels one hop. Both methods are called under the route's lock and must not block. */
  public interface Carrier {

    /** Brings the parcel to the node, which is this node too; the epoch goes along with it. */
    void carry(String node, Pid target, long epoch, Parcel parcel);

    /**
     * Sends a flush the same way; its end tells {@link Routes#flushed}.
     *
     * @return false where the node is gone, so that nothing is on its way there any more
     */
    boolean flush(String node, Pid target, long epoch);
  }
}
