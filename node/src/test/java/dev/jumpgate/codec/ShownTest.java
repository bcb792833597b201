package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

  record Thrust(double dx, String why) {}

  record Loud(Object content) {
    @Override
    public String toString() {
      throw new IllegalStateException("never asked");
    }
  }

  @Test
  void text_value_isOneLineWhateverItsOwnToStringDoes() {
    assertThat(Shown.text(new Thrust(1, "a\nb"))).isEqualTo("Thrust[dx=1.0, why=\"a\\nb\"]");
    assertThat(Shown.text(new Loud("x"))).isEqualTo("Loud[content=\"x\"]");
    assertThat(Shown.text(null)).isEqualTo("null");
  }

  @Test
  void text_valueThatCannotTravel_isItsClassAlone() {
    assertThat(Shown.text(new Loud(new Object()))).isEqualTo("a Loud");
    assertThat(Shown.text(new Loud(new Loud(new int[0])))).isEqualTo("a Loud");
  }

  @Test
  void text_long_isCut() {
    assertThat(Shown.text("x".repeat(5_000))).endsWith("... (3002 more)").hasSize(2_015);
  }
}
