package dev.jumpgate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.simulation.MovesRun.Trouble;
import dev.jumpgate.simulation.MovesRun.Way;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Moves by the protocol of real nodes, in a cluster where everything goes wrong. */
class MovesTest {

  @Test
  void moves_inBadWeather_loseAndDoubleNothing() {
    run(Way.ALONE, Trouble.NONE);
  }

  @Test
  void moves_whileNodesCrash_endAndSetNobodyBack() {
    run(Way.ALONE, Trouble.CRASHES);
  }

  @Test
  void moves_whileNodesAreCutOff_endWithOneOwner() {
    run(Way.ALONE, Trouble.CUTS);
  }

  @Test
  void moves_whileConnectionsBreak_endAndSetNobodyBack() {
    run(Way.ALONE, Trouble.BREAKS);
  }

  @Test
  void convoys_inBadWeather_loseAndDoubleNothing() {
    run(Way.CONVOYS, Trouble.NONE);
  }

  @Test
  void convoys_whileConnectionsBreak_endAndSetNobodyBack() {
    run(Way.CONVOYS, Trouble.BREAKS);
  }

  @Test
  void convoys_whileNodesCrash_endAndSetNobodyBack() {
    run(Way.CONVOYS, Trouble.CRASHES);
  }

  @Test
  void convoys_whileNodesAreCutOff_endWithOneOwner() {
    run(Way.CONVOYS, Trouble.CUTS);
  }

  private static void run(Way way, Trouble trouble) {
    var runs = new AtomicInteger();
    var done = new AtomicInteger();
    Seeds.each(seed -> {
      runs.incrementAndGet();
      done.addAndGet(new MovesRun(seed, way, trouble).run());
    });
    // One run may have bad luck only.
    assertThat(done.get()).isGreaterThanOrEqualTo(runs.get() - 1);
  }
}
