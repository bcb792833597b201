package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.AuditLines;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.TestKeys;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Role;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators from elsewhere, by their certificates. */
class TcpGateTest {

  private static final Holder.OfOperator ANN = new Holder.OfOperator("ann", Role.VIEWER);
  private static final Holder.OfOperator BOB = new Holder.OfOperator("bob", Role.ADMIN);

  private TestKeys keys;
  private Node ship;
  private AuditLines audit;

  @BeforeEach
  void start() throws Exception {
    keys = new TestKeys().node("ship").operator("ann", Role.VIEWER).operator("bob", Role.ADMIN);
    audit = new AuditLines();
    ship = Node.start(named().keys(keys.path()).gate("127.0.0.1:0"));
  }

  @AfterEach
  void close() {
    ship.close();
    audit.close();
  }

  private static NodeConfig named() throws IOException {
    return NodeConfig.named("ship").sockets(new GateSockets(Files.createTempDirectory("jg")));
  }

  private GateConnection connect(TestKeys with, Holder holder) throws IOException {
    return GateConnection.overTcp(ship, Credentials.of(with.folder(), holder, Holder.OfNode.class));
  }

  @Test
  void operator_withKeys_looks() throws Exception {
    ship.spawn("tally", Tally.class, Tally.EMPTY);
    try (var gate = connect(keys, ANN)) {
      assertThat(((Result.Nodes) gate.ask(new Call.Nodes())).nodes()).hasSize(1);
      assertThat(((Result.Processes) gate.ask(new Call.Ps("*", null))).processes()).hasSize(1);
    }
    assertThat(audit.all()).noneMatch(line -> line.startsWith("refused"));
  }

  @Test
  void operator_doesWhatTheRoleInTheCertificateAllows() throws Exception {
    ship.spawn("tally", Tally.class, Tally.EMPTY);
    try (var viewer = connect(keys, ANN);
        var admin = connect(keys, BOB)) {
      assertThatThrownBy(() -> viewer.ask(new Call.Stop("tally", false)))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("ann at the gate of ship has the role viewer");
      assertThat(admin.ask(new Call.Stop("tally", false))).isInstanceOf(Result.Stopped.class);
    }
  }

  @Test
  void operator_ofAnotherAuthority_isRefused() throws Exception {
    var others = new TestKeys().operator("ann", Role.VIEWER);
    assertThatThrownBy(() -> connect(others, ANN)).isInstanceOf(IOException.class);
    audit.await("node=ship", "door=gate", "from=/127.0.0.1:");
  }

  @Test
  void operator_whoseCertificateExpired_isRefused() throws Exception {
    keys.expired(ANN);
    assertThatThrownBy(() -> connect(keys, ANN)).isInstanceOf(IOException.class);
    audit.await("door=gate", "NotAfter");
  }

  @Test
  void node_isNoOperator() {
    assertThatThrownBy(() -> connect(keys, new Holder.OfNode("ship")))
        .isInstanceOf(IOException.class);
    audit.await("door=gate", "node ship has no business here");
  }

  @Test
  void gate_withoutKeys_isRefusedOnLoopbackToo() throws Exception {
    var config = named().gate("127.0.0.1:0");
    assertThatThrownBy(() -> Node.start(config))
        .hasMessage(
            "a gate over TCP needs keys: run jumpgate keys init and jumpgate keys node ship, and"
                + " name their folder with --keys");
  }

  @Test
  void gate_onAPortInUse_saysSo() throws Exception {
    var config = named().keys(keys.path()).gate(String.valueOf(ship.tcpGate()));
    assertThatThrownBy(() -> Node.start(config))
        .hasMessageContaining("cannot open the gate at " + ship.tcpGate());
  }
}
