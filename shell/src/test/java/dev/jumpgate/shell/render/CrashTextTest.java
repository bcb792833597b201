package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.Crash;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashTextTest {

  @Test
  void report_ofACrash_saysAllThatIsKnown() {
    assertThat(CrashText.report(WatchSamples.CRASH, Style.PLAIN))
        .isEqualTo(
            """
            ship-3  nav  ship.z.17  on ship  spaceship@2  2026-01-02 03:04:05.678

            IllegalStateException: no fuel
              at spaceship.Navigation.burn(Navigation.java:44)
              at spaceship.Engine.on(Engine:9)

            message
              Thrust
                dx  1.5
                dy  -2.0

            state before, revision 4120
              State
                fuel   0
                owner  "Ada"

            messages before, oldest first
              Thrust[dx=1.5, dy=-2.0]
              "refuel"

            the message is kept as dead letter ship-12
            """);
  }

  @Test
  void report_ofWhatCannotBeShown_saysSo() {
    assertThat(
            CrashText.report(
                new Crash(WatchSamples.NAMELESS_CRASHED, 0, null, null, List.of(), List.of(), null),
                Style.PLAIN))
        .isEqualTo(
            """
            home-1  home.z.4  on home  spaceship@1  2026-01-02 03:04:05.678

            ArithmeticException: / by zero

            message
              start

            state before, revision 0
              cannot be shown
            """);
  }

  @Test
  void replay_returned_isADiffAndTheEffects() {
    assertThat(CrashText.replay(WatchSamples.REPLAY, WatchSamples.BEFORE, Style.PLAIN))
        .isEqualTo(
            """
            ship-3 with spaceship@3: returned after 1.2 ms; nothing live was changed

            state, against that before
              ~ fuel  0 -> 5

            effects, none of which left
              send  engine Thrust[dx=1.5, dy=-2.0]
              stop
            """);
    assertThat(CrashText.replay(WatchSamples.REPLAY, null, Style.PLAIN)).contains("fuel   5");
  }

  @Test
  void replay_changesNothing_saysSo() {
    assertThat(CrashText.replay(WatchSamples.REPLAY, WatchSamples.REPLAY.state(), Style.PLAIN))
        .contains("\nstate, as it was\n");
  }

  @Test
  void replay_threwAgain_isTheException() {
    assertThat(CrashText.replay(WatchSamples.THREW_AGAIN, WatchSamples.BEFORE, Style.PLAIN))
        .isEqualTo(
            """
            ship-3 with spaceship@2: threw after 300 us; nothing live was changed

            IllegalStateException: no fuel
              at spaceship.Navigation.burn(Navigation.java:44)
            """);
  }
}
