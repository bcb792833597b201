package dev.jumpgate.shell.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalNodesTest {

  private final FakeCluster cluster = new FakeCluster();
  private final LocalNodes nodes = new LocalNodes(cluster);

  @Test
  void kill_nodeOfThisMachine_isGoneOnReturn() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    cluster.nodes.add(FakeCluster.node("home", process.pid()));
    nodes.kill("home");
    assertThat(process.toHandle().isAlive()).isFalse();
    assertThat(process.waitFor()).isEqualTo(137);
    nodes.kill("home");
  }

  @Test
  void kill_unknownNode_isRefused() {
    assertThatThrownBy(() -> nodes.kill("nowhere"))
        .isInstanceOfSatisfying(
            OperatorException.class,
            e -> assertThat(e.code()).isEqualTo(OperatorException.Code.UNKNOWN_NODE))
        .hasMessage("there is no node nowhere");
  }

  @Test
  void kill_ownJvm_isRefused() {
    cluster.nodes.add(FakeCluster.node("self", ProcessHandle.current().pid()));
    assertThatThrownBy(() -> nodes.kill("self"))
        .isInstanceOf(OperatorException.class)
        .hasMessage("cannot kill node self: it runs in this very JVM");
  }

  @Test
  void kill_nodeOfAnotherMachine_isRefused() {
    cluster.nodes.add(
        new NodeStatus("far", "192.0.2.1:5801", 1, "up", "0.1.0", 0, 0, 0, 0, Duration.ZERO, null));
    assertThatThrownBy(() -> nodes.kill("far"))
        .isInstanceOf(OperatorException.class)
        .hasMessage("cannot kill node far: it runs on another machine: 192.0.2.1:5801");
  }
}
