package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.map.IMap;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table says that a name is another's, as it does when halves of a cluster meet again. */
class ConflictTest {

  private static NodePair nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair();
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  private static IMap<String, byte[]> table() {
    return Hazelcast.getAllHazelcastInstances().iterator().next().getMap("jumpgate.registry");
  }

  private static List<Conflict> conflicts(String name) throws IOException {
    try (var gate = new GateConnection(nodes.home())) {
      return ((Result.Conflicts) gate.ask(new Call.Conflicts()))
          .conflicts().stream().filter(c -> c.process().equals(name)).toList();
    }
  }

  private static void untilKept(String name) {
    Await.until(() -> {
      try {
        return !conflicts(name).isEmpty();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  void name_ofALaterEpochElsewhere_isGivenUpAndTheStateKept() throws Exception {
    Ref<Message> tally = nodes.ship().spawn("nav", Tally.class, Tally.EMPTY);
    tally.send(new Message.Note("precious"));
    assertThat(tally.call(new Message.Notes())).contains("precious");
    var other = new Pid("away", 17, 1);

    table().put("nav", Codec.encode(new Owner(other, "away", 17, 9, null, 4711)));

    untilKept("nav");
    Conflict conflict = conflicts("nav").getFirst();
    assertThat(conflict.node()).isEqualTo("ship");
    assertThat(conflict.ownerPid()).isEqualTo(other);
    assertThat(conflict.ownerEpoch()).isEqualTo(9);
    assertThat(conflict.state()).isNotNull();
    assertThat(Objects.toString(conflict.state())).contains("precious");
    Await.until(() -> {
      try {
        tally.call(new Message.Notes());
        return false;
      } catch (JumpgateException e) {
        return true; // it is over, and serves nobody any more
      }
    });
  }

  @Test
  void name_thatTheTableForgot_isWrittenAgain() {
    nodes.ship().spawn("log", Tally.class, Tally.EMPTY);
    table().remove("log");
    Await.until(() -> table().containsKey("log"));
    assertThatThrownBy(() -> nodes.home().spawn("log", Tally.class, Tally.EMPTY))
        .hasMessageContaining("the name log is taken");
  }

  @Test
  void name_ofAnEarlierEpochInTheTable_staysWithItsOwner() throws Exception {
    nodes.ship().spawn("map", Tally.class, Tally.EMPTY);
    nodes.move("map", nodes.home());
    var other = new Pid("away", 17, 2);
    table().put("map", Codec.encode(new Owner(other, "away", 17, 1, null, 4712)));
    Await.until(() -> {
      byte[] bytes = table().get("map");
      return bytes != null && new String(bytes, StandardCharsets.ISO_8859_1).contains("home");
    });
    assertThat(conflicts("map")).isEmpty();
  }
}
