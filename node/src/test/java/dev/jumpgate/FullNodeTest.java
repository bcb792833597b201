package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Flow;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Moves to a node in a JVM of its own whose heap of 128 MB is too small for what is to come. */
@Timeout(120)
class FullNodeTest {

  @TempDir private Path run;
  private Node ship;
  private ChildNode home;

  @BeforeEach
  void start() throws Exception {
    ship = Node.start(NodeConfig.named("ship").sockets(new GateSockets(run)));
    home =
        ChildNode.start(
            "home", List.of(), List.of("127.0.0.1", run.toString(), ship.address(), "-"));
    home.address();
    Await.until(() -> ship.members() == 2);
  }

  @AfterEach
  void stop() {
    home.close();
    ship.close();
  }

  private Result ask(Call call) {
    try (var gate = new GateConnection(ship)) {
      return gate.ask(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String nodeOf(String name) {
    List<ProcessStatus> found = ((Result.Processes) ask(new Call.Ps(name, null))).processes();
    return found.getFirst().node();
  }

  private Ref<Message> spawn(String name, int megabytes) {
    return ship.spawn(name, Tally.class, Tally.EMPTY.note("x".repeat(megabytes << 20)));
  }

  @Test
  void move_ofWhatDoesNotFit_isRefusedBeforeAnythingIsCopied_andThePlanSaysSo() {
    Ref<Message> large = spawn("large", 100);
    String refusal = "home has no room for large: it needs some 201 MB of heap, and ";
    MovePlan plan =
        ((Result.MovesPlanned) ask(new Call.PlanMove("large", "home", MoveOptions.DEFAULT)))
            .plans()
            .getFirst();
    assertThat(plan.reasons()).hasSize(1).first().asString().startsWith(refusal);
    assertThatThrownBy(() -> ask(new Call.Move("large", "home")))
        .hasMessageStartingWith(refusal)
        .hasMessageEndingWith(" are free; choose another node, or give it a larger heap (-Xmx)");
    assertThat(large.call(new Message.AddAndCount("ship", 1)).applied()).isEqualTo(1);
    assertThat(home.ask("members")).isEqualTo("ok 2");
  }

  @Test
  void move_ofWhatGrowsBeyondTheRoom_isGivenUpByTheTarget_whichLetsGoOfIt() {
    // Each entry is some eight bytes on its way, and a hundred in a heap.
    Tally.State state = Tally.EMPTY;
    for (int i = 0; i < 1_500_000; i++) {
      state = state.counted(Integer.toString(i, 36), new Tally.Count(0, 0, 0));
    }
    Ref<Message> dense = ship.spawn("dense", Tally.class, state);
    assertThatThrownBy(() -> ask(new Call.Move("dense", "home")))
        .hasMessageContaining("home has no room for the rest of dense: its heap of ");
    assertThat(dense.call(new Message.AddAndCount("ship", 1)).applied()).isEqualTo(1);
    assertThat(nodeOf("dense")).isEqualTo("ship");
    // It has all of its room again.
    spawn("next", 20);
    Await.until(() -> moves("next"));
    assertThat(home.ask("members")).isEqualTo("ok 2");
  }

  // Until a collection has seen that what was refused is gone.
  private boolean moves(String name) {
    try {
      ask(new Call.Move(name, "home"));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  void evacuation_passesAFullNodeOver_andTellsWhomNobodyCouldTake() throws Exception {
    try (Node moon =
        Node.start(
            NodeConfig.named("moon").sockets(new GateSockets(run)).join(List.of(ship.address())))) {
      Await.until(() -> ship.members() == 3);
      spawn("a-large", 60);
      spawn("b-large", 60);
      Stream.of("c", "d", "e", "f").forEach(name -> spawn(name, 0));
      var plan =
          ((Result.RelocationPlanned) ask(new Call.Evacuate("ship", List.of(), true))).plan();
      assertThat(plan.processes()).isEqualTo(6);
      assertThat(plan.staying()).isEmpty();
      var alone =
          ((Result.RelocationPlanned) ask(new Call.Evacuate("ship", List.of("home"), true))).plan();
      assertThat(alone.staying())
          .extracting(MoveFailure::name)
          .containsExactlyInAnyOrder("a-large", "b-large");
      assertThat(alone.processes()).isEqualTo(4);

      var gone = ((Result.Relocated) ask(new Call.Evacuate("ship", List.of(), false))).relocation();

      assertThat(gone.failed()).isEmpty();
      assertThat(gone.moved()).isEqualTo(6);
      assertThat(nodeOf("a-large")).isEqualTo("moon");
      assertThat(nodeOf("b-large")).isEqualTo("moon");
      assertThat(Stream.of("c", "d", "e", "f").map(this::nodeOf)).contains("home");
      assertThat(moon.members()).isEqualTo(3);
    }
  }

  @Test
  void evacuation_ofWhatFitsOneByOneOnly_bringsTheOthersElsewhere() throws Exception {
    try (Node moon =
        Node.start(
            NodeConfig.named("moon").sockets(new GateSockets(run)).join(List.of(ship.address())))) {
      Await.until(() -> ship.members() == 3);
      List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
      names.forEach(name -> spawn(name, 34));
      var gone = ((Result.Relocated) ask(new Call.Evacuate("ship", List.of(), false))).relocation();
      assertThat(gone.failed()).isEmpty();
      assertThat(gone.moved()).isEqualTo(names.size());
      assertThat(gone.flows()).extracting(Flow::to).contains("moon");
      assertThat(ship.processes().all()).isEmpty();
      assertThat(moon.members()).isEqualTo(3);
    }
  }
}
