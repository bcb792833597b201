package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Navigation.Log;
import dev.jumpgate.examples.spaceship.Navigation.Message;
import dev.jumpgate.examples.spaceship.Navigation.State;
import dev.jumpgate.examples.spaceship.Navigation.Waypoint;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Trial;
import dev.jumpgate.process.Trial.Effect.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Navigation as the function it is. */
final class NavigationTest {

  private static final Ref<Engine.Message> ENGINE = Trial.ref("engine");

  private final Trial<State, Message> docked =
      Trial.of(new Navigation()).named("nav").given(State.docked(ENGINE));

  @Test
  void thrust_atRest_movesAndBurns() {
    var nav = docked.when(new Message.Thrust("a", 1, 3, 4));

    assertThat(nav.state().x()).isEqualTo(3);
    assertThat(nav.state().y()).isEqualTo(4);
    assertThat(nav.effects())
        .containsExactly(new Sent(ENGINE, new Engine.Message.Burn(5, nav.self())));
  }

  @Test
  void turn_pastNorth_startsAgainAndAnswersWithTheLog() {
    var nav = docked.when(new Message.Turn("a", 1, 350)).when(new Message.Turn("a", 2, 20));

    assertThat(nav.state().heading()).isEqualTo(10);
    assertThat(nav.replies()).containsExactly(new Log(1, 1, 0), new Log(2, 2, 0));
    assertThat(nav.sent()).isEmpty();
  }

  @Test
  void chart_newPlace_isThereAndTheOthersStay() {
    State state = docked.when(new Message.Chart("a", 1, "rock", new Waypoint(7, 8))).state();

    assertThat(state.chart().get("rock")).isEqualTo(new Waypoint(7, 8));
    assertThat(state.chart().get("home")).isEqualTo(new Waypoint(0, 0));
  }

  @Test
  void position_asked_changesNothing() {
    var nav = docked.when(new Message.Position());

    assertThat(nav.state()).isSameAs(docked.state());
    assertThat(nav.replies()).containsExactly(new Waypoint(0, 0));
  }

  @Test
  void command_inOrder_isAppliedWithoutDisorder() {
    var nav =
        docked
            .when(new Message.Thrust("a", 1, 1, 0))
            .when(new Message.Chart("a", 2, "rock", new Waypoint(0, 0)))
            .when(new Message.Turn("a", 3, 1));

    assertThat(nav.state().log("a")).isEqualTo(new Log(3, 3, 0));
  }

  @Test
  void command_aSecondTime_isDisorderAndCounts() {
    var thrust = new Message.Thrust("a", 1, 1, 0);

    assertThat(docked.when(thrust).when(thrust).state().log("a")).isEqualTo(new Log(2, 1, 1));
  }

  @Test
  void command_late_isDisorder() {
    var nav = docked.when(new Message.Thrust("a", 2, 1, 0)).when(new Message.Thrust("a", 1, 1, 0));

    assertThat(nav.state().log("a")).isEqualTo(new Log(2, 2, 1));
  }

  @Test
  void command_oneMissing_isNoDisorderButDoesNotCount() {
    var nav = docked.when(new Message.Thrust("a", 1, 1, 0)).when(new Message.Thrust("a", 3, 1, 0));

    assertThat(nav.state().log("a")).isEqualTo(new Log(2, 3, 0));
  }

  @Test
  void command_ofSeveralClients_isLoggedApart() {
    var nav =
        docked
            .when(new Message.Thrust("a", 1, 1, 0))
            .when(new Message.Thrust("b", 1, 1, 0))
            .when(new Message.Thrust("a", 2, 1, 0));

    assertThat(nav.state().log("a")).isEqualTo(new Log(2, 2, 0));
    assertThat(nav.state().log("b")).isEqualTo(new Log(1, 1, 0));
  }

  @Test
  void hold_forAWhile_blocksAndChangesNothing() {
    long start = System.nanoTime();

    var nav = docked.when(new Message.Hold(Duration.ofMillis(30)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(29));
    assertThat(nav.state()).isSameAs(docked.state());
    assertThat(nav.effects()).isEmpty();
  }
}
