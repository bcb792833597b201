package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Twenty moves between two JVMs under load, with every command accounted for. */
final class ShuttleIT {

  @Test
  void demo_twentyMovesUnderLoad_losesNothing() throws Exception {
    try (var launcher = new Launcher()) {
      var result = launcher.run("demo", "--script", "scripts/shuttle.jsh");

      Outcomes.assertDone(result);
      assertThat(result.out()).contains("20 moves");
      Outcomes.assertClean(result, "ledger: ");
      assertThat(result.ledger("ledger: ")).allMatch(line -> line.endsWith(" cut 0"));
    }
  }
}
