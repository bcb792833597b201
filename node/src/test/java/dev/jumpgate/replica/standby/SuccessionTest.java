package dev.jumpgate.replica.standby;

import dev.jumpgate.simulation.Seeds;
import org.junit.jupiter.api.Test;

/** A process with a standby, over nodes that crash, stand still and are cut off. */
class SuccessionTest {

  @Test
  void process_withASynchronousStandby_hasOneHistoryAndLosesNothing() {
    Seeds.each(seed -> new SuccessionRun(seed, false).run());
  }

  @Test
  void process_onTwoOrMoreNodesOfOneHost_hasOneHistoryAndLosesNothing() {
    Seeds.each(seed -> new SuccessionRun(seed, true).run());
  }
}
