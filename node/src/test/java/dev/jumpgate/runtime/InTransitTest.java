package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What has left may be within its node for a while. */
class InTransitTest {

  private static final long WHILE = InTransit.WHILE.toNanos();

  @Test
  void place_hasLeftForGood_aWhileAfterItLeft() {
    var transit = new InTransit(5);
    assertThat(transit.leftForGood(0)).isEqualTo(5);
    transit.left(7, 0);
    assertThat(transit.left()).isEqualTo(7);
    assertThat(transit.leftForGood(WHILE - 1)).isEqualTo(5);
    assertThat(transit.leftForGood(2 * WHILE)).isEqualTo(7);
  }

  @Test
  void places_thatLeaveAllTheTime_haveLeftForGoodInTheirTurn() {
    var transit = new InTransit(0);
    long step = WHILE / 1000;
    for (int place = 1; place <= 10_000; place++) {
      long now = place * step;
      transit.left(place, now);
      long forGood = transit.leftForGood(now);
      assertThat(forGood).isLessThanOrEqualTo(Math.max(0, place - 1000));
      assertThat(forGood).isGreaterThanOrEqualTo(place - 1500);
    }
  }
}
