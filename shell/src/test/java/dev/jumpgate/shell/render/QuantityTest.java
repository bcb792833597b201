package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KB",
    "1536, 1.5 KB",
    "12900000, 12.3 MB",
    "536870912, 512 MB",
    "1048575, 1 MB",
    "9223372036854775807, 8192 PB"
  })
  void bytes_anySize_haveThreeDigitsAndAUnit(long bytes, String text) {
    assertThat(Quantity.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1 us",
    "850400, 850 us",
    "999960, 1 ms",
    "4200000, 4.2 ms",
    "123400000, 123 ms",
    "999960000, 1 s",
    "59900000000, 59.9 s",
    "-4200000, -4.2 ms"
  })
  void duration_short_hasTheUnitThatFits(long nanos, String text) {
    assertThat(Quantity.duration(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"60, 1 min 0 s", "3723, 1 h 2 min", "90061, 1 d 1 h"})
  void duration_long_hasTwoUnits(long seconds, String text) {
    assertThat(Quantity.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.034, 3 %", "1, 100 %", "-1, -", "NaN, -"})
  void share_unknown_isADash(double share, String text) {
    assertThat(Quantity.share(share)).isEqualTo(text);
  }
}
