package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.runtime.Departures.Departure;
import java.time.Duration;
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

  private final Delivery delivery;
  private final Member self;
  private final Transport transport;
  private final Registry registry;
  private final Departures departures;
  private final Frames frames = new Frames();

  Post(
      Delivery delivery,
      Member self,
      Transport transport,
      Registry registry,
      Departures departures) {
    this.delivery = delivery;
    this.self = self;
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
      boolean owed = !(envelope instanceof Envelope.Message);
      switch (send(node, frame, owed)) {
        case SENT -> {}
        case GONE -> delivery.unreachable(target, envelope, node);
        case FULL -> delivery.refused(target, envelope, Letter.Why.FULL, behind(node));
        case TOO_LARGE ->
            delivery.refused(
                target,
                envelope,
                Letter.Why.UNSENDABLE,
                "of %,d bytes; at most %,d go to another node"
                    .formatted(frame.length, Transport.LARGEST));
      }
    }
  }

  private static String behind(String node) {
    return node + " is behind: as much is on its way there as may be";
  }

  @Override
  public boolean flush(String node, Pid target, long epoch) {
    var flush = new Envelope.Flush(epoch, self.name());
    if (node.equals(self.name())) {
      arrive(target, epoch, flush);
      return true;
    }
    return transmit(node, new Signal.Deliver(target, epoch, Packing.pack(flush)));
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

  @Override
  public void received(Member from, byte[] frame) {
    switch (frames.read(frame)) {
      case Signal.Deliver(var target, var epoch, var mail) ->
          arrive(target, epoch, Packing.unpack(mail));
      case Signal.Reply(ReplyTo<?> caller, var result) ->
          delivery.answered(caller, Packing.unpack(result));
      case Signal.Flushed(var target, var sent, var owner, var epoch) ->
          delivery.flushedAt(target, sent, owner, epoch);
    }
  }

  /** The answer that a thread waits for: it is woken by who brings it. */
  @Override
  public boolean quick(Member from, byte[] frame) {
    if (!Frames.isAnswer(frame)) {
      return false;
    }
    received(from, frame);
    return true;
  }

  @Override
  public void lost(Member from) {
    delivery.interrupted(from);
  }

  /** An envelope is at this node, sent in the belief that the target is here at {@code epoch}. */
  void arrive(Pid target, long epoch, Envelope envelope) {
    // Each turn of the loop sees the process leave or end once more; it does so finitely often.
    while (true) {
      Cell<?, ?> cell = delivery.cell(target);
      Departure departure = cell == null ? lastWay(target, epoch) : oldWay(cell, epoch);
      if (departure != null) {
        carry(departure.node(), target, departure.epoch(), envelope);
        return;
      }
      if (cell == null) {
        delivery.undeliverable(target, envelope, "there is no process " + target);
        return;
      }
      if (!delivery.admits(cell, envelope)) {
        return;
      }
      if (cell.take(envelope)) {
        return;
      }
    }
  }

  // What was sent at an earlier epoch of this node stays on the way of that epoch: something that
  // took it before may still be under way.
  private @Nullable Departure oldWay(Cell<?, ?> cell, long epoch) {
    return epoch < cell.epoch() ? departures.of(cell.pid(), epoch) : null;
  }

  private @Nullable Departure lastWay(Pid target, long epoch) {
    Departure departure = departures.of(target, epoch);
    if (departure == null) {
      departure = departures.latest(target);
      // Only forward in time: what went on from here and ended elsewhere must not come round again.
      if (departure != null && departure.epoch() <= epoch) {
        departure = null;
      }
    }
    if (departure == null) {
      Owner owner = registry.known(target.toString()).orElse(null);
      if (owner != null && !owner.node().equals(self.name()) && owner.epoch() > epoch) {
        departure = new Departure(owner.node(), owner.epoch());
      }
    }
    return departure;
  }
}
