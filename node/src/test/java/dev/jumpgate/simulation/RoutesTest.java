package dev.jumpgate.simulation;

import org.junit.jupiter.api.Test;

/** Messages to processes that move about, over nodes that may crash. */
class RoutesTest {

  @Test
  void messages_whileProcessesMove_allArriveInOrder() {
    Seeds.each(seed -> new RoutesRun(seed, false).run());
  }

  @Test
  void messages_whileNodesAreLost_arriveInOrderOrNotAtAll() {
    Seeds.each(seed -> new RoutesRun(seed, true).run());
  }
}
