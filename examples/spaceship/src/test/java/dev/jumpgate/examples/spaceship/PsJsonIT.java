package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The demo as seen from a second terminal. */
final class PsJsonIT {

  @Test
  void ps_jsonDuringADemo_namesItsProcesses() throws Exception {
    try (var demo = new HeldDemo()) {
      var processes = demo.json("ps", "--json");

      assertThat(processes.isArray()).isTrue();
      assertThat(processes.valueStream().map(process -> process.get("name").asString()))
          .contains("nav", "engine", "radar");
      var result = demo.end();
      Outcomes.assertDone(result);
      Outcomes.assertClean(result, "ledger: ");
    }
  }
}
