package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The story of the ship that was evacuated in time, told from the command line. */
final class FailoverScriptIT {

  @Test
  void demo_failoverScript_losesNothing() throws Exception {
    try (var launcher = new Launcher()) {
      var result = launcher.run("demo", "--script", "scripts/failover.jsh");

      Outcomes.assertDone(result);
      long before = Outcomes.assertClean(result, "ledger before kill of ship: ");
      long atTheEnd = Outcomes.assertClean(result, "ledger: ");
      assertThat(atTheEnd).as("the clients of home went on").isGreaterThan(before);
    }
  }
}
