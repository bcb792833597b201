package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeptetsTest {

  /** Octet by octet, as the form is defined. */
  private static byte[] expected(long value) {
    var bytes = new ByteArrayOutputStream();
    long rest = value;
    while (Long.compareUnsigned(rest, 0x7f) > 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  @Test
  void varint_aroundEachPowerOfTwo_comesBackFromItsDefinedBytes() {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      for (long near = -2; near <= 2; near++) {
        long value = (1L << bit) + near;
        Output out = new Output();
        out.varint(value);
        assertThat(out.toArray()).isEqualTo(expected(value));
        // At the end of the bytes, and with others behind, which must not mix in.
        for (int more : new int[] {0, 16}) {
          byte[] bytes = Arrays.copyOf(out.toArray(), out.size() + more);
          Arrays.fill(bytes, out.size(), bytes.length, (byte) 0x55);
          Input in = new Input(bytes);
          assertThat(in.varint()).isEqualTo(value);
          assertThat(in.left()).isEqualTo(more);
        }
      }
    }
  }
}
