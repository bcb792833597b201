package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The ways from this node to the processes it sends to.
 *
 * <p>They are kept while they are used. With each new one, two of the old are looked at: what was
 * not used for a while is flushed, and forgotten when the flush has come out, for then nothing is
 * under way that a new route could overtake. So there are no more of them than processes that were
 * sent to within that while.
 */
public final class Routes {

  private static final long IDLE_NANOS = 60_000_000_000L;
  // Far longer than one member takes to see a loss that another has seen.
  private static final long LOSS_NANOS = 60_000_000_000L;
  // Far longer than a flush takes that is not lost.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Carrier carrier;
  private final LongSupplier clock;
  private final Map<Pid, Route> routes = new ConcurrentHashMap<>();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  // Others may not have seen these yet, and pass something on into nothing.
  private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
  // True while a look is due.
  private final AtomicBoolean looking = new AtomicBoolean();

  public Routes(Carrier carrier, LongSupplier clock) {
    this.carrier = carrier;
    this.clock = clock;
  }

  private record Loss(long at, Member member) {}

  private record Seen(long at, Pid target, Route route) {}

  /**
   * Sends on the way to {@code target}; where there is none yet it starts at the node and epoch
   * given.
   */
  public void send(Pid target, String node, long epoch, Parcel parcel) {
    Route route;
    do {
      route = route(target, node, epoch);
    } while (!route.send(parcel) && forget(target, route));
  }

  private Route route(Pid target, String node, long epoch) {
    Route route = routes.get(target);
    return route != null ? route : begin(target, node, epoch);
  }

  private Route begin(Pid target, String node, long epoch) {
    var fresh = new Route(target, node, epoch, carrier, this::lookLater, recentLosses());
    Route other = routes.putIfAbsent(target, fresh);
    if (other != null) {
      return other;
    }
    tidy();
    tidy();
    seen.add(new Seen(clock.getAsLong(), target, fresh));
    return fresh;
  }

  private List<Member> recentLosses() {
    if (losses.isEmpty()) {
      return List.of();
    }
    losses.removeIf(loss -> clock.getAsLong() - loss.at > LOSS_NANOS);
    return losses.stream().map(Loss::member).toList();
  }

  private void tidy() {
    Seen eldest = seen.peek();
    if (eldest == null || clock.getAsLong() - eldest.at < IDLE_NANOS || !seen.remove(eldest)) {
      return;
    }
    if (eldest.route.tidy()) {
      forget(eldest.target, eldest.route);
    } else if (routes.get(eldest.target) == eldest.route) {
      seen.add(new Seen(clock.getAsLong(), eldest.target, eldest.route));
    }
  }

  private boolean forget(Pid target, Route route) {
    routes.remove(target, route);
    return true;
  }

  /** How many there are. */
  public int size() {
    return routes.size();
  }

  /** Somebody says that the process has this owner now. */
  public void learn(Owner owner) {
    learn(owner, List.of());
  }

  /**
   * The same; these go to the new owner before all that is sent from now on, or waits for it
   * already.
   */
  public void learn(Owner owner, List<Parcel> first) {
    Route route = routes.get(owner.pid());
    if (route == null || !route.learn(owner, first)) {
      first.forEach(parcel -> send(owner.pid(), owner.node(), owner.epoch(), parcel));
    }
  }

  /**
   * A flush of this node came out at {@code owner}, which runs epoch {@code now}; 0 where there was
   * no process.
   */
  public void flushed(Pid target, long round, String owner, long now) {
    Route route = routes.get(target);
    if (route != null) {
      take(target, route, way -> way.flushed(round, owner, now));
    }
  }

  /** A node is gone: what was on its way through it is lost, or comes late. */
  public void lost(Member gone) {
    losses.add(new Loss(clock.getAsLong(), gone));
    each(route -> route.lost(gone));
  }

  /** A node is there, perhaps one that was taken for lost. */
  public void joined(Member member) {
    losses.removeIf(loss -> loss.member.is(member));
    each(route -> route.joined(member));
  }

  /** Flushes may be lost: ways that wait for one send it again. */
  public void flushAgain() {
    each(Route::flushAgain);
  }

  private void lookLater() {
    if (looking.compareAndSet(false, true)) {
      carrier.later(LOOK_EVERY, this::look);
    }
  }

  // Only while a round is on: a route that begins one meanwhile sees to the next look itself.
  private void look() {
    looking.set(false);
    each(route -> {
      if (route.look()) {
        lookLater();
      }
    });
  }

  private void each(Consumer<Route> step) {
    routes.forEach((target, route) -> take(target, route, step));
  }

  // A step may be the last one of its route.
  private void take(Pid target, Route route, Consumer<Route> step) {
    step.accept(route);
    if (route.isOver()) {
      forget(target, route);
    }
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
    route(target, node, epoch);
  }

  /** The process has ended; nothing more is to be kept in order. */
  public void forget(Pid target) {
    routes.remove(target);
  }

  /** Something on its way to a process, opaque to the route. */
  public interface Parcel {}

  /** Carries parcels one hop. Its methods are called under the route's lock and must not block. */
  public interface Carrier {

    /** The name of this node. */
    String self();

    /** The living members, this node among them. */
    List<Member> members();

    /** Brings the parcel to the node, which is this node too; the epoch goes along with it. */
    void carry(String node, Pid target, long epoch, Parcel parcel);

    /**
     * Sends a flush the same way; its end tells {@link Routes#flushed}.
     *
     * @return false where the node is gone, so that nothing is on its way there any more
     */
    boolean flush(String node, Pid target, long epoch, Flush flush);

    /** Runs the task after that while, on some thread and under no lock. */
    void later(Duration delay, Runnable task);
  }
}
