package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Departures;
import dev.jumpgate.cluster.Departures.Departure;
import dev.jumpgate.cluster.Flush;
import dev.jumpgate.cluster.LossGate;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.ReplyTo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings envelopes to cells: one hop to another node, into the mailbox here, or on to where the
 * process went.
 */
final class Post implements Routes.Carrier, Transport.Receiver {

  private static final Logger LOG = LogManager.getLogger(Post.class);

  /** How long a thread that sends is held up before it is refused. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Executor ROUTE_CARE =
      task -> Thread.ofVirtual().name("jumpgate-routes").start(task);

  private final Delivery delivery;
  private final Membership membership;
  private final Member self;
  private final LossGate gate;
  // One for each life of a node that sends. Its monitor is held while a frame of it is handled, so
  // that none is once it is known to be lost.
  private final Map<Life, Sender> senders = new ConcurrentHashMap<>();
  private final Transport transport;
  private final Registry registry;
  private final Departures departures;
  private final Frames frames = new Frames();

  Post(
      Delivery delivery,
      Membership membership,
      Transport transport,
      Registry registry,
      Departures departures) {
    this.delivery = delivery;
    this.membership = membership;
    this.self = membership.self();
    this.gate = new LossGate(membership);
    this.transport = transport;
    this.registry = registry;
    this.departures = departures;
  }

  @Override
  public void carry(String node, Pid target, long epoch, Routes.Parcel parcel) {
    var envelope = (Envelope) parcel;
    if (node.equals(self.name())) {
      arrive(target, epoch, envelope);
    } else {
      byte[] frame = Frames.write(new Signal.Deliver(target, epoch, Packing.pack(envelope)));
      // Whoever sends a message can be refused; of an answer or a notice there is only this one.
      boolean owed = Envelope.messageIn(envelope) == null;
      switch (send(node, frame, owed)) {
        case SENT -> {}
        case GONE -> {
          if (!delivery.retries().takes(envelope)) {
            DeadEnd.lost(node).take(target, null, envelope, delivery);
          }
        }
        case FULL ->
            DeadEnd.noRoom(Letter.Why.FULL, behind(node)).refuse(target, null, envelope, delivery);
        case TOO_LARGE ->
            DeadEnd.noRoom(
                    Letter.Why.UNSENDABLE,
                    "of %,d bytes; at most %,d go to another node"
                        .formatted(frame.length, Transport.LARGEST))
                .refuse(target, null, envelope, delivery);
      }
    }
  }

  private static String behind(String node) {
    return node + " is behind: as much is on its way there as may be";
  }

  @Override
  public String self() {
    return self.name();
  }

  @Override
  public List<Member> members() {
    return membership.members();
  }

  @Override
  public void later(Duration delay, Runnable task) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, ROUTE_CARE)
        .execute(task);
  }

  @Override
  public boolean flush(String node, Pid target, long epoch, Flush flush) {
    var end = new Envelope.End(flush);
    if (node.equals(self.name())) {
      arrive(target, epoch, end);
      return true;
    }
    return transmit(node, new Signal.Deliver(target, epoch, Packing.pack(end)));
  }

  /** Sends what must arrive, at the latest when there is room; false where the node is gone. */
  boolean transmit(String node, Signal signal) {
    byte[] frame = Frames.write(signal);
    return switch (send(node, frame, true)) {
      case SENT -> true;
      case GONE -> false;
      case FULL -> {
        Thread.ofVirtual().name("jumpgate-post").start(() -> sendLater(node, frame));
        yield true;
      }
      case TOO_LARGE -> {
        LOG.warn("{} of {} bytes does not go to another node", signal.getClass(), frame.length);
        yield true;
      }
    };
  }

  /** Brings an answer to a thread that waits on another node; without room it is dropped. */
  void reply(ReplyTo<?> caller, Outcome outcome) {
    byte[] frame = Frames.write(new Signal.Reply(caller, Packing.pack(outcome)));
    if (send(caller.node(), frame, true) == Transport.Receipt.TOO_LARGE) {
      String tooLarge =
          "the answer has %,d bytes; at most %,d go to another node"
              .formatted(frame.length, Transport.LARGEST);
      reply(caller, new Outcome.Failed(Outcome.Why.REFUSED, tooLarge));
    }
  }

  private Transport.Receipt send(String node, byte[] frame, boolean owed) {
    return owed
        ? transport.sendOwed(node, Transport.Channel.PROCESSES, frame)
        : transport.send(node, Transport.Channel.PROCESSES, frame);
  }

  private void sendLater(String node, byte[] frame) {
    try {
      do {
        while (!transport.awaitRoom(node, Transport.Channel.PROCESSES, PATIENCE)) {}
      } while (send(node, frame, true) == Transport.Receipt.FULL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Holds the sender up while the node is behind, so that it goes no faster than the node.
   *
   * @throws RefusedException when that has not caught up in time
   */
  void awaitRoom(String node) {
    try {
      if (!node.equals(self.name())
          && !transport.awaitRoom(node, Transport.Channel.PROCESSES, PATIENCE)) {
        throw new RefusedException(behind(node));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(behind(node) + ", and the wait was interrupted");
    }
  }

  /** A life of a node, as far as frames of it are taken. */
  private static final class Sender {
    // Guarded by this.
    private boolean lost;
  }

  private record Life(String node, long incarnation) {
    static Life of(Member member) {
      return new Life(member.name(), member.incarnation());
    }
  }

  private Sender sender(Member member) {
    return senders.computeIfAbsent(Life.of(member), life -> new Sender());
  }

  @Override
  public void received(Member from, byte[] frame) {
    Sender sender = sender(from);
    synchronized (sender) {
      if (!sender.lost) {
        received(from, frames.read(frame));
      }
    }
  }

  private void received(Member from, Signal signal) {
    switch (signal) {
      case Signal.Deliver(var target, var epoch, var mail) -> {
        Departure onward = arrive(target, epoch, Packing.unpack(mail));
        if (onward != null) {
          transmit(from.name(), new Signal.Moved(target, onward.node(), onward.epoch()));
        }
      }
      case Signal.Reply(ReplyTo<?> caller, var result) ->
          delivery.answered(caller, Packing.unpack(result));
      case Signal.Flushed(var target, var round, var owner, var epoch) ->
          delivery.flushedAt(target, round, owner, epoch);
      case Signal.Moved(var target, var owner, var epoch) ->
          delivery.moved(new Owner(target, owner, 0, epoch, null, 0));
    }
  }

  /**
   * The answer that a thread waits for: it is woken by who brings it. No matter whether the sender
   * is lost: then the call has failed, and a second outcome does not count. And what is for a
   * process that is here: its mailbox takes it without waiting for anything.
   */
  @Override
  public boolean quick(Member from, byte[] frame) {
    if (Frames.isAnswer(frame)) {
      received(from, frames.read(frame));
      return true;
    }
    return Frames.isMessage(frame)
        && frames.read(frame) instanceof Signal.Deliver mail
        && put(from, mail);
  }

  private boolean put(Member from, Signal.Deliver mail) {
    Cell<?, ?> cell = delivery.cell(mail.target());
    if (cell == null || cell.epoch() != mail.epoch() || cell.isFull() || cell.isClosed()) {
      return false;
    }
    Sender sender = sender(from);
    synchronized (sender) {
      return sender.lost || cell.take(Packing.unpack(mail.mail()));
    }
  }

  /** Frames may be lost though both live. */
  @Override
  public void lost(Member from) {
    delivery.absence().interrupted(from);
  }

  /** The member is gone: nothing that it has sent is taken any more. */
  void left(Member member) {
    Sender sender = sender(member);
    synchronized (sender) {
      sender.lost = true;
    }
    gate.lost(member);
  }

  /** It may have been taken for lost. */
  void joined(Member member) {
    senders.remove(Life.of(member));
  }

  /**
   * An envelope is at this node, sent in the belief that the target is here at {@code epoch}.
   *
   * @return where it went on to, or null
   */
  @Nullable Departure arrive(Pid target, long epoch, Envelope envelope) {
    if (envelope instanceof Envelope.End end && !end.flush.behind().isEmpty()) {
      gate.pass(end.flush, () -> put(target, epoch, end));
      return null;
    }
    return put(target, epoch, envelope);
  }

  private @Nullable Departure put(Pid target, long epoch, Envelope envelope) {
    // Each turn of the loop sees the process leave or end once more; it does so finitely often.
    while (true) {
      Cell<?, ?> cell = delivery.cell(target);
      // One that is still arriving may not come after all: only what follows it is for it.
      boolean here = cell != null && (epoch >= cell.epoch() || !cell.isHeldFor(Hold.ARRIVING));
      Departure departure = onward(target, epoch, here && cell != null ? cell.epoch() : 0);
      if (departure != null) {
        carry(departure.node(), target, departure.epoch(), envelope);
        return departure;
      }
      if (cell == null || (!here && envelope instanceof Envelope.End)) {
        DeadEnd.unknown("there is no process " + target).take(target, null, envelope, delivery);
        return null;
      }
      if (!delivery.admits(cell, envelope) || cell.take(envelope)) {
        return null;
      }
    }
  }

  private @Nullable Departure onward(Pid target, long epoch, long here) {
    Owner known =
        here > 0
            ? null
            : registry
                .known(target.toString())
                .filter(owner -> !owner.node().equals(self.name()))
                .orElse(null);
    return departures.onward(target, epoch, here, known);
  }
}
