package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.ClusterState;
import com.hazelcast.cluster.Member;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.Joiner;
import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.hotrestart.InternalHotRestartService;
import com.hazelcast.internal.hotrestart.NoopInternalHotRestartService;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import dev.jumpgate.cluster.ClusterConfig;
import dev.jumpgate.keys.Refusals;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hazelcast's node with two changes: packets of our type come to us, and where there are keys its
 * connections are secured by them.
 */
final class MemberExtension extends DefaultNodeExtension {

  private final PacketTransport transport;
  private final Refusals refusals;
  private final @Nullable TlsChannels tls;
  private volatile boolean crashing;
  private volatile @Nullable Rejection rejected;

  MemberExtension(Node node, PacketTransport transport, ClusterConfig config) {
    super(node);
    this.transport = transport;
    this.refusals = config.refusals();
    this.tls =
        config.keys() == null ? null : new TlsChannels(config.keys(), refusals, this::rejected);
  }

  // Joining takes a node that cannot be talked to for one that is not there, and does not wait.
  private void rejected(Rejection rejection) {
    rejected = rejection;
    Joiner joiner = node.getJoiner();
    if (joiner != null) {
      joiner.blacklist(rejection.called(), false);
    }
  }

  /** The last node with which no handshake came about, or null. */
  @Nullable Rejection rejected() {
    return rejected;
  }

  @Override
  public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(
      ServerContext context) {
    return tls == null
        ? super.createChannelInitializerFn(context)
        : tls.initializers(context, node.getConfig());
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
      if (tls != null) {
        requireProof(request, name);
      }
    }
  }

  private void requireProof(JoinRequest request, @Nullable String name) {
    String contradiction =
        PeerNames.contradiction(
            node.getServer().getConnectionManager(EndpointQualifier.MEMBER),
            name,
            request.getAddress(),
            request.getUuid());
    if (contradiction != null) {
      refusals.refused(TlsChannels.DOOR, socketAddress(request), contradiction);
      throw new SecurityException(contradiction);
    }
  }

  private static InetSocketAddress socketAddress(JoinRequest request) {
    return InetSocketAddress.createUnresolved(
        request.getAddress().getHost(), request.getAddress().getPort());
  }

  // A new master lets partitions be taken over a quarter of a second after the old one was lost.
  // Nothing here needs that while, and every name of the lost member waits for it.
  @Override
  public InternalHotRestartService getInternalHotRestartService() {
    return new NoopInternalHotRestartService() {
      @Override
      public void onMemberLeft(Member member, ClusterState state) {
        if (node.isMaster()) {
          node.getPartitionService().resumeMigration();
        }
      }
    };
  }

  @Override
  public void beforeShutdown(boolean terminate) {
    crashing = terminate;
    super.beforeShutdown(terminate);
  }

  /** When this node has handed over what it held, and before its connections are closed. */
  @Override
  public void shutdown() {
    if (tls != null) {
      tls.close();
      if (!crashing) {
        TlsChannels.sayGoodbye(node.getServer().getConnections());
      }
    }
    super.shutdown();
  }

  /** Hazelcast's banner is not ours to show. */
  @Override
  public void printNodeInfo() {}
}
