package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.runtime.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * How a node takes leave of the others: they choose it for nothing any more, and it stays until
 * nothing of theirs is on its way by it.
 */
final class Farewell {

  private static final Logger LOG = LogManager.getLogger(Farewell.class);

  /** Enough for a flush to come out many times over. */
  private static final Duration TURN_WAIT = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(2);
  // A frame of some hundred kilobytes.
  private static final int OWNERS_AT_A_TIME = 2_000;

  private final Membership membership;
  private final Processes processes;
  private final Convoy.Sender sender;
  private final AtomicLong serial;
  private final Set<Member> leaving = ConcurrentHashMap.newKeySet();
  private final Map<Long, Awaited> open = new ConcurrentHashMap<>();

  private record Awaited(Member by, CompletableFuture<Boolean> answer) {}

  Farewell(Membership membership, Processes processes, Convoy.Sender sender, AtomicLong serial) {
    this.membership = membership;
    this.processes = processes;
    this.sender = sender;
    this.serial = serial;
  }

  // --- the node that leaves ---

  /** Tells all others that this node is about to leave. */
  void say() {
    others().forEach(m -> sender.sendOwed(m.name(), new Cargo.Leaving(serial.incrementAndGet())));
  }

  private List<Member> others() {
    return membership.members().stream().filter(m -> !m.equals(membership.self())).toList();
  }

  /**
   * Waits until nobody sends to these processes by this node any more, as long as there is time.
   */
  void turnAway(List<Owner> owners, long deadline) throws InterruptedException {
    List<Awaited> asked = new ArrayList<>();
    for (int from = 0; from < owners.size(); from += OWNERS_AT_A_TIME) {
      List<Owner> some = owners.subList(from, Math.min(owners.size(), from + OWNERS_AT_A_TIME));
      for (Member member : others()) {
        long id = serial.incrementAndGet();
        var awaited = new Awaited(member, new CompletableFuture<>());
        open.put(id, awaited);
        if (sender.send(member.name(), new Cargo.Turn(id, List.copyOf(some)))) {
          asked.add(awaited);
        }
      }
    }
    long end = Math.min(deadline, System.nanoTime() + 2 * TURN_WAIT.toNanos());
    for (Awaited one : asked) {
      if (!isTurned(one, end)) {
        LOG.warn("{} may still send to processes by this node, which leaves", one.by.name());
      }
    }
  }

  private static boolean isTurned(Awaited one, long end) throws InterruptedException {
    try {
      return one.answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      return false;
    }
  }

  void turned(Cargo.Turned turned) {
    Awaited awaited = open.remove(turned.convoy());
    if (awaited != null) {
      awaited.answer.complete(turned.all());
    }
  }

  // --- the others ---

  void isLeaving(Member member) {
    leaving.add(member);
  }

  /** True where that life of the node has said that it is about to leave. */
  boolean leaves(Member member) {
    return leaving.stream().anyMatch(member::is);
  }

  void lost(Member member) {
    leaving.removeIf(member::is);
    open.values().stream()
        .filter(awaited -> awaited.by.is(member))
        .forEach(awaited -> awaited.answer.complete(true));
  }

  void turn(Member former, Cargo.Turn turn) {
    Thread.ofVirtual()
        .name("jumpgate-turn")
        .start(() ->
            sender.sendOwed(
                former.name(), new Cargo.Turned(turn.convoy(), awaitTurn(former, turn.owners()))));
  }

  private boolean awaitTurn(Member former, List<Owner> owners) {
    long end = System.nanoTime() + TURN_WAIT.toNanos();
    List<Owner> left = owners;
    while (true) {
      left = left.stream().filter(owner -> !processes.turnTo(owner, former.name())).toList();
      if (left.isEmpty()) {
        return true;
      }
      if (end - System.nanoTime() < 0) {
        return false;
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
