package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.cluster.ClusterConfig;
import dev.jumpgate.cluster.hazelcast.HazelcastCluster;
import dev.jumpgate.fixture.AuditLines;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.TestKeys;
import dev.jumpgate.gate.Audit;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Holder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that have keys are a cluster among themselves. */
class SecureClusterTest {

  private Path run;
  private TestKeys keys;
  private Node ship;
  private AuditLines audit;

  @BeforeEach
  void start() throws Exception {
    run = Files.createTempDirectory("jg");
    audit = new AuditLines();
    keys = new TestKeys().node("ship").node("home");
    ship = Node.start(named("ship").keys(keys.path()));
  }

  @AfterEach
  void close() {
    ship.close();
    audit.close();
  }

  private NodeConfig named(String name) {
    return NodeConfig.named(name).sockets(new GateSockets(run));
  }

  private NodeConfig joining(String name) {
    return named(name).join(List.of(ship.address()));
  }

  @Test
  void nodes_withKeys_callEachOther() {
    var tally = ship.spawn("tally", Tally.class, Tally.EMPTY);
    try (var home = Node.start(joining("home").keys(keys.path()))) {
      assertThat(home.members()).isEqualTo(2);
      assertThat(home.find("tally", Tally.class).call(new Tally.Message.Notes())).isEmpty();
      assertThat(audit.all()).noneMatch(line -> line.startsWith("refused"));
    }
    Await.until(() -> ship.members() == 1);
    assertThat(tally.call(new Tally.Message.Notes())).isEmpty();
  }

  @Test
  void largeMessages_arriveWhole() {
    var tally = ship.spawn("tally", Tally.class, Tally.EMPTY);
    try (var home = Node.start(joining("home").keys(keys.path()))) {
      var far = home.find("tally", Tally.class);
      List<String> notes =
          IntStream.range(0, 40).mapToObj(i -> Integer.toString(i).repeat(20_000)).toList();
      notes.forEach(note -> far.send(new Tally.Message.Note(note)));
      assertThat(far.call(new Tally.Message.Notes())).containsExactlyElementsOf(notes);
      assertThat(tally.call(new Tally.Message.Notes())).hasSize(40);
    }
  }

  @Test
  void node_withoutKeys_doesNotJoin() {
    try (var home = Node.start(joining("home"))) {
      assertThat(home.members()).isEqualTo(1);
      audit.await("node=ship", "door=members");
    }
    assertThat(ship.members()).isEqualTo(1);
  }

  @Test
  void node_withTheKeysOfAnotherAuthority_doesNotJoin() throws Exception {
    var others = new TestKeys().node("home");
    assertThatThrownBy(() -> Node.start(joining("home").keys(others.path())))
        .hasMessageStartingWith(
            "home and the node at " + ship.address() + " do not accept each other's keys");
    audit.await("node=ship", "door=members", "unknown");
    assertThat(ship.members()).isEqualTo(1);
  }

  @Test
  void node_whoseHandshakesComeToNothing_triesAgainAndDoesNotBlameTheKeys() throws Exception {
    try (var seed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var called = new AtomicInteger();
      Thread.ofVirtual()
          .start(() -> {
            while (!seed.isClosed()) {
              try (var _ = seed.accept()) {
                called.incrementAndGet();
              } catch (IOException e) {
                return; // the test is over
              }
            }
          });
      String address = "127.0.0.1:" + seed.getLocalPort();
      keys.node("third");
      assertThatThrownBy(() -> Node.start(named("third").join(List.of(address)).keys(keys.path())))
          .hasMessageStartingWith("third could not join by the node at " + address + ": ")
          .hasMessageContaining("try again")
          .message()
          .doesNotContain("keys");
      assertThat(called.get()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void node_withNoKeysOfItsOwn_saysWhatToRun() {
    assertThatThrownBy(() -> Node.start(joining("third").keys(keys.path())))
        .hasMessageContaining("run jumpgate keys node third");
  }

  @Test
  void node_beyondLoopbackWithoutKeys_isRefusedBeforeItListens() {
    assertThatThrownBy(() -> Node.start(named("third").bind("192.0.2.1")))
        .hasMessage(
            "192.0.2.1 is not loopback, and a node that others can reach needs keys: run jumpgate"
                + " keys init and jumpgate keys node third, and name their folder with --keys");
  }

  @Test
  void node_withTheKeysOfAnotherNode_isRefused() throws Exception {
    keys.node("evil");
    Files.move(
        keys.path().resolve("node-evil.pem"),
        keys.path().resolve("node-home.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Node.start(joining("home").keys(keys.path())))
        .hasMessageContaining("is the certificate of node evil");
  }

  @Test
  void node_thatSaysItIsAnother_isRefusedByTheCluster() {
    keys.node("evil");
    var evil =
        new ClusterConfig(
            "home",
            1,
            "127.0.0.1",
            0,
            List.of(ship.address()),
            Credentials.of(keys.folder(), new Holder.OfNode("evil"), Holder.OfNode.class),
            new Audit("evil", InstantSource.system()));
    assertThatThrownBy(() -> HazelcastCluster.start(evil))
        .hasMessageContaining("the cluster did not take home");
    audit.await("node=ship", "it says that it is node home, and has the certificate of evil");
    assertThat(ship.members()).isEqualTo(1);
  }

  @Test
  void node_whoseKeysExpired_saysWhatToRunBeforeItListens() {
    keys.expired(new Holder.OfNode("home"));
    assertThatThrownBy(() -> Node.start(joining("home").keys(keys.path())))
        .hasMessageStartingWith("the certificate of node home expired at 20")
        .hasMessageEndingWith(": run jumpgate keys node home --replace");
  }

  @Test
  void authority_thatIsReplaced_isTrustedBesideTheFormerOne() throws Exception {
    String former = Files.readString(keys.path().resolve("ca.pem"));
    var next = new TestKeys().node("home");
    Path trusted = next.path().resolve("ca.pem");
    String both = Files.readString(trusted) + former;
    Files.writeString(trusted, both);
    Files.writeString(keys.path().resolve("ca.pem"), both);
    try (var home = Node.start(joining("home").keys(next.path()))) {
      assertThat(home.members()).isEqualTo(2);
    }
  }

  @Test
  void keys_thatAreReplaced_areUsedByTheNextNodeThatComes() {
    keys.node("ship");
    try (var home = Node.start(joining("home").keys(keys.path()))) {
      assertThat(home.members()).isEqualTo(2);
    }
  }
}
