package dev.jumpgate.shell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.shell.render.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class GatesTest {

  @TempDir Path folder;
  private Gates gates;

  @BeforeEach
  void lookInTheFolder() {
    gates = new Gates(new GateSockets(folder), Duration.ofMinutes(1));
  }

  @Test
  void any_deadNodeLeftItsSocket_takesTheLiveOne() throws Exception {
    FakeGate.stale(folder, "home");
    try (var _ = FakeGate.open(folder, "ship", _ -> new Result.Done());
        var client = gates.any().orElseThrow()) {
      assertThat(client.node()).isEqualTo("ship");
    }
  }

  @Test
  void any_onlyDeadNodes_isEmpty() throws Exception {
    FakeGate.stale(folder, "home");
    assertThat(gates.any()).isEmpty();
    assertThat(new Gates(new GateSockets(folder.resolve("none"))).any()).isEmpty();
  }

  @Test
  void any_onlyGateIsSilent_saysSo() throws Exception {
    try (var _ = FakeGate.speaking(FakeGate.SILENT, folder, "ship")) {
      assertUnreachable(impatient()::any, "the gate of ship did not say hello within 500 ms");
    }
  }

  @Test
  void members_nodeRuns_areTheAddressesOfItsCluster() throws Exception {
    assertThat(gates.members()).isEmpty();
    try (var _ =
        FakeGate.open(folder, "ship", _ -> new Result.Nodes(List.of(Samples.SHIP, Samples.HOME)))) {
      assertThat(gates.members()).containsExactly("127.0.0.1:5801", "127.0.0.1:5802");
    }
  }

  @Test
  void members_gateIsSilent_areNone() throws Exception {
    try (var _ = FakeGate.speaking(FakeGate.SILENT, folder, "ship")) {
      assertThat(impatient().members()).isEmpty();
    }
  }

  @Test
  void connect_noNode_saysHowToStartOne() {
    assertUnreachable(
        () -> gates.connect(null),
        "no node runs on this machine",
        "start one: jumpgate node NAME, or the demo: jumpgate demo");
  }

  @Test
  void connect_byNameOrByPath_reachesThatNode() throws Exception {
    try (var _ = FakeGate.open(folder, "home", _ -> new Result.Done());
        var ship = FakeGate.open(folder, "ship", _ -> new Result.Done())) {
      try (var byName = gates.connect("ship");
          var byPath = gates.connect(ship.socket().toString())) {
        assertThat(byName.node()).isEqualTo("ship");
        assertThat(byPath.node()).isEqualTo("ship");
      }
    }
  }

  @Test
  void connect_unknownName_saysWhichThereAre() throws Exception {
    FakeGate.stale(folder, "dead");
    try (var _ = FakeGate.open(folder, "ship", _ -> new Result.Done())) {
      assertUnreachable(
          () -> gates.connect("shp"),
          "no node named shp runs on this machine",
          "those that do: ship");
    }
  }

  @Test
  void connect_overTcpWithoutKeys_saysHowToMakeThem() {
    Path none = folder.resolve("keys");
    assertThatThrownBy(() -> gates.with(new KeyFolder(none)).connect("example.org:5900"))
        .hasMessage("example.org:5900 needs an operator's keys, and there are none in " + none)
        .asInstanceOf(type(OperatorException.class))
        .extracting(OperatorException::code)
        .isEqualTo(Code.REFUSED);
  }

  @Test
  void connect_pathWithoutGate_saysSo() {
    Path socket = folder.resolve("x.sock");
    assertUnreachable(
        () -> gates.connect(socket.toString()), "no gate answers at " + socket, "is its node up?");
  }

  private static void assertUnreachable(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessage(message)
        .asInstanceOf(type(OperatorException.class))
        .extracting(OperatorException::code)
        .isEqualTo(Code.UNREACHABLE);
  }

  private static void assertUnreachable(ThrowingCallable call, String message, String hint) {
    assertUnreachable(call, message);
    assertThatThrownBy(call)
        .asInstanceOf(type(OperatorException.class))
        .extracting(OperatorException::hint)
        .isEqualTo(hint);
  }

  private Gates impatient() {
    return new Gates(new GateSockets(folder), Duration.ofMillis(500));
  }
}
