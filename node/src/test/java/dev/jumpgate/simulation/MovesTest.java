package dev.jumpgate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.simulation.MovesRun.Trouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Moves by the protocol of real nodes, in a cluster where everything goes wrong. */
class MovesTest {

  @Test
  void moves_inBadWeather_loseAndDoubleNothing() {
    run(Trouble.NONE);
  }

  @Test
  void moves_whileNodesCrash_endAndSetNobodyBack() {
    run(Trouble.CRASHES);
  }

  @Test
  void moves_whileNodesAreCutOff_endWithOneOwner() {
    run(Trouble.CUTS);
  }

  private static void run(Trouble trouble) {
    var runs = new AtomicInteger();
    var done = new AtomicInteger();
    Seeds.each(seed -> {
      runs.incrementAndGet();
      done.addAndGet(new MovesRun(seed, trouble).run());
    });
    // One run may have bad luck only.
    assertThat(done.get()).isGreaterThanOrEqualTo(runs.get() - 1);
  }
}
