package dev.jumpgate.simulation;

import dev.jumpgate.simulation.RoutesRun.Trouble;
import org.junit.jupiter.api.Test;

/** Messages to processes that move about, over nodes that may crash. */
class RoutesTest {

  @Test
  void messages_whileProcessesMove_allArriveInOrder() {
    Seeds.each(seed -> new RoutesRun(seed, Trouble.NONE).run());
  }

  @Test
  void messages_whileNodesAreLost_arriveInOrderOrNotAtAll() {
    Seeds.each(seed -> new RoutesRun(seed, Trouble.CRASHES).run());
  }

  @Test
  void messages_besideALinkThatBeginsAnew_arriveInOrderOrNotAtAllAndNoneIsHeldForEver() {
    Seeds.each(seed -> new RoutesRun(seed, Trouble.INTERRUPTIONS).runBesideAWeakLink());
  }
}
