package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void copyOf_arrayThatChangesLater_staysAsItWas() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.copyOf(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes)
        .isEqualTo(Bytes.of((byte) 1, (byte) 2))
        .hasSameHashCodeAs(Bytes.copyOf(new byte[] {1, 2}));
    assertThat(bytes.at(0)).isEqualTo((byte) 1);
  }

  @Test
  void toString_short_showsAllAndLong_showsTheBeginning() {
    assertThat(Bytes.of()).hasToString("Bytes[0]");
    assertThat(Bytes.of((byte) 0, (byte) -1)).hasToString("Bytes[2] 00ff");
    assertThat(Bytes.copyOf(new byte[12])).hasToString("Bytes[12] 0000000000000000...");
  }
}
