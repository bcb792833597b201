package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.cluster.link.Bounds;
import dev.jumpgate.cluster.link.Link;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A link to each member, over Hazelcast's own member connections. */
final class PacketTransport implements Transport {

  static final Packet.Type TYPE = Packet.Type.UNDEFINED5;

  private static final Duration RETRY = Duration.ofMillis(20);

  // Grows also from one life of this node to the next.
  private final AtomicLong sessions = new AtomicLong(System.currentTimeMillis() << 20);
  private final Map<Channel, Receiver> receivers = new ConcurrentHashMap<>();
  private final CountDownLatch ready = new CountDownLatch(Channel.values().length);
  private final Map<ServerConnection, MemberWire> wires = new ConcurrentHashMap<>();
  // Changed under this.
  private final Map<String, Peer> peers = new ConcurrentHashMap<>();
  private volatile @Nullable Home home;
  private final boolean secured;
  private volatile boolean closed;

  private record Home(MemberList members, ServerConnectionManager connections) {}

  private record Peer(Member member, Address address, Link link) {}

  /**
   * A transport that is not connected yet.
   *
   * @param secured whether connections prove the names of their nodes
   */
  PacketTransport(boolean secured) {
    this.secured = secured;
  }

  void connect(HazelcastInstance instance, MemberList members) {
    var node =
        instance instanceof HazelcastInstanceProxy proxy
            ? proxy.getOriginal().node
            : ((HazelcastInstanceImpl) instance).node;
    ServerConnectionManager connections =
        node.getServer().getConnectionManager(EndpointQualifier.MEMBER);
    home = new Home(members, connections);
    members.listen(
        new Membership.Listener() {
          @Override
          public void joined(Member member) {
            peer(member.name());
            wires.values().forEach(MemberWire::verify);
          }

          @Override
          public void left(Member member) {
            forget(member);
          }
        });
    connections.addConnectionListener(
        new ConnectionListener<>() {
          @Override
          public void connectionAdded(ServerConnection connection) {
            opened(connection);
          }

          @Override
          public void connectionRemoved(ServerConnection connection) {
            gone(connection);
          }
        });
    wires.values().forEach(MemberWire::verify);
  }

  // --- sending ---

  @Override
  public Receipt send(String node, Channel channel, byte[] frame) {
    Peer peer = peer(node);
    return peer == null ? Receipt.GONE : peer.link.send(channel, frame, false);
  }

  @Override
  public Receipt sendOwed(String node, Channel channel, byte[] frame) {
    Peer peer = peer(node);
    return peer == null ? Receipt.GONE : peer.link.send(channel, frame, true);
  }

  @Override
  public boolean awaitRoom(String node, Channel channel, Duration patience)
      throws InterruptedException {
    Peer peer = peer(node);
    return peer == null || peer.link.awaitRoom(channel, patience);
  }

  // --- receiving ---

  @Override
  public void receive(Channel channel, Receiver receiver) {
    if (receivers.putIfAbsent(channel, receiver) != null) {
      throw new IllegalStateException(channel + " has a receiver");
    }
    ready.countDown();
  }

  /** On Hazelcast's IO thread: returns at once. */
  void arrived(ServerConnection connection, byte[] packet) {
    wire(connection).arrived(packet);
  }

  // What comes before all receivers are there waits for them.
  private final class Door implements Link.Receiver {

    private final Member from;
    private final Channel channel;
    private volatile @Nullable Receiver receiver;

    Door(Member from, Channel channel) {
      this.from = from;
      this.channel = channel;
    }

    @Override
    public void received(byte[] frame) {
      Receiver known = receiver();
      if (known != null) {
        known.received(from, frame);
      }
    }

    @Override
    public boolean quick(byte[] frame) {
      Receiver known = receiver;
      return known != null && known.quick(from, frame);
    }

    @Override
    public void lost() {
      Receiver known = receiver();
      if (known != null) {
        known.lost(from);
      }
    }

    // None where this node stops before it has one.
    private @Nullable Receiver receiver() {
      Receiver known = receiver;
      if (known == null) {
        try {
          ready.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e); // nobody interrupts a link's tasks
        }
        known = receivers.get(channel);
        receiver = known;
      }
      return known;
    }
  }

  // --- members ---

  private @Nullable Peer peer(String node) {
    Peer known = peers.get(node);
    return known != null ? known : newPeer(node);
  }

  private @Nullable Peer newPeer(String node) {
    Home at = home;
    if (at == null || closed) {
      return null;
    }
    Peer fresh;
    synchronized (this) {
      Peer known = peers.get(node);
      var there = at.members.hazelcastMember(node).orElse(null);
      if (known != null || there == null || there.localMember()) {
        return known;
      }
      Member member = at.members.byUuid(there.getUuid()).orElse(null);
      if (member == null) {
        return null;
      }
      fresh = new Peer(member, there.getAddress(), link(member));
      peers.put(node, fresh);
    }
    dial(fresh);
    return fresh;
  }

  private Link link(Member member) {
    Map<Channel, Door> doors = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      doors.put(channel, new Door(member, channel));
    }
    return new Link(
        member.name(),
        Link.VERSION,
        Bounds.usual(),
        sessions.incrementAndGet(),
        PacketTransport::start,
        doors);
  }

  private static void start(Runnable task) {
    Thread.ofVirtual().name("jumpgate-link").inheritInheritableThreadLocals(false).start(task);
  }

  private void forget(Member member) {
    Peer gone;
    synchronized (this) {
      gone = peers.get(member.name());
      if (gone == null || !gone.member.equals(member)) {
        return;
      }
      peers.remove(member.name());
    }
    gone.link.close();
  }

  // --- connections ---

  /** The link to the member that Hazelcast says is at the other end. */
  private @Nullable Link linkOf(ServerConnection connection) {
    Home at = home;
    Member member = at == null ? null : at.members.byUuid(connection.getRemoteUuid()).orElse(null);
    // Where there are keys, a connection speaks for nobody but the node that it has proved to be.
    if (member == null || (secured && !PeerNames.proves(connection, member.name()))) {
      return null;
    }
    Peer peer = peer(member.name());
    return peer != null && peer.member.equals(member) ? peer.link : null;
  }

  private MemberWire wire(ServerConnection connection) {
    MemberWire wire = wires.get(connection);
    if (wire == null) {
      wire = wires.computeIfAbsent(connection, c -> new MemberWire(c, this::linkOf));
      if (!connection.isAlive()) {
        wires.remove(connection);
      }
    }
    return wire;
  }

  private void opened(ServerConnection connection) {
    MemberWire wire = wire(connection);
    Link link = wire.verify();
    if (link != null && link.isCut()) {
      link.open(wire);
      if (!connection.isAlive()) {
        gone(connection);
        cut(wire, link);
      }
    }
  }

  /** A connection is no more. */
  void gone(ServerConnection connection) {
    MemberWire wire = wires.remove(connection);
    Link link = wire == null ? null : wire.link();
    if (wire != null && link != null) {
      cut(wire, link);
    }
  }

  private void cut(MemberWire wire, Link link) {
    link.cut(wire);
    if (link.isCut()) {
      peers.values().stream().filter(peer -> peer.link.equals(link)).forEach(this::dial);
    }
  }

  // Hazelcast says when a connection is there, and nothing when there will be none.
  private void dial(Peer peer) {
    if (!dialed(peer)) {
      start(() -> {
        try {
          while (!dialed(peer)) {
            Thread.sleep(RETRY);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    }
  }

  private boolean dialed(Peer peer) {
    Home at = home;
    if (at == null || closed || !peer.link.isCut()) {
      return true;
    }
    ServerConnection connection = at.connections.getOrConnect(peer.address);
    if (connection != null && connection.isAlive()) {
      opened(connection);
    }
    return !peer.link.isCut();
  }

  void close() {
    closed = true;
    peers.values().forEach(peer -> peer.link.close());
    peers.clear();
    while (ready.getCount() > 0) {
      ready.countDown();
    }
  }
}
