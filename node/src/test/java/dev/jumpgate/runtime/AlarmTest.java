package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private long now = 1_000;
  private final List<Long> deadlines = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private final List<Runnable> set = new ArrayList<>();
  private final Alarm alarm =
      new Alarm(
          () -> now,
          (delay, unit) -> {
            delays.add(delay);
            return set::add;
          },
          this::look);

  private long look(long at) {
    deadlines.removeIf(deadline -> deadline <= at);
    return deadlines.stream().min(Long::compare).orElse(at);
  }

  private void waitUntil(long deadline) {
    deadlines.add(deadline);
    alarm.by(deadline);
  }

  private void ring(int which) {
    set.get(which).run();
  }

  @Test
  void alarm_thatRingsEarlyEnough_isNotSetAgain() {
    waitUntil(1_500);
    waitUntil(1_600);
    waitUntil(1_500);
    assertThat(delays).containsExactly(500L);
  }

  @Test
  void alarm_thatWouldRingTooLate_isSetForTheEarlierOne() {
    waitUntil(1_500);
    waitUntil(1_100);
    assertThat(delays).containsExactly(500L, 100L);
  }

  @Test
  void alarm_thatRang_isSetForTheEarliestOfThoseWhoWait() {
    waitUntil(1_500);
    waitUntil(1_900);
    waitUntil(1_700);
    now = 1_500;
    ring(0);
    assertThat(deadlines).containsExactly(1_900L, 1_700L);
    assertThat(delays).containsExactly(500L, 200L);
  }

  @Test
  void alarm_thatIsDueTwice_ringsOnce() {
    waitUntil(1_500);
    waitUntil(1_100);
    now = 1_100;
    ring(1); // sets the third, for the same moment as the first
    now = 1_500;
    ring(0);
    waitUntil(2_000);
    ring(2);
    assertThat(delays).containsExactly(500L, 100L, 400L, 500L);
  }

  @Test
  void alarm_forOneWhoWaitsForEver_ringsForTheOthers() {
    waitUntil(now + Long.MAX_VALUE);
    waitUntil(1_100);
    assertThat(delays).containsExactly(Long.MAX_VALUE, 100L);
  }

  @Test
  void alarm_whenNobodyWaits_isSetByWhoComesNext() {
    waitUntil(1_500);
    now = 1_500;
    ring(0);
    assertThat(delays).hasSize(1);
    waitUntil(2_000);
    assertThat(delays).containsExactly(500L, 500L);
  }
}
