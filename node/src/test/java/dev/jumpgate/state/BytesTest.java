package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.Random;
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

  @Test
  void slice_always_isAsACopyOfThatPart() throws Exception {
    byte[] array = new byte[100];
    new Random(1).nextBytes(array);
    Bytes bytes = Bytes.copyOf(array);
    for (int from = 0; from <= 100; from += 10) {
      for (int to = from; to <= 100; to += 10) {
        Bytes slice = bytes.slice(from, to);
        byte[] part = Arrays.copyOfRange(array, from, to);
        assertThat(slice).isEqualTo(Bytes.copyOf(part)).hasSameHashCodeAs(Bytes.copyOf(part));
        assertThat(slice).hasToString(Bytes.copyOf(array, from, to).toString());
        assertThat(slice.toArray()).isEqualTo(part);
        assertThat(slice.asStream().readAllBytes()).isEqualTo(part);
        byte[] target = new byte[to - from + 2];
        slice.copyTo(target, 1);
        assertThat(Arrays.copyOfRange(target, 1, to - from + 1)).isEqualTo(part);
        Bytes.Builder builder = Bytes.builder();
        slice.writeTo(builder);
        assertThat(builder.build()).isEqualTo(slice);
        assertThat(slice.asBuffer().remaining()).isEqualTo(to - from);
      }
    }
    assertThat(bytes.slice(20, 90).slice(10, 20)).isEqualTo(Bytes.copyOf(array, 30, 40));
    assertThat(bytes.slice(20, 30).asBuffer().get(0)).isEqualTo(array[20]);
  }

  @Test
  void index_outsideOfTheSlice_isRefused() {
    Bytes slice = Bytes.of((byte) 1, (byte) 2, (byte) 3).slice(1, 2);
    assertThatThrownBy(() -> slice.at(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.slice(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.copyTo(new byte[0], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void asBuffer_always_isReadOnly() {
    assertThat(Bytes.of((byte) 1).asBuffer().hasArray()).isFalse();
    assertThatThrownBy(() -> Bytes.of((byte) 1).asBuffer().put((byte) 2))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void builder_afterBuild_leavesBuiltBytesAlone() throws Exception {
    Bytes.Builder builder = Bytes.builder().reserve(4);
    builder.write(new byte[] {1, 2, 3, 4});
    Bytes built = builder.build();
    builder.write(9);
    builder.add(built).write(new byte[] {7, 8, 9}, 1, 1);
    assertThat(built).isEqualTo(Bytes.of((byte) 1, (byte) 2, (byte) 3, (byte) 4));
    assertThat(builder.size()).isEqualTo(6);
    assertThat(builder.build().toArray()).containsExactly(9, 1, 2, 3, 4, 8);
    assertThat(builder.build()).isSameAs(Bytes.empty());
  }
}
