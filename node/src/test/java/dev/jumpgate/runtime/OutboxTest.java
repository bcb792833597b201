package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import org.junit.jupiter.api.Test;

/** Effects between their commit and the word that they have left. */
class OutboxTest {

  private static Outbox.Entry entry(long revision, int index) {
    var mail = new Signal.Mail.Message(Bytes.of(new byte[] {(byte) index}));
    return new Outbox.Entry(
        revision, index, new Outgoing.ToProcess(new Pid("ship", 1, 7), null, mail));
  }

  private static final Outbox THREE =
      Outbox.EMPTY.with(entry(4, 0)).with(entry(4, 1)).with(entry(6, 0));

  @Test
  void effects_areListedInTheOrderOfTheirCommits() {
    assertThat(THREE.unconfirmed()).containsExactly(entry(4, 0), entry(4, 1), entry(6, 0));
    Outbox many = Outbox.EMPTY;
    for (int i = 0; i < 1_000; i++) {
      many = many.with(entry(i, 0));
    }
    assertThat(many.unconfirmed())
        .isSortedAccordingTo((a, b) -> Long.signum(a.revision() - b.revision()));
  }

  @Test
  void effects_thatHaveLeft_areNoLongerListed() {
    assertThat(THREE.releasedBefore(1).unconfirmed()).containsExactly(entry(4, 1), entry(6, 0));
    assertThat(THREE.releasedBefore(1).releasedBefore(1)).isEqualTo(THREE.releasedBefore(1));
    assertThat(THREE.releasedBefore(1).with(entry(7, 0)).releasedBefore(3).unconfirmed())
        .containsExactly(entry(7, 0));
  }

  @Test
  void outbox_ofWhichAllHasLeft_isEmpty() {
    Outbox none = THREE.releasedBefore(THREE.next());
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.unconfirmed()).isEmpty();
    assertThat(none.effects()).isEmpty();
    assertThat(none.releasedBefore(99)).isEqualTo(none);
  }
}
