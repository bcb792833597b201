package dev.jumpgate.runtime;

import dev.jumpgate.runtime.Interleavings.Threads;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The mailbox's protocol between senders, the worker and whoever holds it, schedule by schedule.
 */
@Tag("interleavings")
final class MailboxInterleavingTest {

  // A worker for each time that it gets ready: a mailbox that is handed out twice shows at once.
  private static Box box(Threads threads) {
    return new Box(mailbox -> threads.start(() -> work(mailbox)), threads::complain);
  }

  private static void work(Mailbox mailbox) {
    var worker = new Worker();
    while (mailbox.run(worker)) {
      // Nothing else to do.
    }
  }

  private static void checkAfterAll(Threads threads, Box box) {
    threads.join();
    box.check();
    threads.join();
  }

  @Test
  void offer_byTwoSenders_isHandledOnceInOrder() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.send("a1", "a2"));
      threads.start(() -> box.send("b1", "b2"));
      checkAfterAll(threads, box);
    });
  }

  @Test
  void hold_whileOthersSend_standsStillAndGoesOn() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.send("a1", "a2"));
      threads.start(() -> box.hold(Hold.MOVING, () -> box.send("b1")));
      checkAfterAll(threads, box);
    });
  }

  @Test
  void hold_releasedAtOnce_losesNothing() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.send("a1", "a2"));
      threads.start(() -> {
        box.hold(Hold.MOVING);
        box.release(Hold.MOVING);
      });
      checkAfterAll(threads, box);
    });
  }

  @Test
  void hold_forTwoReasons_goesOnWithTheLastRelease() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = new Box(mailbox -> threads.start(() -> work(mailbox)), threads::complain, "s0");
      threads.start(() -> box.hold(Hold.MOVING, () -> {}));
      threads.start(() -> box.release(Hold.ARRIVING));
      threads.start(() -> box.send("a1"));
      checkAfterAll(threads, box);
    });
  }

  @Test
  void hold_toMoveAndToUpgrade_barEachOther() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.hold(Hold.MOVING, () -> barred(threads, box, Hold.UPGRADING)));
      threads.start(() -> box.hold(Hold.UPGRADING, () -> barred(threads, box, Hold.MOVING)));
      checkAfterAll(threads, box);
    });
  }

  private static void barred(Threads threads, Box box, Hold other) {
    if (box.isHeldFor(other)) {
      threads.complain("held for " + other + " too");
    }
  }

  @Test
  void close_whileItStands_handsOverAllThatWasTaken() {
    Interleavings.tryAll(
        2,
        () -> {
          var threads = new Threads();
          Box box = new Box(mailbox -> {}, threads::complain, "s0");
          threads.start(() -> box.close(box::leave));
          threads.start(() -> box.send("a1", "a2"));
          checkAfterAll(threads, box);
        });
  }

  @Test
  void close_whileOthersSend_handsOverAllThatWasTaken() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.send("a1", "a2"));
      threads.start(() -> box.send("b1"));
      threads.start(() -> box.hold(Hold.MOVING, () -> box.close(box::leave)));
      checkAfterAll(threads, box);
    });
  }

  @Test
  void close_byTheWorker_handsOverAllThatWasTakenAndWakesTheHolder() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.send("a1", Box.END, "f1"));
      threads.start(() -> box.send("b1"));
      threads.start(() -> box.hold(Hold.MOVING, () -> {}));
      checkAfterAll(threads, box);
    });
  }

  @Test
  void putFirst_whileOthersSend_comesBeforeAllThatWaits() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      Box box = box(threads);
      threads.start(() -> box.send("b1"));
      threads.start(() ->
          box.hold(
              Hold.UPGRADING,
              () -> {
                List<String> before = Box.texts(box.waitingEnvelopes());
                box.putFirst(new Envelope.Message("a0"));
                List<String> after = Box.texts(box.waitingEnvelopes());
                if (!after.getFirst().equals("a0")
                    || !after.subList(1, after.size()).containsAll(before)) {
                  threads.complain(before + " became " + after);
                }
              }));
      threads.join();
      if (!box.seen().contains("a0") || !box.seen().contains("b1") || box.seen().size() != 2) {
        throw new AssertionError(box.seen());
      }
    });
  }
}
