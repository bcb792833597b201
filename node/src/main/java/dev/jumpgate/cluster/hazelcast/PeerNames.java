package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import dev.jumpgate.keys.Refusals;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds nodes to the names that their certificates prove. A member says its name and its identity
 * itself; the connection that says so has to have proved that name.
 *
 * <p>Connections and members come in either order: whichever comes second is the occasion to look.
 */
final class PeerNames implements MembershipListener, ConnectionListener<ServerConnection> {

  private final ServerConnectionManager connections;
  private final Cluster cluster;
  private final Refusals refusals;

  private PeerNames(ServerConnectionManager connections, Cluster cluster, Refusals refusals) {
    this.connections = connections;
    this.cluster = cluster;
    this.refusals = refusals;
  }

  /** From now on, and for those that are there. */
  static void watch(ServerConnectionManager connections, Cluster cluster, Refusals refusals) {
    var names = new PeerNames(connections, cluster, refusals);
    connections.addConnectionListener(names);
    cluster.addMembershipListener(names);
    connections.getConnections().forEach(names::connectionAdded);
  }

  @Override
  public void connectionAdded(ServerConnection connection) {
    cluster.getMembers().stream()
        .filter(member -> member.getUuid().equals(connection.getRemoteUuid()))
        .forEach(member -> check(connection, member));
  }

  @Override
  public void connectionRemoved(ServerConnection connection) {}

  @Override
  public void memberAdded(MembershipEvent event) {
    Member member = event.getMember();
    connections.getConnections().stream()
        .filter(connection -> member.getUuid().equals(connection.getRemoteUuid()))
        .forEach(connection -> check(connection, member));
  }

  @Override
  public void memberRemoved(MembershipEvent event) {}

  private void check(ServerConnection connection, Member member) {
    String said = member.getAttribute(HazelcastSettings.NODE_NAME);
    if (!proves(connection, said)) {
      String why = contradiction(connection, said);
      refusals.refused(TlsChannels.DOOR, connection.getRemoteSocketAddress(), why);
      connection.close(why, null);
    }
  }

  /** True where a connection has proved that name. */
  static boolean proves(ServerConnection connection, @Nullable String name) {
    return Objects.equals(TlsChannels.peer(connection), name);
  }

  /**
   * What a join request's connections prove, where that is not what the request says; null where it
   * is.
   *
   * @param name as the request says, as are the address and the identity
   */
  static @Nullable String contradiction(
      ServerConnectionManager connections, @Nullable String name, Address address, UUID uuid) {
    List<ServerConnection> from =
        connections.getConnections().stream()
            .filter(connection ->
                uuid.equals(connection.getRemoteUuid())
                    || address.equals(connection.getRemoteAddress()))
            .toList();
    if (from.isEmpty()) {
      return "no connection proves that it is node " + name;
    }
    return from.stream()
        .filter(connection -> !proves(connection, name))
        .map(connection -> contradiction(connection, name))
        .findFirst()
        .orElse(null);
  }

  private static String contradiction(ServerConnection connection, @Nullable String said) {
    return "it says that it is node %s, and has the certificate of %s"
        .formatted(said, TlsChannels.peer(connection));
  }
}
