package dev.jumpgate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Pid;
import dev.jumpgate.simulation.SimulatedCluster;
import dev.jumpgate.simulation.SimulatedNode;
import dev.jumpgate.simulation.Weather;
import dev.jumpgate.state.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that speaks another version of moves than the one that asks it. */
class OlderNodeTest {

  private final List<Transfer> answers = new ArrayList<>();
  private final SimulatedCluster cluster = SimulatedCluster.seeded(1, Weather.slow());
  private final SimulatedNode home = cluster.join("home");
  private final SimulatedNode ship = cluster.join("ship");
  private final Moves moves =
      new Moves(
          home,
          (to, transfer) -> answers.add(transfer),
          home,
          home.registry(),
          () -> 1L,
          new Moves.Newcomers() {
            @Override
            public Coming expect(Transfer.Offer offer) {
              throw new AssertionError("what another version means is not known");
            }

            @Override
            public Coming expect(Transfer.Load load) {
              throw new AssertionError("what another version means is not known");
            }

            @Override
            public void check(Transfer.Cargo cargo) {
              throw new AssertionError("what another version means is not known");
            }
          });

  @Test
  void offer_ofAnotherVersion_isRefusedInOneLine() {
    moves.received(
        ship.self(),
        new Transfer.Offer(
            7,
            1,
            new Pid("ship", 2, 1),
            null,
            "Navigation",
            new BundleVersion("app", 1),
            1,
            List.of(),
            0,
            true));
    assertThat(answers)
        .containsExactly(
            new Transfer.Refused(7, "home speaks version 3 of moves, and ship version 1"));
    assertThat(moves.isStill()).isTrue();
  }

  @Test
  void convoy_ofAnotherVersion_isRefusedInOneLine() {
    moves.received(ship.self(), new Transfer.Load(8, 4, List.of(Bytes.of())));
    assertThat(answers)
        .containsExactly(
            new Transfer.Refused(8, "home speaks version 3 of moves, and ship version 4"));
    assertThat(moves.isStill()).isTrue();
  }
}
