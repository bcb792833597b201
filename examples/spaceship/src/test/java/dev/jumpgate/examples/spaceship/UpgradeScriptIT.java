package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The story of the ship that was refitted in flight, told from the command line. */
final class UpgradeScriptIT {

  @Test
  void demo_upgradeScript_losesNothing() throws Exception {
    try (var launcher = new Launcher()) {
      var result = launcher.run("demo", "--script", "scripts/upgrade.jsh");

      Outcomes.assertDone(result);
      Outcomes.assertClean(result, "ledger: ");
      assertThat(result.out()).contains("nav is home on version 2");
    }
  }
}
