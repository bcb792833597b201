package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is told to end brings its processes away first, as long as it has time. */
@Timeout(60)
class DrainTest {

  @Test
  void drain_whileNoOtherNodeIsThere_waitsForOneToJoin() throws Exception {
    try (var nodes = new NodePair(ship -> ship.drain(Duration.ofSeconds(40)))) {
      nodes
          .ship()
          .spawn("patient", Tally.class, Tally.EMPTY)
          .call(new Message.AddAndCount("me", 1));
      nodes.home().close();
      Await.until(() -> nodes.ship().members() == 1);
      Thread leaving = Thread.startVirtualThread(nodes.ship()::close);
      Await.until(() -> !nodes.ship().isOpen());
      try (Node late = Node.start(nodes.config("late").join(List.of(nodes.ship().address())))) {
        leaving.join();
        assertThat(late.find("patient", Tally.class).call(new Message.Notes()))
            .containsExactly("MOVED");
      }
    }
  }

  @Test
  void drain_ofANodeThatWasAlwaysAlone_waitsForNobody() throws Exception {
    try (var nodes = new NodePair()) {
      Node alone = Node.start(nodes.config("alone").port(5_890).drain(Duration.ofHours(1)));
      alone.spawn("left", Tally.class, Tally.EMPTY);
      alone.close();
      assertThat(alone.isOpen()).isFalse();
    }
  }
}
