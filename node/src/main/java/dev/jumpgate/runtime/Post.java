package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.runtime.Departures.Departure;
import org.jspecify.annotations.Nullable;

/**
 * Brings envelopes to cells: one hop to another node, into the mailbox here, or on to where the
 * process went.
 */
final class Post implements Routes.Carrier, Transport.Receiver {

  private final Delivery delivery;
  private final Member self;
  private final Transport transport;
  private final Registry registry;
  private final Departures departures;
  private final Codec signals;

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
    this.signals = Codec.of(Schema.of(Signal.class), Refs.NONE);
  }

  @Override
  public void carry(String node, Pid target, long epoch, Routes.Parcel parcel) {
    var envelope = (Envelope) parcel;
    if (node.equals(self.name())) {
      arrive(target, epoch, envelope);
    } else if (!transmit(node, new Signal.Deliver(target, epoch, Packing.pack(envelope)))) {
      delivery.unreachable(target, envelope, node);
    }
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

  boolean transmit(String node, Signal signal) {
    return transport.send(node, Transport.Channel.PROCESSES, Codec.encode(signal))
        == Transport.Receipt.SENT;
  }

  @Override
  public void received(Member from, byte[] frame) {
    switch (signals.decode(frame, Signal.class)) {
      case Signal.Deliver(var target, var epoch, var mail) ->
          arrive(target, epoch, Packing.unpack(mail));
      case Signal.Reply(ReplyTo<?> caller, var result) ->
          delivery.answered(caller, Packing.unpack(result));
      case Signal.Flushed(var target, var sent, var owner, var epoch) ->
          delivery.flushedAt(target, sent, owner, epoch);
    }
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
