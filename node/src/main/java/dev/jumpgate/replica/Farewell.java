package dev.jumpgate.replica;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.runtime.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
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
  private final Transport transport;
  private final Processes processes;
  private final PatientSender sender;
  private final Codec partings = Codec.of(Schema.of(Parting.class), Refs.NONE);
  private final AtomicLong serial = new AtomicLong();
  private final Set<Member> leaving = ConcurrentHashMap.newKeySet();
  private final Map<Long, Awaited> open = new ConcurrentHashMap<>();
  private volatile boolean said;
  private volatile boolean company;

  private record Awaited(Member by, Parting.Turn turn, CompletableFuture<Boolean> answer) {}

  Farewell(Membership membership, Transport transport, Processes processes) {
    this.membership = membership;
    this.transport = transport;
    this.processes = processes;
    this.sender = new PatientSender(transport, Channel.CONVOYS);
    transport.receive(
        Channel.CONVOYS,
        new Transport.Receiver() {
          @Override
          public void received(Member from, byte[] frame) {
            Farewell.this.received(from, partings.decode(frame, Parting.class));
          }

          @Override
          public void lost(Member from) {
            interrupted(from);
          }
        });
    membership.listen(
        new Membership.Listener() {
          @Override
          public void joined(Member member) {
            company = true;
            if (said) {
              say(member);
            }
          }

          @Override
          public void left(Member member) {
            lost(member);
          }
        });
  }

  private void received(Member from, Parting parting) {
    switch (parting) {
      case Parting.Leaving _ -> leaving.add(from);
      case Parting.Turn turn -> turn(from, turn);
      case Parting.Turned turned -> turned(turned);
    }
  }

  /** False for a node that has been alone all its life: it need not wait for anybody. */
  boolean hadCompany() {
    return company || membership.members().size() > 1;
  }

  // --- the node that leaves ---

  /** Tells all others that this node is about to leave. */
  void say() {
    said = true;
    others().forEach(this::say);
  }

  private void say(Member member) {
    owe(member, new Parting.Leaving());
  }

  private void owe(Member member, Parting parting) {
    transport.sendOwed(member.name(), Channel.CONVOYS, Codec.encode(parting));
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
        var turn = new Parting.Turn(serial.incrementAndGet(), List.copyOf(some));
        var awaited = new Awaited(member, turn, new CompletableFuture<>());
        open.put(turn.question(), awaited);
        if (sender.send(member.name(), Codec.encode(turn))) {
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
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private void turned(Parting.Turned turned) {
    Awaited awaited = open.remove(turned.question());
    if (awaited != null) {
      awaited.answer.complete(turned.all());
    }
  }

  // What was said and asked may be lost.
  private void interrupted(Member member) {
    if (said) {
      say(member);
    }
    open.values().stream()
        .filter(awaited -> awaited.by.is(member))
        .forEach(awaited -> owe(member, awaited.turn));
  }

  // --- the others ---

  /** True where that life of the node has said that it is about to leave. */
  boolean leaves(Member member) {
    return leaving.stream().anyMatch(member::is);
  }

  private void lost(Member member) {
    leaving.removeIf(member::is);
    open.values().stream()
        .filter(awaited -> awaited.by.is(member))
        .forEach(awaited -> awaited.answer.complete(true));
  }

  private void turn(Member former, Parting.Turn turn) {
    Thread.ofVirtual()
        .name("jumpgate-turn")
        .start(() ->
            owe(former, new Parting.Turned(turn.question(), awaitTurn(former, turn.owners()))));
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
