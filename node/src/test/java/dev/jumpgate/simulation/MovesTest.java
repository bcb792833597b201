package dev.jumpgate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.simulation.MovesRun.Trouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Moves by the protocol of real nodes, in a cluster where everything goes wrong. */
class MovesTest {

  @Test
  void moves_inBadWeather_loseAndDoubleNothing() {
    assertThat(runs(Trouble.NONE)).isPositive();
  }

  @Test
  void moves_whileNodesCrash_endAndSetNobodyBack() {
    assertThat(runs(Trouble.CRASHES)).isPositive();
  }

  @Test
  void moves_whileNodesAreCutOff_endWithOneOwner() {
    assertThat(runs(Trouble.CUTS)).isPositive();
  }

  private static int runs(Trouble trouble) {
    var done = new AtomicInteger();
    Seeds.each(seed -> done.addAndGet(new MovesRun(seed, trouble).run()));
    return done.get();
  }
}
