package dev.jumpgate.replica;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.process.RefusedException;
import org.junit.jupiter.api.Test;

/** Room that is kept for what is on its way, in a heap of 800 MB of which 100 always stay free. */
class BerthsTest {

  private static final long MB = 1 << 20;

  private final Heap heap = new Heap();
  private final Berths berths = new Berths("home", heap);

  /** As full as the test says. */
  private static final class Heap implements Room {

    private long live;
    private long garbage;
    private long collections;

    @Override
    public Look look() {
      return new Look(800 * MB, live + garbage, collections);
    }

    @Override
    public Look lookHard() {
      garbage = 0;
      return look();
    }

    void collect() {
      collections++;
    }
  }

  @Test
  void process_thatFits_isTaken_andALargerOneIsRefusedInOneLine() {
    heap.live = 200 * MB;
    berths.take("small", 250 * MB).close();
    assertThatThrownBy(() -> berths.take("nav", 251 * MB))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "home has no room for nav: it needs some 502 MB of heap, and 500 MB of 800 MB are free;"
                + " choose another node, or give it a larger heap (-Xmx)");
  }

  @Test
  void arrivals_atTheSameTime_countTogether() {
    Berths.Berth first = berths.take("first", 200 * MB);
    assertThatThrownBy(() -> berths.take("second", 200 * MB))
        .hasMessageContaining("300 MB of 800 MB are free beside what is on its way there");
    first.close(); // it was given up
    berths.take("second", 200 * MB);
  }

  @Test
  void arrival_thatIsHere_countsUntilACollectionHasSeenIt() {
    Berths.Berth first = berths.take("first", 200 * MB);
    first.check(200 * MB);
    first.arrived();
    first.close();
    assertThatThrownBy(() -> berths.take("second", 200 * MB)).hasMessageContaining("300 MB");
    heap.collect();
    heap.live = 150 * MB; // it was smaller than it might have been
    berths.take("second", 250 * MB);
  }

  @Test
  void lookOfAnEarlierCollection_doesNotForgetWhatHasLandedSince() {
    Berths.Berth first = berths.take("first", 200 * MB);
    heap.collect();
    first.arrived();
    first.close();
    heap.collections--; // of a thread that was slow to come
    assertThatThrownBy(() -> berths.take("second", 200 * MB)).hasMessageContaining("300 MB");
    heap.collect();
    assertThatThrownBy(() -> berths.take("second", 200 * MB)).hasMessageContaining("300 MB");
  }

  @Test
  void arrival_halfOfWhichACollectionHasSeen_countsWithTheOtherHalf() {
    Berths.Berth first = berths.take("first", 200 * MB);
    first.check(100 * MB);
    heap.collect();
    heap.live = 200 * MB;
    first.check(110 * MB);
    berths.take("second", 150 * MB);
  }

  @Test
  void process_thatWouldFitButForGarbage_isTaken() {
    heap.garbage = 600 * MB;
    berths.take("nav", 250 * MB);
  }

  @Test
  void arrival_whileTheHeapGetsFull_isNotTakenFurther() {
    Berths.Berth nav = berths.take("nav", 10 * MB);
    heap.garbage = 750 * MB;
    assertThatCode(() -> nav.check(MB)).as("that is not full").doesNotThrowAnyException();
    heap.live = 750 * MB;
    assertThatThrownBy(() -> nav.check(2 * MB))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "home has no room for the rest of nav: its heap of 800 MB is full; choose another"
                + " node, or give it a larger heap (-Xmx)");
  }

  @Test
  void fullNode_takesNotEvenTheSmallest() {
    heap.live = 701 * MB;
    assertThatThrownBy(() -> berths.take("nav", 1)).hasMessageContaining("0 MB of 800 MB are free");
  }
}
