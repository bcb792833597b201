package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.script.LocalNodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands at a gate over TCP, with the keys that {@code jumpgate keys} made. */
class TcpConnectTest {

  private Path keys;
  private Node ship;

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void start() throws IOException {
    keys = Files.createTempDirectory("jgk").resolve("keys");
    run("keys", "init");
    run("keys", "node", "ship");
    run("keys", "operator", "ann", "--role", "viewer");
    ship =
        Node.start(
            NodeConfig.named("ship")
                .sockets(new GateSockets(Files.createTempDirectory("jg")))
                .keys(keys)
                .gate("127.0.0.1:0"));
  }

  @AfterEach
  void close() {
    ship.close();
  }

  private Ran run(String... words) throws IOException {
    var out = new StringWriter();
    var err = new StringWriter();
    var nowhere = new Gates(new GateSockets(Files.createTempDirectory("jg")));
    List<String> line =
        Stream.concat(Stream.of(words), Stream.of("--keys", keys.toString())).toList();
    int code =
        new LineCommands(nowhere, new NoFrontends(), Map.of())
            .run(line, new PrintWriter(out), new PrintWriter(err), Style.PLAIN);
    return new Ran(code, out.toString(), err.toString());
  }

  private Ran connected(String operator, String... words) throws IOException {
    return run(
        Stream.concat(Stream.of("--connect", operator + ship.tcpGate()), Stream.of(words))
            .toArray(String[]::new));
  }

  @Test
  void theOnlyOperator_needsNoName() throws Exception {
    assertThat(connected("", "nodes").out()).contains("ship").contains(ship.address());
  }

  @Test
  void operators_severalOfThem_areToldApartByName() throws Exception {
    run("keys", "operator", "bob", "--role", "admin");
    Ran which = connected("", "nodes");
    assertThat(which.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(which.err())
        .contains("has keys of several operators: ann, bob (say which one: --connect ann@127");
    assertThat(connected("bob@", "nodes").code()).isEqualTo(ExitCode.DONE);
    assertThat(connected("eve@", "nodes").err()).contains("has no keys of operator eve");
  }

  @Test
  void role_isThatOfTheCertificate() throws Exception {
    ship.spawn("nav", Furnace.class, new Furnace.State(3));
    Ran ran = connected("ann@", "stop", "nav");
    assertThat(ran.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).contains("ann at the gate of ship has the role viewer");
  }

  @Test
  void keys_ofAnotherAuthority_areRefusedInOneLine() throws Exception {
    run("keys", "init", "--replace");
    run("keys", "operator", "ann", "--role", "viewer", "--replace");
    Ran ran = connected("", "nodes");
    assertThat(ran.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("do not accept each other");
  }

  @Test
  void gate_thatIsGone_isUnreachable() throws Exception {
    String place = String.valueOf(ship.tcpGate());
    ship.close();
    Ran ran = run("--connect", place, "nodes");
    assertThat(ran.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.err()).contains("no gate answers at " + place);
  }

  private GateClient client(String operator) {
    return new Gates(new GateSockets(keys))
        .with(new KeyFolder(keys))
        .connect(operator + ship.tcpGate());
  }

  @Test
  void evaluator_isReachedTheSameWay_byAdminsOnly() throws Exception {
    run("keys", "operator", "bob", "--role", "admin");
    Path noSocket = keys.resolve("none.sock");
    try (var bob = client("bob@");
        var evaluator = bob.evaluator("ship", noSocket, (_, _) -> {})) {
      assertThat(evaluator.ask(new Evaluation.Packages())).isInstanceOf(Evaluated.Names.class);
    }
    try (var ann = client("ann@");
        var evaluator = ann.evaluator("ship", noSocket, (_, _) -> {})) {
      assertThatThrownBy(() -> evaluator.ask(new Evaluation.Packages()))
          .hasMessageContaining("needs the role admin");
    }
  }

  @Test
  void kill_overTcp_isRefusedBecauseItMayHitAnotherMachinesProcess() {
    try (var ann = client("")) {
      assertThatThrownBy(() -> new LocalNodes(ann).kill("ship"))
          .hasMessage("cannot kill node ship: this shell reaches it over TCP");
    }
  }
}
