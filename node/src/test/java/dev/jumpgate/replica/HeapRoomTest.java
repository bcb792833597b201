package dev.jumpgate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the heap is collected for those that there seems to be no room for. */
@Timeout(60)
class HeapRoomTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-7 * SECOND);
  private final AtomicInteger collections = new AtomicInteger();

  @Test
  void whoComesDuringACollection_waitsForItsEnd_andNeedsNoOther() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var room =
        new HeapRoom(
            () -> {
              collections.incrementAndGet();
              begun.countDown();
              await(end);
            },
            now::get);
    Thread first = Thread.ofPlatform().start(room::lookHard);
    begun.await();
    var endedBefore = new AtomicLong(-1);
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              room.lookHard();
              endedBefore.set(end.getCount());
            });
    Await.until(() ->
        second.getState() == Thread.State.WAITING || second.getState() == Thread.State.TERMINATED);
    end.countDown();
    first.join();
    second.join();
    assertThat(endedBefore).as("looked when the collection was over").hasValue(0);
    assertThat(second.getState()).isEqualTo(Thread.State.TERMINATED);
    assertThat(collections).hasValue(1);
  }

  @Test
  void collections_areFiveSecondsApart_fromTheEndOfOneOn() {
    var room =
        new HeapRoom(
            () -> {
              collections.incrementAndGet();
              now.addAndGet(20 * SECOND); // it takes so long
            },
            now::get);
    room.lookHard();
    now.addAndGet(5 * SECOND - 1);
    room.lookHard();
    assertThat(collections).hasValue(1);
    now.incrementAndGet();
    room.lookHard();
    assertThat(collections).hasValue(2);
  }

  @Test
  void whatAHardLookHasFound_isKnownToTheNextLook() {
    var room = new HeapRoom(System::gc, now::get);
    long before = room.look().collections();
    Room.Look found = room.lookHard();
    assertThat(found.collections()).isGreaterThan(before);
    assertThat(room.look().collections()).isGreaterThanOrEqualTo(found.collections());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
