package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.cluster.Transport.Receipt;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a link: lanes that take turns, and packets that are kept until the other end
 * has them, so that they can be sent again over another wire. Guarded by the link.
 */
final class Outgoing {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(long sequence, byte[] packet) {}

  private final Map<Channel, Lane> lanes = new EnumMap<>(Channel.class);
  private final List<Lane> turns;
  private int turn;
  private long sequence;
  private long acknowledged;
  // Those beyond acknowledged, in order.
  private final ArrayDeque<Sent> kept = new ArrayDeque<>();
  // Those of them that go over the present wire once more.
  private final ArrayDeque<Sent> again = new ArrayDeque<>();

  Outgoing(Bounds bounds) {
    for (Channel channel : Channel.values()) {
      lanes.put(channel, new Lane(channel, bounds));
    }
    this.turns = List.copyOf(lanes.values());
  }

  /** How many packets are on their way as far as is known. */
  long underWay() {
    return sequence - acknowledged;
  }

  Receipt add(Channel channel, byte[] frame, boolean owed) {
    return lane(channel).add(frame, owed);
  }

  boolean startsRefusing(Channel channel) {
    return lane(channel).startsRefusing();
  }

  boolean isFull(Channel channel) {
    return lane(channel).isFull();
  }

  private Lane lane(Channel channel) {
    Lane lane = lanes.get(channel);
    if (lane == null) {
      throw new IllegalStateException("no lane for " + channel);
    }
    return lane;
  }

  boolean isReady() {
    return !again.isEmpty() || nextLane() != null;
  }

  /** A packet to be written once more, null where there is none. */
  byte @Nullable [] repeated() {
    Sent repeated = again.poll();
    return repeated == null ? null : repeated.packet;
  }

  /** A new packet, with all grants that are due; null where no frame can leave. */
  byte @Nullable [] next(long session, Incoming in) {
    Lane lane = nextLane();
    if (lane == null) {
      return null;
    }
    turn = turns.indexOf(lane) + 1;
    ByteBuffer packet =
        Packet.data(
            lane.nextBytes(),
            session,
            in.session(),
            in.received(),
            ++sequence,
            lane.channel(),
            in.takeGrants());
    lane.writeNext(packet);
    byte[] bytes = Packet.bytes(packet);
    kept.add(new Sent(sequence, bytes));
    return bytes;
  }

  // One packet each in turn, so that a large copy goes on under load and holds nothing up.
  private @Nullable Lane nextLane() {
    for (int i = 0; i < turns.size(); i++) {
      Lane lane = turns.get((turn + i) % turns.size());
      if (lane.isReady()) {
        return lane;
      }
    }
    return null;
  }

  /** The other end has all packets up to that one. */
  void acknowledged(long received) throws BadPacketException {
    if (received > sequence) {
      throw new BadPacketException("more was received than was sent");
    }
    acknowledged = Math.max(acknowledged, received);
    for (Sent first; (first = kept.peek()) != null && first.sequence <= acknowledged; ) {
      kept.remove();
    }
  }

  void granted(List<Packet.Grant> grants) throws BadPacketException {
    for (Packet.Grant grant : grants) {
      lane(grant.channel()).consumed(grant.consumed());
    }
  }

  /** Another wire is open: what did not arrive over the last one goes first. */
  void repeat() {
    again.clear();
    again.addAll(kept);
  }

  /** The other end began anew: what was sent to its former session may be lost. */
  void restart() {
    sequence = 0;
    acknowledged = 0;
    kept.clear();
    again.clear();
    lanes.values().forEach(Lane::restart);
  }

  void clear() {
    kept.clear();
    again.clear();
    lanes.values().forEach(Lane::clear);
  }
}
