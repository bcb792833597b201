package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import java.util.Objects;

/** Hazelcast's node with one change: packets of our type come to us. */
final class MemberExtension extends DefaultNodeExtension {

  private final PacketTransport transport;

  MemberExtension(Node node, PacketTransport transport) {
    super(node);
    this.transport = transport;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Hazelcast declares it
  public InboundHandler[] createInboundHandlers(
      EndpointQualifier qualifier, ServerConnection connection, ServerContext context) {
    var dispatcher = node.getNodeEngine().getPacketDispatcher();
    var decoder =
        new PacketDecoder(
            connection,
            packet -> {
              if (packet.getPacketType() == PacketTransport.TYPE) {
                transport.arrived(packet.getConn(), packet.toByteArray());
              } else {
                dispatcher.accept(packet);
              }
            });
    return new InboundHandler[] {decoder};
  }

  /**
   * On the eldest member: a second node of a name must not become a member even for a moment, or
   * its going would be taken for the loss of the first.
   */
  @Override
  public void validateJoinRequest(JoinMessage message) {
    super.validateJoinRequest(message);
    if (message instanceof JoinRequest request) {
      String name = request.getAttributes().get(HazelcastSettings.NODE_NAME);
      boolean taken =
          node.getClusterService().getMembers().stream()
              .filter(m -> !m.getAddress().equals(request.getAddress()))
              .anyMatch(m -> Objects.equals(name, m.getAttribute(HazelcastSettings.NODE_NAME)));
      if (taken) {
        throw new SecurityException("a node named " + name + " is in the cluster");
      }
    }
  }

  /** Hazelcast's banner is not ours to show. */
  @Override
  public void printNodeInfo() {}

  static Packet packet(byte[] bytes) {
    return new Packet(bytes).setPacketType(PacketTransport.TYPE);
  }
}
