package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Supervisor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is too much for a supervisor, and how long it waits. */
class IntensityTest {

  private static Brood brood() {
    return Brood.of(Supervisor.oneForOne().intensity(2, Duration.ofSeconds(5)));
  }

  @Test
  void restarts_withinTheTime_areTooMuchWithOneMoreThanBorne() {
    assertThat(brood().restarted(0).restarted(1_000).isTooMuch()).isFalse();
    assertThat(brood().restarted(0).restarted(1_000).restarted(4_999).isTooMuch()).isTrue();
  }

  @Test
  void restarts_longAgo_doNotCount() {
    assertThat(brood().restarted(0).restarted(1_000).restarted(5_000).isTooMuch()).isFalse();
    Brood steady = brood();
    for (long at = 0; at < 1_000_000; at += 2_500) {
      steady = steady.restarted(at);
      assertThat(steady.isTooMuch()).isFalse();
    }
    assertThat(steady.restarts()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1,100", "2,200", "3,400", "6,3200", "7,5000", "1000000,5000"})
  void backoff_doublesUpToTheLongest(int failures, long millis) {
    assertThat(Backoff.of(Duration.ofMillis(100), Duration.ofSeconds(5), failures))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void backoff_ofNone_isNone() {
    assertThat(Backoff.of(Duration.ZERO, Duration.ofSeconds(5), 3)).isZero();
  }
}
