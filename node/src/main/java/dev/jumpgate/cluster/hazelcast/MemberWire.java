package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import dev.jumpgate.cluster.link.Link;
import dev.jumpgate.cluster.link.Wire;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One of Hazelcast's connections. What comes over it counts once the other end is known to be a
 * member; until then there is room for a greeting and no more.
 */
final class MemberWire implements Wire {

  private static final Logger LOG = LogManager.getLogger(MemberWire.class);

  /** As many greetings as may come before the news that their sender is a member. */
  private static final int HELD = 4;

  private static final int HELD_BYTES = 256;

  private final ServerConnection connection;
  private final Function<ServerConnection, @Nullable Link> links;

  // Guarded by this. Invariant: nothing is held where there is a link.
  private final ArrayDeque<byte[]> held = new ArrayDeque<>();
  private volatile @Nullable Link link;
  // What comes after it left are its last words, and no stranger's.
  private boolean wasMember;

  /**
   * @param links the link to the member at the other end, null while it is none
   */
  MemberWire(ServerConnection connection, Function<ServerConnection, @Nullable Link> links) {
    this.connection = connection;
    this.links = links;
  }

  ServerConnection connection() {
    return connection;
  }

  @Nullable Link link() {
    return link;
  }

  @Override
  public void write(byte[] packet) {
    connection.write(new Packet(packet).setPacketType(PacketTransport.TYPE));
  }

  @Override
  public void close(String reason) {
    connection.close(reason, null);
  }

  /** On Hazelcast's IO thread: returns at once. */
  void arrived(byte[] packet) {
    Link known = link;
    if (known == null || known.isClosed()) {
      known = hold(packet);
    }
    if (known != null) {
      known.arrived(this, packet);
    }
  }

  private synchronized @Nullable Link hold(byte[] packet) {
    if (verify() == null) {
      if (held.size() < HELD && packet.length <= HELD_BYTES) {
        held.add(packet);
      } else if (!wasMember) {
        LOG.warn("closed the connection from {}: it is no member's", address());
        close("not a member");
      }
    }
    return link;
  }

  /** Looks whether the other end is a member now. */
  synchronized @Nullable Link verify() {
    Link known = link;
    // A member that left may come back over the same connection.
    if (known == null || known.isClosed()) {
      known = links.apply(connection);
      link = known;
      wasMember |= known != null;
    }
    if (known != null) {
      for (byte[] packet; (packet = held.poll()) != null; ) {
        known.arrived(this, packet);
      }
    }
    return known;
  }

  private String address() {
    return String.valueOf(connection.getRemoteSocketAddress());
  }
}
