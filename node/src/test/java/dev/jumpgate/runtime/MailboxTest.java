package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A mailbox that is run by hand. */
final class MailboxTest {

  private final Queue<Mailbox> ready = new ArrayDeque<>();
  private final List<String> complaints = new ArrayList<>();
  private final Box box = new Box(ready::add, complaints::add);

  private void runAll() {
    var worker = new Worker();
    for (Mailbox next; (next = ready.poll()) != null; ) {
      worker.begin(next, 0);
      if (next.run(worker)) {
        ready.add(next);
      }
      worker.end(next);
    }
  }

  @Test
  void run_moreThanABatch_letsOthersRunInBetween() {
    var other = new Box(ready::add, complaints::add);
    for (int i = 100; i < 200; i++) {
      box.send("a" + i);
    }
    other.send("b1");

    var worker = new Worker();
    assertThat(ready.remove().run(worker)).isTrue();
    assertThat(ready.remove().run(worker)).isFalse();

    assertThat(box.seen()).isNotEmpty().hasSizeLessThan(100);
    assertThat(other.seen()).containsExactly("b1");
  }

  @Test
  void idle_keepsNothingOfWhatItHandled() {
    List<WeakReference<Envelope>> handled = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Envelope envelope = new Envelope.Message("a" + i);
      handled.add(new WeakReference<>(envelope));
      box.offer(envelope);
    }
    runAll();

    Await.until(() -> {
      System.gc();
      return handled.stream().allMatch(reference -> reference.get() == null);
    });
    assertThat(box.isIdle()).isTrue();
  }

  @Test
  void handledEnvelope_keepsNothingOfWhatCameBehindIt() {
    Envelope first = new Envelope.Message("a1");
    box.offer(first);
    box.send("a2");
    runAll();
    assertThat(first.next).isNull();
  }

  @Test
  void waiting_countsWhatIsNotTaken() {
    box.send("a1", "a2", "a3");
    assertThat(box.waiting()).isEqualTo(3);
    runAll();
    assertThat(box.waiting()).isZero();
  }

  @Test
  void putFirst_countsToo() throws Exception {
    assertThat(box.hold(Hold.UPGRADING)).isTrue();
    box.send("a1");
    runAll();
    assertThat(box.awaitHeld(Duration.ofSeconds(1).toNanos())).isTrue();
    int before = box.waiting();
    box.putFirst(new Envelope.Message("a0"));
    assertThat(box.waiting()).isEqualTo(before + 1);
    box.release(Hold.UPGRADING);
    runAll();
    assertThat(box.seen()).containsExactly("a0", "a1");
    assertThat(box.waiting()).isZero();
  }

  @Test
  void hold_toMove_barsTheUpgradeAndTheOtherWayRound() {
    assertThat(box.hold(Hold.MOVING)).isTrue();
    assertThat(box.hold(Hold.MOVING)).isFalse();
    assertThat(box.hold(Hold.UPGRADING)).isFalse();
    box.release(Hold.MOVING);
    assertThat(box.hold(Hold.UPGRADING)).isTrue();
    assertThat(box.hold(Hold.MOVING)).isFalse();
  }

  @Test
  void awaitHeld_notRun_givesUp() throws Exception {
    box.hold(Hold.MOVING);
    assertThat(box.awaitHeld(1)).isFalse();
  }

  @Test
  void awaitHeld_interrupted_saysSo() {
    box.hold(Hold.MOVING);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> box.awaitHeld(Duration.ofDays(1).toNanos()))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void closed_takesNothingAndCannotBeHeld() {
    box.send(Box.END);
    box.send("a1");
    runAll();
    assertThat(box.seen()).containsExactly(Box.END, "a1");
    assertThat(box.offer(new Envelope.Message("a2"))).isFalse();
    assertThat(box.hold(Hold.MOVING)).isFalse();
    assertThat(box.waiting()).isZero();
    assertThat(complaints).isEmpty();
  }

  @Test
  void close_whileItRuns_isRefused() {
    box.send("a1");
    assertThatThrownBy(() -> box.close(left -> {})).isInstanceOf(IllegalStateException.class);
  }
}
