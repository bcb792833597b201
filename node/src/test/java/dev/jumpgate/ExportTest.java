package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.ExportFile;
import dev.jumpgate.gate.protocol.Exported;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.Child;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process goes into a file, and comes out of it again. */
@Timeout(120)
class ExportTest {

  private NodePair nodes;
  private GateConnection operator;

  @BeforeEach
  void start() throws Exception {
    nodes = new NodePair();
    operator = new GateConnection(nodes.home());
  }

  @AfterEach
  void stop() throws Exception {
    operator.close();
    nodes.close();
  }

  private Bytes export(String process) throws Exception {
    return ((Result.Exported) operator.ask(new Call.Export(process))).file();
  }

  @Test
  void process_withStateMailboxAndTimer_goesOnFromItsFile() throws Exception {
    Ref<Message> log = nodes.ship().spawn("log", Tally.class, Tally.EMPTY);
    log.call(new Message.AddAndCount("me", 1));
    log.send(new Message.Remind(Duration.ofMillis(500), "reminded"));
    log.send(new Message.Sleep(Duration.ofMillis(200)));
    log.send(new Message.Note("waited"));

    Bytes file = export("log");

    log.send(new Message.Note("later"));
    assertThat(log.call(new Message.Notes())).contains("later").doesNotContain("MOVED");
    var restored = ((Result.Changed) operator.ask(new Call.Import(file, "copy"))).process();
    assertThat(restored.name()).isEqualTo("copy");
    assertThat(restored.node()).isEqualTo("home");
    assertThat(restored.pid()).isNotEqualTo(log.pid());
    Ref<Message> copy = nodes.ship().find("copy", Tally.class);
    Await.until(() -> copy.call(new Message.Notes()).contains("reminded"));
    assertThat(copy.call(new Message.Notes())).contains("waited").doesNotContain("later");
    assertThat(copy.call(new Message.CountOf("me"))).isEqualTo(new Tally.Count(1, 1, 0));
  }

  @Test
  void process_goesOnInAnotherCluster_underItsName() throws Exception {
    nodes.ship().spawn("log", Tally.class, Tally.EMPTY.note("kept"));
    Bytes file = export("log");
    try (var other = new NodePair();
        var there = new GateConnection(other.ship())) {
      there.ask(new Call.Import(file, null));
      assertThat(other.home().find("log", Tally.class).call(new Message.Notes()))
          .containsExactly("kept", "MOVED");
    }
  }

  @Test
  void file_showsItsState_withoutANode() throws Exception {
    nodes.ship().spawn("log", Tally.class, Tally.EMPTY.note("kept"));
    Exported log = ExportFile.read(export("log").toArray(), "log.jump");
    assertThat(log.name()).isEqualTo("log");
    assertThat(log.node()).isEqualTo("ship");
    assertThat(Codec.tree(log.state().toArray()).get("notes[0]").asText()).isEqualTo("kept");
  }

  @Test
  void import_underATakenName_isRefused_andChangesNothing() throws Exception {
    Ref<Message> log = nodes.ship().spawn("log", Tally.class, Tally.EMPTY);
    Bytes file = export("log");
    assertThatThrownBy(() -> operator.ask(new Call.Import(file, null)))
        .isInstanceOf(OperatorException.class)
        .hasMessage("the name log is taken by %s on ship".formatted(log.pid()));
    assertThat(((Result.Processes) operator.ask(new Call.Ps("*", null))).processes()).hasSize(1);
  }

  @Test
  void export_ofNobody_orOfASupervisor_isRefused() {
    assertThatThrownBy(() -> export("nobody")).hasMessage("no process is named nobody");
    Child child = nodes.ship().child("a", Tally.class, Tally.EMPTY);
    nodes.ship().supervise("crew", Supervisor.oneForOne().child(child));
    assertThatThrownBy(() -> export("crew"))
        .hasMessage("crew is a supervisor: its children are processes of their own");
  }

  @Test
  void file_mutatedOrCut_isOneClearLine() throws Exception {
    nodes.ship().spawn("log", Tally.class, Tally.EMPTY.note("kept"));
    byte[] file = export("log").toArray();
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = i % 2 == 0 ? file.clone() : Arrays.copyOf(file, random.nextInt(file.length));
      if (i % 2 == 0) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      assertThatThrownBy(() -> ExportFile.read(bad, "log.jump"))
          .isInstanceOf(OperatorException.class)
          .hasMessageStartingWith("log.jump ")
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> operator.ask(new Call.Import(Bytes.of((byte) 1), null)))
        .hasMessage("what came is no exported process");
  }
}
