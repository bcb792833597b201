package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.TestKeys;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link of one node of three is cut, and healed. */
class CutLinkTest {

  private Namespaces machines;
  private ChildNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = new ChildNodes();
    machines = new Namespaces(List.of("ship", "home", "moon"));
    var keys = new TestKeys().node("ship").node("home").node("moon");
    String run = Files.createTempDirectory("jg").toString();
    nodes.start(
        machines::command, name -> List.of(machines.address(name), run), keys.path().toString());
  }

  @AfterEach
  void stop() {
    nodes.close();
    if (machines != null) {
      machines.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ship", "home"})
  void nodeAlone_givesOutNoName_andOneOwnerIsLeftWhenItIsBack(String name) throws Exception {
    ChildNode alone = nodes.node(name);
    ChildNode near = nodes.others(alone).getFirst();
    ChildNode far = nodes.others(alone).getLast();
    assertThat(alone.ask("spawn nav before")).isEqualTo("ok ");
    assertThat(near.ask("spawn log kept")).isEqualTo("ok ");
    ChildNodes.awaitOneOwner("nav", nodes.all());

    machines.cut(name);
    ChildNodes.awaitMembers(alone, 1);
    assertThat(alone.ask("spawn fresh alone"))
        .isEqualTo(
            "RefusedException "
                + name
                + " reaches 1 of 3 nodes and must not give out names until it reaches more than"
                + " half");
    assertThat(alone.ask("notes nav")).isEqualTo("ok [before]");
    ChildNodes.await(near, "spawn nav meanwhile", "ok "::equals);
    assertThat(far.ask("spawn fresh together")).isEqualTo("ok ");
    machines.heal(name);

    nodes.all().forEach(node -> ChildNodes.awaitMembers(node, 3));
    String nav = ChildNodes.awaitOneOwner("nav", nodes.all());
    String loser = nav.contains("before") ? "meanwhile" : "before";
    nodes.awaitKept("nav", loser);
    assertThat(ChildNodes.awaitOneOwner("log", nodes.all())).isEqualTo("ok [kept]");
    assertThat(ChildNodes.awaitOneOwner("fresh", nodes.all())).isEqualTo("ok [together]");
  }
}
