package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Transport;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Frames with delays: in order for each pair and channel, lost with their connection. */
final class SimulatedTransport implements Transport {

  private final SimulatedCluster cluster;
  private final SimulatedNode self;
  private final Map<Channel, Receiver> receivers = new EnumMap<>(Channel.class);
  // When the last frame of a way arrives: none may be there before it.
  private final Map<Way, Long> last = new HashMap<>();

  SimulatedTransport(SimulatedCluster cluster, SimulatedNode self) {
    this.cluster = cluster;
    this.self = self;
  }

  private record Way(String to, Channel channel) {}

  @Override
  public Receipt send(String node, Channel channel, byte[] frame) {
    SimulatedNode to = cluster.seen(self, node);
    if (to == null) {
      return Receipt.GONE;
    }
    long connection = cluster.connection(self, to);
    var way = new Way(node, channel);
    long at =
        Math.max(cluster.time().now() + cluster.hop().toNanos(), last.getOrDefault(way, 0L) + 1);
    last.put(way, at);
    cluster.time().at(at, () -> arrive(to, connection, channel, frame));
    return Receipt.SENT;
  }

  private void arrive(SimulatedNode to, long connection, Channel channel, byte[] frame) {
    if (!to.isAlive() || connection != cluster.connection(self, to)) {
      return;
    }
    if (cluster.isCut(self, to)) {
      cluster.park(self, to, () -> arrive(to, connection, channel, frame));
      return;
    }
    to.run(() -> {
      if (to.sees(self)) {
        to.wire().received(self, channel, frame);
      }
    });
  }

  private void received(SimulatedNode from, Channel channel, byte[] frame) {
    Receiver receiver = receivers.get(channel);
    if (receiver != null) {
      receiver.received(from.self(), frame);
    }
  }

  /** What was under way to or from that node is lost, though both live. */
  void interrupted(SimulatedNode other) {
    receivers.values().forEach(receiver -> receiver.lost(other.self()));
  }

  @Override
  public void receive(Channel channel, Receiver receiver) {
    receivers.put(channel, receiver);
  }
}
