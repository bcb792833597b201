package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The shell without a terminal. */
final class PipeIT {

  private static final String LINES = "printf '/nodes\\n1+1\\n/exit\\n' | scripts/jumpgate";

  @Test
  void pipe_noNode_answersFromANodeOfItsOwn() throws Exception {
    try (var launcher = new Launcher()) {
      var result = launcher.shell(LINES);

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out()).contains("NAME").endsWith("$1 ==> 2\n").doesNotContain("\033");
      assertThat(result.err())
          .startsWith("no node runs on this machine: this shell started one of its own");
    }
  }

  @Test
  void pipe_nodesRun_answersFromThem() throws Exception {
    try (var demo = new HeldDemo()) {
      var result = demo.launcher().shell(LINES);

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out()).contains("ship").contains("home").endsWith("$1 ==> 2\n");
      assertThat(result.err()).isEmpty();
      Outcomes.assertDone(demo.end());
    }
  }
}
