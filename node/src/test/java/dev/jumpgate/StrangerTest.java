package dev.jumpgate;

import static dev.jumpgate.fixture.Caller.PATIENCE_MS;
import static dev.jumpgate.fixture.Caller.assertClosed;
import static dev.jumpgate.fixture.Caller.assertRefused;
import static dev.jumpgate.fixture.Caller.isClosed;
import static dev.jumpgate.fixture.Caller.tls;
import static dev.jumpgate.fixture.Caller.write;
import static dev.jumpgate.fixture.Caller.writeUntilClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import dev.jumpgate.fixture.AuditLines;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Gullible;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tap;
import dev.jumpgate.fixture.TestKeys;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.operator.Role;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who reaches a node's ports and has no business there: never joins, reads, runs or stops anything,
 * costs the node a bounded amount of memory, and leaves a line in the audit log.
 */
class StrangerTest {

  // What a crowd may cost at most: at each door 128 or fewer that prove nothing, some 40 kB each.
  private static final long HEAP_GROWTH_MAX = 24L << 20;
  private static final Holder.OfOperator ANN = new Holder.OfOperator("ann", Role.ADMIN);
  private static final Holder.OfNode HOME = new Holder.OfNode("home");

  private static TestKeys keys;
  private static Node ship;
  private static Ref<Tally.Message> tally;
  private AuditLines audit;

  enum Door {
    MEMBERS,
    GATE;

    InetSocketAddress address() {
      URI place = URI.create("tcp://" + (this == MEMBERS ? ship.address() : ship.tcpGate()));
      return new InetSocketAddress(place.getHost(), place.getPort());
    }

    String auditName() {
      return "door=" + (this == MEMBERS ? "members" : "gate");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    keys = new TestKeys().node("ship").node("home").operator("ann", Role.ADMIN);
    ship =
        Node.start(
            NodeConfig.named("ship")
                .sockets(new GateSockets(Files.createTempDirectory("jg")))
                .keys(keys.path())
                .gate("127.0.0.1:0"));
    tally = ship.spawn("tally", Tally.class, Tally.EMPTY);
    tally.send(new Tally.Message.Note("before"));
  }

  @AfterAll
  static void stop() {
    ship.close();
  }

  @BeforeEach
  void listen() {
    audit = new AuditLines();
  }

  @AfterEach
  void nodeIsAsItWas() {
    audit.close();
    assertThat(ship.isOpen()).isTrue();
    assertThat(ship.members()).isEqualTo(1);
    assertThat(tally.call(new Tally.Message.Notes())).containsExactly("before");
  }

  @ParameterizedTest
  @EnumSource
  void plaintextClient_isRefused(Door door) throws Exception {
    for (String opening : List.of("GET / HTTP/1.1\r\n\r\n", "HZC", "CP2", "\0\0\0\0\0\0\0\0")) {
      try (var socket = connect(door)) {
        socket.getOutputStream().write(opening.repeat(20).getBytes(StandardCharsets.US_ASCII));
        assertClosed(socket);
      }
    }
    audit.await(
        door.auditName(),
        "from=/127.0.0.1:",
        door == Door.MEMBERS ? "it does not speak TLS" : "Unsupported or unrecognized SSL message");
  }

  @Test
  void stockHazelcastClient_isRefused() {
    var config = new ClientConfig().setClusterName("jumpgate");
    config.getNetworkConfig().addAddress(ship.address());
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(500);
    assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(config))
        .isInstanceOf(IllegalStateException.class);
    audit.await("door=members", "it does not speak TLS");
  }

  @Test
  void stockHazelcastMember_isRefused() {
    var config = new Config().setClusterName("jumpgate");
    config.setProperty("hazelcast.logging.type", "log4j2");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.max.join.seconds", "3");
    config.setProperty("hazelcast.tcp.join.port.try.count", "1");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(false);
    var network = config.getNetworkConfig().setPort(20_000 + new Random().nextInt(10_000));
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).addMember(ship.address());
    try {
      var stock = Hazelcast.newHazelcastInstance(config);
      assertThat(stock.getCluster().getMembers()).hasSize(1);
      stock.getLifecycleService().terminate();
    } catch (IllegalStateException e) {
      // It gave up instead of going on alone.
    }
    audit.await("door=members", "it does not speak TLS");
  }

  @ParameterizedTest
  @EnumSource
  void certificate_ofAnotherAuthority_isRefused(Door door) throws Exception {
    var others = new TestKeys().node("home").operator("ann", Role.ADMIN);
    assertTurnedAway(door, others, door == Door.MEMBERS ? HOME : ANN);
    audit.await(door.auditName());
  }

  @ParameterizedTest
  @EnumSource
  void certificate_thatExpired_isRefused(Door door) throws Exception {
    Holder holder = door == Door.MEMBERS ? HOME : ANN;
    keys.expired(holder);
    try {
      assertTurnedAway(door, keys, holder);
    } finally {
      keys.node("home").operator("ann", Role.ADMIN);
    }
    audit.await(door.auditName(), "NotAfter");
  }

  @Test
  void certificate_ofAnOperator_isNoNodes() throws Exception {
    assertTurnedAway(Door.MEMBERS, keys, ANN);
    audit.await("door=members", "operator ann (admin) has no business here");
  }

  @Test
  void noCertificate_isRefused() throws Exception {
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(null, new TrustManager[] {new Gullible()}, null);
    for (Door door : Door.values()) {
      var address = door.address();
      try (var socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
        assertRefused(socket);
      }
      audit.await(door.auditName(), "certificate");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oldTls_isRefused(Door door) throws Exception {
    var address = door.address();
    var context = credentials(keys, door == Door.MEMBERS ? HOME : ANN).context();
    try (var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertRefused(socket);
    }
    audit.await(door.auditName());
  }

  @ParameterizedTest
  @EnumSource
  void replayedFrames_areRefused(Door door) throws Exception {
    byte[] said = genuineSession(door);
    try (var socket = connect(door)) {
      socket.getOutputStream().write(said);
      assertClosed(socket);
    }
    audit.await(door.auditName());
  }

  @ParameterizedTest
  @EnumSource
  void mutatedHandshakes_areRefused(Door door) throws Exception {
    byte[] said = genuineSession(door);
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      byte[] mutant = said.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try (var socket = connect(door)) {
        socket.getOutputStream().write(mutant);
        socket.shutdownOutput();
        assertClosed(socket);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    Await.until(() -> audit.all().size() >= 60);
  }

  @Test
  void mutatedRecord_endsTheConnection() throws Exception {
    try (var tap = Tap.before(Door.MEMBERS.address());
        var socket = tls(credentials(keys, HOME), tap.address())) {
      socket.startHandshake();
      socket.getOutputStream().write("HZC".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      tap.mutateNext();
      socket.getOutputStream().write(new byte[1000]);
      assertClosed(socket);
    }
    audit.await("door=members", "Tag mismatch");
  }

  @ParameterizedTest
  @EnumSource
  void oversizedFrames_areRefused(Door door) throws Exception {
    long before = usedHeap();
    byte[] record = new byte[1 << 20];
    System.arraycopy(new byte[] {0x16, 3, 3, -1, -1, 1, 0, -1, -1}, 0, record, 0, 9);
    for (int i = 0; i < 20; i++) {
      try (var socket = connect(door)) {
        writeUntilClosed(socket, record);
        assertClosed(socket);
      }
    }
    audit.await(door.auditName());
    assertThat(usedHeap() - before).isLessThan(HEAP_GROWTH_MAX);
  }

  @Test
  void oversizedFrame_ofAnOperator_endsTheConnection() throws Exception {
    try (var socket = tls(credentials(keys, ANN), Door.GATE.address())) {
      socket.startHandshake();
      socket.getOutputStream().write(new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0});
      assertClosed(socket);
    }
    audit.await("door=gate", "ann at the gate of ship", "is not this protocol");
  }

  @ParameterizedTest
  @EnumSource
  void halfOpenConnections_fiveHundred_keepNobodyOut(Door door) throws Exception {
    byte[] opening = Arrays.copyOf(genuineSession(door), 60);
    long before = usedHeap();
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        var socket = connect(door);
        crowd.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write(opening);
        }
      }
      assertThat(usedHeap() - before).isLessThan(HEAP_GROWTH_MAX);
      // Whoever has keys comes through the crowd.
      genuineSession(door);
      Await.until(() -> refusals(door) >= 500);
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
    audit.await(door.auditName(), "it gave way to later ones");
    audit.await(door.auditName(), "no proof of who it is within 5 s");
  }

  private long refusals(Door door) {
    return audit.all().stream().filter(line -> line.contains(door.auditName())).count();
  }

  @Test
  void slowWriter_isCutOff() throws Exception {
    byte[] said = genuineSession(Door.MEMBERS);
    try (var socket = connect(Door.MEMBERS)) {
      socket.setSoTimeout(50);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
      boolean closed = false;
      for (int i = 0; !closed && System.nanoTime() < end; i++) {
        closed = !write(socket, said[i % said.length]) || isClosed(socket);
      }
      assertThat(closed).isTrue();
    }
    audit.await("door=members", "no proof of who it is within 5 s");
  }

  @Test
  void slowReader_isCutOff() throws Exception {
    byte[] said = genuineSession(Door.MEMBERS);
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(1);
      socket.connect(Door.MEMBERS.address());
      socket.getOutputStream().write(Arrays.copyOf(said, firstRecord(said)));
      audit.await("door=members", "no proof of who it is within 5 s");
    }
  }

  private static int firstRecord(byte[] said) {
    return 5 + ((said[3] & 0xff) << 8 | (said[4] & 0xff));
  }

  /** What somebody says who has every right to. */
  private static byte[] genuineSession(Door door) throws Exception {
    try (var tap = Tap.before(door.address());
        var socket = tls(credentials(keys, door == Door.MEMBERS ? HOME : ANN), tap.address())) {
      socket.startHandshake();
      if (door == Door.MEMBERS) {
        socket.getOutputStream().write("HZC".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      return tap.said();
    }
  }

  private static Credentials credentials(TestKeys of, Holder holder) {
    return Credentials.of(of.folder(), holder, Holder.OfNode.class);
  }

  private static void assertTurnedAway(Door door, TestKeys with, Holder as) throws IOException {
    try (var socket = tls(credentials(with, as), door.address())) {
      assertRefused(socket);
    }
  }

  private static Socket connect(Door door) throws IOException {
    var socket = new Socket();
    socket.connect(door.address(), PATIENCE_MS);
    return socket;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
