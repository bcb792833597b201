package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Engine.Gauge;
import dev.jumpgate.examples.spaceship.Navigation.Waypoint;
import dev.jumpgate.examples.spaceship.Recorded.Effect;
import dev.jumpgate.examples.spaceship.Recorded.Named;
import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Ref;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Engine and radar as the functions they are. */
final class CrewTest {

  private static final Ref<Navigation.Message> NAV = new Named<>("nav");
  private static final Ref<Engine.Message> ENGINE = new Named<>("engine");

  private final Recorded<Engine.Message> engineRoom = new Recorded<>("engine");
  private final Recorded<Radar.Message> bridge = new Recorded<>("radar");

  @Test
  void burn_fullTank_reportsWhatIsLeft() {
    var state = burn(Engine.State.full(), 10);

    assertThat(state.gauge()).isEqualTo(new Gauge(Engine.TANK - 10, 1));
    assertThat(engineRoom.take())
        .containsExactly(new Effect.Sent(NAV, new Navigation.Message.Fuel(Engine.TANK - 10)));
  }

  @Test
  void burn_belowReserve_callsTheTankerOnce() {
    var low = burn(new Engine.State(Engine.TANK / 10, 0, false), 1);
    assertThat(engineRoom.take()).hasAtLeastOneElementOfType(Effect.Later.class);

    var lower = burn(low, 1);
    assertThat(engineRoom.take()).doesNotHaveAnyElementsOfTypes(Effect.Later.class);

    var full = new Engine().handle(lower, new Engine.Message.Fill(), engineRoom);
    assertThat(full).isEqualTo(new Engine.State(Engine.TANK, 2, false));
  }

  @Test
  void burn_emptyTank_staysEmpty() {
    assertThat(burn(new Engine.State(1, 0, true), 5).fuel()).isZero();
  }

  @Test
  void started_newRadar_looksSoon() {
    var dark = Radar.State.dark(NAV, ENGINE);

    assertThat(new Radar().started(dark, bridge, Cause.SPAWNED)).isEqualTo(dark);
    assertThat(bridge.take()).hasSize(1);
    new Radar().started(dark, bridge, Cause.MOVED);
    assertThat(bridge.take()).as("its timer moved with it").isEmpty();
  }

  @Test
  void sweep_dark_asksBothAndSweepsAgain() {
    var state =
        new Radar().handle(Radar.State.dark(NAV, ENGINE), new Radar.Message.Sweep(), bridge);

    assertThat(state.sweeps()).isEqualTo(1);
    List<Effect> effects = bridge.take();
    assertThat(effects)
        .startsWith(
            new Effect.Asked(NAV, new Navigation.Message.Position(), "nav"),
            new Effect.Asked(ENGINE, new Engine.Message.Look(), "engine"))
        .hasSize(3);
    assertThat(effects.getLast()).isInstanceOf(Effect.Later.class);
  }

  @Test
  void answered_valuesAndSilence_keepsTheLastAndCounts() {
    var radar = new Radar();
    var state = Radar.State.dark(NAV, ENGINE);
    state = radar.answered(state, new Answer.Value<>("nav", new Waypoint(1, 2)), bridge);
    state = radar.answered(state, new Answer.Value<>("engine", new Gauge(3, 4)), bridge);
    state = radar.answered(state, new Answer.Failure<>("nav", "no answer"), bridge);

    assertThat(state.ship()).contains(new Waypoint(1, 2));
    assertThat(state.engine()).contains(new Gauge(3, 4));
    assertThat(state.silent()).isEqualTo(1);
  }

  private Engine.State burn(Engine.State state, double amount) {
    return new Engine().handle(state, new Engine.Message.Burn(amount, NAV), engineRoom);
  }
}
