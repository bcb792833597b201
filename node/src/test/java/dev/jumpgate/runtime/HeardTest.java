package dev.jumpgate.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Pid;
import org.junit.jupiter.api.Test;

/** Messages that come a second time are known by their marks. */
class HeardTest {

  private static final Pid NAV = new Pid("ship", 1, 7);

  private static Heard heard(Heard before, Pid sender, long revision, int index, long at) {
    return requireNonNull(before.with(new Mark(sender, revision, index), at));
  }

  @Test
  void mark_thatCameBefore_isKnown() {
    Heard heard = heard(heard(Heard.NOBODY, NAV, 4, 0, 1), NAV, 4, 2, 2);
    assertThat(heard.with(new Mark(NAV, 4, 2), 3)).isNull();
    assertThat(heard.with(new Mark(NAV, 4, 1), 3)).isNull();
    assertThat(heard.with(new Mark(NAV, 3, 9), 3)).isNull();
    assertThat(heard.with(new Mark(NAV, 4, 3), 3)).isNotNull();
    assertThat(heard.with(new Mark(NAV, 5, 0), 3)).isNotNull();
    assertThat(heard.with(new Mark(new Pid("ship", 1, 8), 1, 0), 3)).isNotNull();
  }

  @Test
  void senders_thatWereHeardLongAgo_makeRoomForOthers() {
    Heard heard = Heard.NOBODY;
    for (int i = 1; i <= Heard.MOST + 1; i++) {
      heard = heard(heard, new Pid("ship", 1, i), 1, 0, i);
    }
    assertThat(heard.senders().size()).isLessThanOrEqualTo(Heard.MOST);
    assertThat(heard.with(new Mark(new Pid("ship", 1, 1), 1, 0), 0)).isNotNull();
    assertThat(heard.with(new Mark(new Pid("ship", 1, Heard.MOST + 1), 1, 0), 0)).isNull();
  }
}
