package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.process.JumpgateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes come and go. */
class NodeTest {

  @Test
  void nodes_tellOfEachOther() throws Exception {
    try (var nodes = new NodePair();
        var gate = new GateConnection(nodes.home())) {
      var found = ((Result.Nodes) gate.ask(new Call.Nodes())).nodes();
      assertThat(found).extracting(NodeStatus::name).containsExactly("home", "ship");
      assertThat(found).extracting(NodeStatus::state).containsOnly("up");
      assertThat(found)
          .extracting(NodeStatus::gate)
          .containsExactly(nodes.home().gate().toString(), nodes.ship().gate().toString());
    }
  }

  @Test
  void node_joinsByTheNameOfAService() throws Exception {
    Path run = Files.createTempDirectory("jg");
    var config = NodeConfig.named("first").sockets(new GateSockets(run));
    try (var first = Node.start(config)) {
      String port = first.address().substring(first.address().indexOf(':') + 1);
      var second = NodeConfig.named("second").sockets(new GateSockets(run));
      try (var node = Node.start(second.join(List.of("dns:localhost:" + port)))) {
        assertThat(node.members()).isEqualTo(2);
      }
    }
    Files.deleteIfExists(run);
  }

  @Test
  void node_withAServiceAmongItsSeeds_saysThatItStandsAlone() {
    var config = NodeConfig.named("torn").join(List.of("dns:localhost:5801", "127.0.0.1:5801"));
    assertThatThrownBy(() -> Node.start(config))
        .isInstanceOf(JumpgateException.class)
        .hasMessageContaining("dns:localhost:5801 names all members there are");
  }

  @Test
  void gate_isForItsUserAlone() throws Exception {
    try (var nodes = new NodePair()) {
      Path socket = nodes.ship().gate();
      assertThat(mode(socket)).isEqualTo("rw-------");
      assertThat(mode(socket.resolveSibling("."))).isEqualTo("rwx------");
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void node_thatLeaves_freesItsNames() throws Exception {
    try (var nodes = new NodePair()) {
      nodes.home().spawn("guest", Tally.class, Tally.EMPTY);
      nodes.home().close();
      Await.until(() -> {
        try {
          nodes.ship().spawn("guest", Tally.class, Tally.EMPTY);
          return true;
        } catch (JumpgateException e) {
          return false;
        }
      });
    }
  }

  @Test
  void node_ofANameThatTheClusterHas_isRefusedAndTheFirstGoesOn() throws Exception {
    try (var nodes = new NodePair()) {
      nodes.ship().spawn("steady", Tally.class, Tally.EMPTY);
      var second =
          NodeConfig.named("ship")
              .sockets(new GateSockets(Files.createTempDirectory("jg")))
              .join(List.of(nodes.ship().address()));
      assertThatThrownBy(() -> Node.start(second))
          .isInstanceOf(JumpgateException.class)
          .hasMessageContaining("a node of that name");
      assertThat(nodes.home().find("steady", Tally.class).call(new Tally.Message.Notes()))
          .isEmpty();
    }
  }

  @Test
  void node_whoseGateIsThere_isRefusedBeforeItJoins() throws Exception {
    try (var nodes = new NodePair()) {
      assertThatThrownBy(() -> Node.start(nodes.config("ship")))
          .isInstanceOf(JumpgateException.class)
          .hasMessageContaining("runs on this machine already");
    }
  }

  @Test
  void node_onAPortInUse_saysSo() throws Exception {
    try (var nodes = new NodePair()) {
      int port = Integer.parseInt(nodes.ship().address().replaceFirst(".*:", ""));
      assertThatThrownBy(() -> Node.start(nodes.config("third").port(port)))
          .isInstanceOf(JumpgateException.class)
          .hasMessageContaining("port " + port + " is in use");
    }
  }

  @Test
  void node_withoutItsApplication_saysWhatIsMissing() throws Exception {
    var sockets = new GateSockets(Files.createTempDirectory("jg"));
    var noJar = NodeConfig.named("lone").sockets(sockets).app(List.of(Path.of("no.jar")));
    assertThatThrownBy(() -> Node.start(noJar)).hasMessage("there is no jar or folder no.jar");
    var noApp = NodeConfig.named("lone").sockets(sockets).main("a.Main");
    assertThatThrownBy(() -> Node.start(noApp)).hasMessageContaining("needs --app");
    assertThatThrownBy(() -> NodeConfig.named("Ship")).hasMessageContaining("is no name");
  }
}
