package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedSizeTest {

  private record Entry(String text, int number) {}

  private record Store(String name, PMap<String, Entry> entries, PVec<Store> inner) {}

  private static Store store(int entries, Store... inner) {
    PMap<String, Entry> map =
        IntStream.range(0, entries)
            .boxed()
            .collect(PMap.toPMap(i -> "key-" + i, i -> new Entry("an entry of some length", i)));
    return new Store("store", map, PVec.copyOf(java.util.List.of(inner)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, EncodedSize.LARGE})
  void valueThatIsNotLarge_isMeasured(int entries) {
    Store store = store(entries);
    assertThat(EncodedSize.of(store)).isEqualTo(Codec.encode(store).length);
  }

  @Test
  void largeMap_whereverItIs_isEstimatedByItsEntries() {
    Store store = store(10, store(100_000), store(3));
    assertClose(store);
  }

  @Test
  void largeSetOrVec_isEstimatedByItsElements() {
    assertClose(
        IntStream.range(0, 50_000)
            .mapToObj(i -> "element " + i)
            .collect(Collectors.collectingAndThen(Collectors.toList(), PVec::copyOf)));
    PSet<Long> set = PSet.copyOf(IntStream.range(0, 50_000).mapToObj(i -> i * 1_000_003L).toList());
    assertClose(set);
  }

  @Test
  void largeBytes_countWithTheirLength() {
    assertClose(PMap.of("picture", Bytes.of(new byte[1 << 20])));
  }

  private static void assertClose(Object value) {
    long encoded = Codec.encode(value).length;
    assertThat(EncodedSize.of(value)).isCloseTo(encoded, within(encoded / 5));
  }
}
