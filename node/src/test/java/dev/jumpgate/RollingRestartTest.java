package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Client;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every node's JVM is told to end and started again, one after the other, under load. */
@Timeout(240)
class RollingRestartTest {

  private static final List<String> NAMES = List.of("ship", "home", "moon");
  private static final int EACH = 20;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Map<String, ChildNode> children = new LinkedHashMap<>();
  private Path run;
  private Node tower;

  @BeforeEach
  void start() throws Exception {
    run = Files.createTempDirectory("jg");
    tower = Node.start(NodeConfig.named("tower").sockets(new GateSockets(run)));
    for (String name : NAMES) {
      launch(name);
    }
    awaitAll();
  }

  @AfterEach
  void stop() {
    children.values().forEach(ChildNode::close);
    tower.close();
  }

  private void launch(String name) throws IOException {
    List<String> arguments = List.of("127.0.0.1", run.toString(), tower.address(), "-", "60");
    children.put(name, ChildNode.start(name, List.of(), arguments));
  }

  private void awaitAll() {
    children.values().forEach(ChildNode::address);
    children.values().forEach(child -> ChildNodes.awaitMembers(child, NAMES.size() + 1));
    Await.until(() -> tower.members() == NAMES.size() + 1);
  }

  @Test
  void rollingRestart_underLoad_losesNoProcessAndFailsNoCall() throws Exception {
    for (ChildNode child : children.values()) {
      for (int i = 0; i < EACH; i++) {
        String name = child.name() + "-" + i;
        assertThat(child.ask("spawn " + name + " of-" + name)).isEqualTo("ok ");
      }
    }
    for (String node : NAMES) {
      List<Client> clients = clients(node);
      Objects.requireNonNull(children.remove(node)).terminate();
      Await.until(() -> tower.members() == NAMES.size());
      assertThat(owners()).as("after %s has left", node).doesNotContainValue(node);
      launch(node);
      awaitAll();
      for (Client client : clients) {
        assertThat(client.stop()).as("while %s restarted", node).isEmpty();
        assertThat(client.calls()).isPositive();
      }
    }
    assertThat(owners()).hasSize(NAMES.size() * EACH);
    for (String node : NAMES) {
      for (int i = 0; i < EACH; i++) {
        String name = node + "-" + i;
        assertThat(tower.find(name, Tally.class).call(new Tally.Message.Notes()))
            .startsWith("of-" + name)
            .contains("MOVED");
      }
    }
  }

  /** Of some processes that were born on each node, for the time of one restart. */
  private List<Client> clients(String round) {
    List<Client> clients = new ArrayList<>();
    for (String node : NAMES) {
      for (int i = 0; i < 3; i++) {
        clients.add(new Client(round + i, tower.find(node + "-" + i, Tally.class), PAUSE));
      }
    }
    return clients;
  }

  /** The node of each process, by its name. */
  private Map<String, String> owners() throws IOException {
    Map<String, String> owners = new LinkedHashMap<>();
    try (var gate = new GateConnection(tower)) {
      ((Result.Processes) gate.ask(new Call.Ps("*", null)))
          .processes()
          .forEach(p -> owners.put(String.valueOf(p.name()), p.node()));
    }
    return owners;
  }
}
