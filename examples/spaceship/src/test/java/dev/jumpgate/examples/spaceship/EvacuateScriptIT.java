package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The ship is emptied under load, from the command line, with every command accounted for. */
final class EvacuateScriptIT {

  @Test
  void demo_evacuateScript_losesNothing() throws Exception {
    try (var launcher = new Launcher()) {
      var result = launcher.run("demo", "--script", "scripts/evacuate.jsh");

      Outcomes.assertDone(result);
      Outcomes.assertClean(result, "ledger: ");
      assertThat(result.out()).contains("ship is empty: it can be taken down.");
    }
  }
}
