package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Transport;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Frames as packets on Hazelcast's own member connections. */
final class PacketTransport implements Transport {

  static final Packet.Type TYPE = Packet.Type.UNDEFINED5;

  private final Map<Channel, Receiver> receivers = new EnumMap<>(Channel.class);
  private final Map<ServerConnection, Inbox> inboxes = new ConcurrentHashMap<>();
  // Who is at the other end, also when it has left and its last frames are still to be handled.
  private final Map<ServerConnection, Member> senders = new ConcurrentHashMap<>();
  private final Map<String, Outbox> outboxes = new ConcurrentHashMap<>();
  private final boolean secured;
  private final CountDownLatch ready = new CountDownLatch(1);
  private @Nullable MemberList membership;
  private @Nullable ServerConnectionManager connections;

  /**
   * A transport that is not connected yet.
   *
   * @param secured whether connections prove the names of their nodes
   */
  PacketTransport(boolean secured) {
    this.secured = secured;
  }

  void connect(HazelcastInstance instance, MemberList members) {
    this.membership = members;
    var node =
        instance instanceof HazelcastInstanceProxy proxy
            ? proxy.getOriginal().node
            : ((HazelcastInstanceImpl) instance).node;
    this.connections = node.getServer().getConnectionManager(EndpointQualifier.MEMBER);
    members.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            Outbox outbox = outboxes.remove(member.name());
            if (outbox != null) {
              outbox.close();
            }
            inboxes.keySet().removeIf(connection -> !connection.isAlive());
            senders.keySet().removeIf(connection -> !connection.isAlive());
          }
        });
  }

  /** Called once all receivers are set: frames that came earlier wait until then. */
  void open() {
    ready.countDown();
  }

  @Override
  public void receive(Channel channel, Receiver receiver) {
    receivers.put(channel, receiver);
    if (receivers.size() == Channel.values().length) {
      open();
    }
  }

  @Override
  public boolean send(String node, Channel channel, byte[] frame) {
    MemberList members = membership;
    ServerConnectionManager manager = connections;
    if (members == null || manager == null) {
      return false;
    }
    Outbox outbox = outboxes.get(node);
    if (outbox == null) {
      outbox = members.hazelcastMember(node).map(m -> outbox(node, m, manager)).orElse(null);
    }
    return outbox != null && outbox.send(addressed(channel, frame));
  }

  private Outbox outbox(
      String node, com.hazelcast.cluster.Member member, ServerConnectionManager manager) {
    return outboxes.computeIfAbsent(
        node, n -> new Outbox(() -> manager.getOrConnect(member.getAddress())));
  }

  private static byte[] addressed(Channel channel, byte[] frame) {
    byte[] bytes = new byte[frame.length + 1];
    bytes[0] = channel.code();
    System.arraycopy(frame, 0, bytes, 1, frame.length);
    return bytes;
  }

  /** On Hazelcast's IO thread: hands the frame over and returns at once. */
  void arrived(ServerConnection connection, byte[] bytes) {
    inboxes.computeIfAbsent(connection, c -> new Inbox(frame -> receive(c, frame))).add(bytes);
  }

  private void receive(ServerConnection connection, byte[] bytes) throws InterruptedException {
    ready.await();
    Member from = sender(connection);
    Channel channel = bytes.length == 0 ? null : Channel.of(bytes[0]);
    Receiver receiver = channel == null ? null : receivers.get(channel);
    if (from != null && receiver != null) {
      receiver.received(from, Arrays.copyOfRange(bytes, 1, bytes.length));
    }
  }

  // A member's first frames may be here before the news that it is a member.
  private @Nullable Member sender(ServerConnection connection) throws InterruptedException {
    Member known = senders.get(connection);
    if (known != null) {
      return known;
    }
    MemberList members = membership;
    for (int attempt = 0; members != null && attempt < 500; attempt++) {
      var member = members.byUuid(connection.getRemoteUuid());
      // Where there are keys, a connection speaks for nobody but the node that it has proved to be.
      if (member.isPresent() && secured && !PeerNames.proves(connection, member.get().name())) {
        return null;
      }
      if (member.isPresent()) {
        senders.put(connection, member.get());
        return member.get();
      }
      Thread.sleep(10);
    }
    return null;
  }

  void close() {
    open();
    inboxes.clear();
    outboxes.values().forEach(Outbox::close);
    outboxes.clear();
  }
}
