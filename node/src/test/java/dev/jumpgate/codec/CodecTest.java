package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodecTest {

  @Test
  void decode_ofWhatWasEncoded_isEqual() {
    Trade.State state = Trade.state();
    byte[] bytes = Codec.encode(state);
    assertThat(Trade.codec().decode(bytes, Trade.State.class)).isEqualTo(state);
  }
}
