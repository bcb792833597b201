package dev.jumpgate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Pid;
import dev.jumpgate.simulation.SimulatedCluster;
import dev.jumpgate.simulation.SimulatedNode;
import dev.jumpgate.simulation.Weather;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** An arrival whose source dies while the target looks whether it has room. */
class LostSourceTest {

  private static final Pid NAV = new Pid("ship", 2, 1);

  private final SimulatedCluster cluster = SimulatedCluster.seeded(1, Weather.slow());
  private final SimulatedNode home = cluster.join("home");
  private final SimulatedNode ship = cluster.join("ship");
  private final List<Expected> expected = new ArrayList<>();
  private boolean sourceDies = true;
  private final Moves moves =
      new Moves(
          home,
          (to, transfer) -> {},
          home,
          home.registry(),
          () -> 1L,
          new Moves.Newcomers() {
            @Override
            public Coming expect(Transfer.Offer offer) {
              return expect();
            }

            @Override
            public Coming expect(Transfer.Load load) {
              return expect();
            }

            private Coming expect() {
              if (sourceDies) {
                cluster.crash(ship);
                cluster.time().pass(Duration.ofMinutes(1)); // such a look may take long
              }
              var made = new Expected();
              expected.add(made);
              return made;
            }

            @Override
            public void check(Transfer.Cargo cargo) {}
          });

  LostSourceTest() {
    home.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            moves.lost(member);
          }
        });
    cluster.time().pass(Duration.ofSeconds(1));
  }

  /** Never comes. */
  private static final class Expected implements Coming {

    private final CompletableFuture<Built> built = new CompletableFuture<>();
    private boolean givenUp;
    private int over;

    @Override
    public CompletionStage<Built> build(LongConsumer taken) {
      return built;
    }

    @Override
    public void take(Bytes part) {}

    @Override
    public void giveUp() {
      givenUp = true;
    }

    @Override
    public void over() {
      over++;
    }

    @Override
    public void settled(List<Owner> owners) {}
  }

  private static Transfer.Offer offer() {
    return new Transfer.Offer(
        7,
        Transfer.PROTOCOL,
        NAV,
        null,
        "Navigation",
        new BundleVersion("app", 1),
        1,
        List.of(),
        0,
        true);
  }

  private void assertEnded() {
    assertThat(expected).hasSize(1);
    assertThat(expected.getFirst().givenUp).isTrue();
    assertThat(expected.getFirst().over).as("its room is given back, once").isEqualTo(1);
    assertThat(moves.isStill()).isTrue();
  }

  @Test
  void offer_whoseSourceDiesMeanwhile_isNotWaitedFor() {
    moves.received(ship.self(), offer());
    assertEnded();
  }

  @Test
  void load_whoseSourceDiesMeanwhile_isNotWaitedFor() {
    moves.received(ship.self(), new Transfer.Load(8, Transfer.PROTOCOL, List.of(Bytes.of())));
    assertEnded();
  }

  @Test
  void offer_whoseSourceLives_isWaitedForUntilThatDies() {
    sourceDies = false;
    moves.received(ship.self(), offer());
    cluster.time().pass(Duration.ofMinutes(1));
    assertThat(moves.isStill()).isFalse();
    cluster.crash(ship);
    cluster.time().pass(Duration.ofMinutes(1));
    assertEnded();
  }
}
