package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node stands still for longer than the others wait for its heartbeat, and goes on. */
class HaltedNodeTest {

  private ChildNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = ChildNodes.onLoopback();
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ship", "home"})
  void name_thatWasClaimedMeanwhile_hasOneOwnerAndTheLosersStateIsKept(String name)
      throws Exception {
    ChildNode sleeper = nodes.node(name);
    ChildNode near = nodes.others(sleeper).getFirst();
    ChildNode far = nodes.others(sleeper).getLast();
    assertThat(sleeper.ask("spawn nav before")).isEqualTo("ok ");
    assertThat(sleeper.ask("spawn log kept")).isEqualTo("ok ");
    ChildNodes.awaitOneOwner("nav", nodes.all());

    sleeper.halt();
    ChildNodes.await(near, "spawn nav meanwhile", "ok "::equals);
    ChildNodes.await(far, "notes nav", "ok [meanwhile]"::equals);
    sleeper.goOn();

    nodes.all().forEach(node -> ChildNodes.awaitMembers(node, 3));
    String loser =
        ChildNodes.awaitOneOwner("nav", nodes.all()).contains("before") ? "meanwhile" : "before";
    nodes.awaitKept("nav", loser);
    // Nobody took that one meanwhile: it is back with the node that has it.
    assertThat(ChildNodes.awaitOneOwner("log", nodes.all())).isEqualTo("ok [kept]");
    assertThat(far.ask("spawn log twice")).startsWith("NameTakenException ");
  }
}
