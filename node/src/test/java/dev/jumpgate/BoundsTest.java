package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.cluster.Transport;
import dev.jumpgate.fixture.Depot;
import dev.jumpgate.fixture.Depot.Message;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What may be under way between two nodes. */
class BoundsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void sender_thatIsFasterThanTheOtherNode_isHeldUpAndNothingIsLost() throws IOException {
    try (var nodes = new NodePair()) {
      nodes.home().spawn("depot", Depot.class, new Depot.State(0));
      Ref<Message> depot = nodes.ship().find("depot", Depot.class);
      var crate = new Message.Crate(Bytes.of(new byte[1_000]));
      for (int i = 0; i < 100_000; i++) {
        depot.send(crate);
      }
      assertThat(depot.call(new Message.Count(), PATIENCE)).isEqualTo(100_000);
    }
  }

  @Test
  void message_thatIsTooLong_isRefused_andALongOneArrives() throws IOException {
    try (var nodes = new NodePair()) {
      nodes.home().spawn("depot", Depot.class, new Depot.State(0));
      Ref<Message> depot = nodes.ship().find("depot", Depot.class);
      int most = Transport.LARGEST;
      assertThatThrownBy(() -> depot.call(new Message.Weigh(Bytes.of(new byte[most])), PATIENCE))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("at most 16,777,216 go to another node");
      int nearly = most - 10_000;
      assertThat(depot.call(new Message.Weigh(Bytes.of(new byte[nearly])), PATIENCE))
          .isEqualTo(nearly);
    }
  }

  @Test
  void answer_thatIsTooLong_isRefusedToItsCaller() throws IOException {
    try (var nodes = new NodePair()) {
      nodes.home().spawn("depot", Depot.class, new Depot.State(0));
      Ref<Message> depot = nodes.ship().find("depot", Depot.class);
      assertThatThrownBy(() -> depot.call(new Message.Fetch(Transport.LARGEST), PATIENCE))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("at most 16,777,216 go to another node");
      assertThat(depot.call(new Message.Fetch(1_000_000), PATIENCE).size()).isEqualTo(1_000_000);
    }
  }
}
