package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Navigation.Log;
import dev.jumpgate.examples.spaceship.Navigation.Message;
import dev.jumpgate.examples.spaceship.Navigation.State;
import dev.jumpgate.examples.spaceship.Navigation.Waypoint;
import dev.jumpgate.examples.spaceship.Recorded.Effect;
import dev.jumpgate.examples.spaceship.Recorded.Named;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Navigation as the function it is. */
final class NavigationTest {

  private static final Ref<Engine.Message> ENGINE = new Named<>("engine");

  private final Recorded<Message> context = new Recorded<>("nav");
  private final State docked = State.docked(ENGINE);

  @Test
  void thrust_atRest_movesAndBurns() {
    State state = handle(docked, new Message.Thrust("a", 1, 3, 4));

    assertThat(state.x()).isEqualTo(3);
    assertThat(state.y()).isEqualTo(4);
    assertThat(context.take())
        .containsExactly(new Effect.Sent(ENGINE, new Engine.Message.Burn(5, context.self())));
  }

  @Test
  void turn_pastNorth_startsAgainAndAnswersWithTheLog() {
    State state = handle(docked, new Message.Turn("a", 1, 350));
    state = handle(state, new Message.Turn("a", 2, 20));

    assertThat(state.heading()).isEqualTo(10);
    assertThat(context.take())
        .containsExactly(
            new Effect.Replied(new Log(1, 1, 0)), new Effect.Replied(new Log(2, 2, 0)));
  }

  @Test
  void chart_newPlace_isThereAndTheOthersStay() {
    State state = handle(docked, new Message.Chart("a", 1, "rock", new Waypoint(7, 8)));

    assertThat(state.chart().get("rock")).isEqualTo(new Waypoint(7, 8));
    assertThat(state.chart().get("home")).isEqualTo(new Waypoint(0, 0));
  }

  @Test
  void position_asked_changesNothing() {
    State state = handle(docked, new Message.Position());

    assertThat(state).isSameAs(docked);
    assertThat(context.take()).containsExactly(new Effect.Replied(new Waypoint(0, 0)));
  }

  @Test
  void command_inOrder_isAppliedWithoutDisorder() {
    State state = handle(docked, new Message.Thrust("a", 1, 1, 0));
    state = handle(state, new Message.Chart("a", 2, "rock", new Waypoint(0, 0)));
    state = handle(state, new Message.Turn("a", 3, 1));

    assertThat(state.log("a")).isEqualTo(new Log(3, 3, 0));
  }

  @Test
  void command_aSecondTime_isDisorderAndCounts() {
    State state = handle(docked, new Message.Thrust("a", 1, 1, 0));
    state = handle(state, new Message.Thrust("a", 1, 1, 0));

    assertThat(state.log("a")).isEqualTo(new Log(2, 1, 1));
  }

  @Test
  void command_late_isDisorder() {
    State state = handle(docked, new Message.Thrust("a", 2, 1, 0));
    state = handle(state, new Message.Thrust("a", 1, 1, 0));

    assertThat(state.log("a")).isEqualTo(new Log(2, 2, 1));
  }

  @Test
  void command_oneMissing_isNoDisorderButDoesNotCount() {
    State state = handle(docked, new Message.Thrust("a", 1, 1, 0));
    state = handle(state, new Message.Thrust("a", 3, 1, 0));

    assertThat(state.log("a")).isEqualTo(new Log(2, 3, 0));
  }

  @Test
  void command_ofSeveralClients_isLoggedApart() {
    State state = handle(docked, new Message.Thrust("a", 1, 1, 0));
    state = handle(state, new Message.Thrust("b", 1, 1, 0));
    state = handle(state, new Message.Thrust("a", 2, 1, 0));

    assertThat(state.log("a")).isEqualTo(new Log(2, 2, 0));
    assertThat(state.log("b")).isEqualTo(new Log(1, 1, 0));
  }

  @Test
  void hold_forAWhile_blocksAndChangesNothing() {
    long start = System.nanoTime();

    State state = handle(docked, new Message.Hold(Duration.ofMillis(30)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(29));
    assertThat(state).isSameAs(docked);
  }

  private State handle(State state, Message message) {
    return new Navigation().handle(state, message, context);
  }
}
