package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.ReplyTo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Requests under way to processes whose standby has all that they have answered. Where the owner is
 * lost before the answer came, the request waits for the next owner and is sent to that under the
 * same number, so that it is applied once. Queries may be asked again of any standby.
 *
 * <p>Requests to other processes are not here: nobody could tell whether they were applied.
 */
final class Retries implements Registry.Listener {

  /** How often those are looked for whose answer nobody waits for any more. */
  private static final int TIDY_EVERY = 256;

  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final Delivery delivery;
  private final Registry registry;
  private final Routes routes;
  private final AtomicLong serial = new AtomicLong();
  private final Map<Key, Sent> open = new ConcurrentHashMap<>();

  Retries(Delivery delivery, Registry registry, Routes routes) {
    this.delivery = delivery;
    this.registry = registry;
    this.routes = routes;
  }

  /** A request, whoever asks. */
  record Key(Pid caller, long number) {

    static Key of(ReplyTo<?> caller) {
      return new Key(Requests.caller(caller), caller.call());
    }
  }

  /** A request that has no answer yet. */
  private static final class Sent {

    private final long order;
    private final Pid target;
    private final String key;
    private final Envelope.Request request;
    private final long until;
    // Each node that may have had it in hand.
    private final Set<String> ways = ConcurrentHashMap.newKeySet();
    // True from the loss of one of these until it is sent again.
    private volatile boolean waits;
    // The latest owner that it was sent to.
    private volatile long epoch;

    Sent(long order, Owner owner, Ref<?> ref, Envelope.Request request, long until) {
      this.order = order;
      this.target = owner.pid();
      this.key = Registry.key(owner.pid(), ref.name());
      this.request = request;
      this.until = until;
      this.epoch = owner.epoch();
      ways.add(owner.node());
    }

    boolean mayGoTo(Owner next) {
      return next.sync() || request.content() instanceof Query<?, ?>;
    }

    // An envelope is in one mailbox at a time, and nobody knows where the first one is.
    Envelope.Asked again() {
      return new Envelope.Asked(
          request.content(), request.caller(), request.chain(), request.lowest());
    }
  }

  /**
   * A request is about to be sent to that owner.
   *
   * @return by what it is known here; null where it is not to be sent again
   */
  @Nullable Key sending(Ref<?> ref, Owner owner, Envelope envelope) {
    if (owner.standby() == null
        || !(Envelope.messageIn(envelope) instanceof Envelope.Request request)
        || !(owner.sync() || request.content() instanceof Query<?, ?>)) {
      return null;
    }
    long number = serial.incrementAndGet();
    // A process waits so long for an answer; a thread says itself when it no longer does.
    long until =
        delivery.now() + (request instanceof Calls.Call ? FOR_EVER : Ref.PATIENCE.toNanos());
    Key key;
    // A call that has a number is failed with its node, unless it is here.
    synchronized (this) {
      key = Key.of(request.caller());
      open.put(key, new Sent(number, owner, ref, request, until));
    }
    if (number % TIDY_EVERY == 0) {
      open.values().removeIf(sent -> sent.until - delivery.now() < 0);
    }
    return key;
  }

  /** The request has its answer, or nobody waits for it any more. */
  void over(@Nullable Key key) {
    if (key != null) {
      open.remove(key);
    }
  }

  /** The same for a question of a process. */
  void answered(Pid process, long ask) {
    if (!open.isEmpty()) {
      open.remove(new Key(process, ask));
    }
  }

  synchronized void whileNoneEnters(Runnable action) {
    action.run();
  }

  boolean has(ReplyTo<?> caller) {
    return !open.isEmpty() && open.containsKey(Key.of(caller));
  }

  // --- what happens to owners ---

  /** A node is gone: what may have been in its hand waits for the next owner, or fails. */
  void lost(Member member) {
    for (Pid target : targets(member.name())) {
      Optional<Owner> known = Optional.empty();
      for (Sent sent : sentTo(target)) {
        if (sent.ways.contains(member.name())) {
          sent.waits = true;
          known = registry.known(sent.key).filter(owner -> owner.pid().equals(target));
          settle(sent, known.orElse(null), member.name());
        }
      }
      known.filter(owner -> !owner.node().equals(member.name())).ifPresent(this::owned);
    }
  }

  /** A node is there, perhaps one that was taken for lost: what waits for it is sent again. */
  void joined(Member member) {
    for (Pid target : targets(member.name())) {
      sentTo(target).stream()
          .filter(sent -> sent.waits)
          .findFirst()
          .flatMap(sent -> registry.known(sent.key))
          .filter(owner -> owner.pid().equals(target) && owner.isOn(member))
          .ifPresent(this::owned);
    }
  }

  /** What was under way to a node may be lost, though it lives. */
  void interrupted(Member member) {
    for (Pid target : targets(member.name())) {
      List<Sent> sent = sentTo(target);
      if (sent.isEmpty()) {
        continue; // all were answered meanwhile
      }
      sent.forEach(one -> one.waits = true);
      registry
          .known(sent.getFirst().key)
          .filter(owner -> owner.pid().equals(target))
          .ifPresent(this::owned);
    }
  }

  private void settle(Sent sent, @Nullable Owner owner, String gone) {
    boolean waits =
        owner != null
            && (!owner.node().equals(gone) || (owner.standby() != null && sent.mayGoTo(owner)));
    if (!waits) {
      fail(sent, gone + " was lost before it answered; the call may have been applied");
    }
  }

  private void fail(Sent sent, String reason) {
    if (open.remove(Key.of(sent.request.caller()), sent)) {
      var failed = new Outcome.Failed(Outcome.Why.LOST, reason);
      Thread.startVirtualThread(() -> delivery.answer(sent.request.caller(), failed));
    }
  }

  @Override
  public void owned(String key, Owner owner) {
    owned(owner);
  }

  // What waits for the next owner is sent there, before anything newer.
  private void owned(Owner owner) {
    List<Routes.Parcel> again = new ArrayList<>();
    if (!open.isEmpty()) {
      for (Sent sent : sentTo(owner.pid())) {
        sent.ways.add(owner.node());
        sent.epoch = Math.max(sent.epoch, owner.epoch());
        if (sent.waits) {
          sent.waits = false;
          again.add(sent.again());
        }
      }
    }
    routes.learn(owner, again);
  }

  @Override
  public void disowned(String key, Owner owner) {
    if (!open.isEmpty()) {
      for (Sent sent : sentTo(owner.pid())) {
        if (sent.waits && sent.key.equals(key)) {
          fail(
              sent,
              "%s was lost, and nobody took over; the call may have been applied"
                  .formatted(owner.node()));
        }
      }
    }
  }

  /**
   * The node that a request went to is not in the cluster.
   *
   * @return false where it is not to be sent again
   */
  boolean takes(Envelope envelope) {
    if (open.isEmpty() || !(Envelope.messageIn(envelope) instanceof Envelope.Request request)) {
      return false;
    }
    Sent sent = open.get(Key.of(request.caller()));
    if (sent == null) {
      return false;
    }
    sent.waits = true;
    // The caller holds the route's lock; the next owner may be known by now.
    Thread.startVirtualThread(
        () -> registry.known(sent.key).ifPresent(owner -> ifNew(sent, owner)));
    return true;
  }

  private void ifNew(Sent sent, Owner owner) {
    if (sent.waits && owner.pid().equals(sent.target) && owner.epoch() > sent.epoch) {
      owned(owner);
    }
  }

  private List<Pid> targets(String node) {
    return open.values().stream()
        .filter(sent -> sent.ways.contains(node))
        .map(sent -> sent.target)
        .distinct()
        .toList();
  }

  private List<Sent> sentTo(Pid target) {
    return open.values().stream()
        .filter(sent -> sent.target.equals(target))
        .sorted(Comparator.comparingLong(sent -> sent.order))
        .toList();
  }
}
