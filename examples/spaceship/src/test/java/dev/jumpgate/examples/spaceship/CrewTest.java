package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Engine.Gauge;
import dev.jumpgate.examples.spaceship.Navigation.Waypoint;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Trial;
import dev.jumpgate.process.Trial.Effect.Asked;
import dev.jumpgate.process.Trial.Effect.Sent;
import dev.jumpgate.process.Trial.Effect.Timer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Engine and radar as the functions they are. */
final class CrewTest {

  private static final Ref<Navigation.Message> NAV = Trial.ref("nav");
  private static final Ref<Engine.Message> ENGINE = Trial.ref("engine");

  private final Trial<Engine.State, Engine.Message> engine = Trial.of(new Engine());
  private final Trial<Radar.State, Radar.Message> dark =
      Trial.of(new Radar()).given(Radar.State.dark(NAV, ENGINE));

  private static Engine.Message burn(double amount) {
    return new Engine.Message.Burn(amount, NAV);
  }

  @Test
  void burn_fullTank_reportsWhatIsLeft() {
    var burned = engine.given(Engine.State.full()).when(burn(10));

    assertThat(burned.state().gauge()).isEqualTo(new Gauge(Engine.TANK - 10, 1));
    assertThat(burned.effects())
        .containsExactly(new Sent(NAV, new Navigation.Message.Fuel(Engine.TANK - 10)));
  }

  @Test
  void burn_belowReserve_callsTheTankerOnce() {
    var low = engine.given(new Engine.State(Engine.TANK / 10, 0, false)).when(burn(1));
    assertThat(low.timers()).hasSize(1);

    var lower = low.when(burn(1));
    assertThat(lower.timers()).isEqualTo(low.timers());

    var full = lower.pass(lower.timers().getFirst().left());
    assertThat(full.state()).isEqualTo(new Engine.State(Engine.TANK, 2, false));
    assertThat(full.timers()).isEmpty();
  }

  @Test
  void burn_emptyTank_staysEmpty() {
    assertThat(engine.given(new Engine.State(1, 0, true)).when(burn(5)).state().fuel()).isZero();
  }

  @Test
  void started_newRadar_looksSoon() {
    var started = dark.started(Cause.SPAWNED);

    assertThat(started.state()).isEqualTo(dark.state());
    assertThat(started.effects())
        .containsExactly(new Timer(Duration.ofSeconds(1), new Radar.Message.Sweep()));
    assertThat(dark.started(Cause.MOVED).effects()).as("its timer moved with it").isEmpty();
  }

  @Test
  void sweep_dark_asksBothAndSweepsAgain() {
    var swept = dark.when(new Radar.Message.Sweep());

    assertThat(swept.state().sweeps()).isEqualTo(1);
    assertThat(swept.asked())
        .containsExactly(
            new Asked(NAV, new Navigation.Message.Position(), "nav"),
            new Asked(ENGINE, new Engine.Message.Look(), "engine"));
    assertThat(swept.pass(Duration.ofSeconds(1)).state().sweeps()).isEqualTo(2);
  }

  @Test
  void answered_valuesAndSilence_keepsTheLastAndCounts() {
    var radar =
        dark.when(new Radar.Message.Sweep())
            .answered("nav", new Waypoint(1, 2))
            .answered("engine", new Gauge(3, 4))
            .when(new Radar.Message.Sweep())
            .failed("nav", "no answer")
            .state();

    assertThat(radar.ship()).contains(new Waypoint(1, 2));
    assertThat(radar.engine()).contains(new Gauge(3, 4));
    assertThat(radar.silent()).isEqualTo(1);
  }
}
