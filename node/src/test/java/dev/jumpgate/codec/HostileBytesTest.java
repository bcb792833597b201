package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.jumpgate.state.Seed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a value, or a CodecException. */
class HostileBytesTest {

  private static final int MUTANTS = 20_000;

  private static final Codec CODEC = Trade.codec();

  @Test
  void decode_mutants_giveAValueOrACodecException() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    byte[] good = Codec.encode(Trade.state());
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutated(good, random);
      refused += survives(() -> CODEC.decode(mutant), mutant, seed) ? 0 : 1;
      if (survives(() -> Codec.tree(mutant), mutant, seed)) {
        survives(() -> Codec.tree(mutant).json(), mutant, seed);
      }
    }
    assertThat(refused).as(seed::toString).isGreaterThan(MUTANTS / 2);
  }

  @Test
  void decode_noise_givesACodecException() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int i = 0; i < MUTANTS; i++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      if (noise.length > 0) {
        noise[0] = Writing.VERSION;
      }
      survives(() -> CODEC.decode(noise), noise, seed);
      survives(() -> Codec.tree(noise), noise, seed);
    }
  }

  /** Returns whether there was a value. */
  private static boolean survives(Runnable action, byte[] bytes, Seed seed) {
    try {
      action.run();
      return true;
    } catch (CodecException e) {
      return false;
    } catch (Throwable e) {
      fail(seed + ", bytes " + HexFormat.of().formatHex(bytes), e);
      throw e;
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] mutant = good.clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        case 2 -> mutant[at] = (byte) random.nextInt(Tag.COUNT);
        case 3 -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
        case 4 -> mutant[at] = -1;
        default -> {
          // One part of the message over another part of it.
          int from = random.nextInt(mutant.length);
          int length = Math.min(random.nextInt(40), mutant.length - Math.max(at, from));
          System.arraycopy(mutant, from, mutant, at, length);
        }
      }
    }
    return mutant;
  }

  private static Output message() {
    Output out = new Output();
    out.octet(Writing.VERSION);
    return out;
  }

  @Test
  void decode_truncated_saysWhere() {
    byte[] good = Codec.encode(Trade.state());
    for (int length = 0; length < good.length; length++) {
      byte[] part = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> CODEC.decode(part))
          .isInstanceOf(CodecException.class)
          .hasMessageStartingWith("at byte ");
      assertThatThrownBy(() -> Codec.tree(part)).isInstanceOf(CodecException.class);
    }
  }

  @Test
  void decode_bytesLeftOver_areRefused() {
    byte[] good = Codec.encode(Trade.state());
    assertThatThrownBy(() -> CODEC.decode(Arrays.copyOf(good, good.length + 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageEndingWith("1 bytes are left over");
  }

  @Test
  void tree_countsBeyondTheBytes_areRefused() {
    for (Tag tag : new Tag[] {Tag.LIST, Tag.PVEC, Tag.SET, Tag.PSET, Tag.MAP, Tag.PMAP}) {
      Output out = message();
      out.tag(tag);
      out.varint(Integer.MAX_VALUE);
      assertThatThrownBy(() -> Codec.tree(out.toArray()))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("2147483647 things announced");
    }
    Output text = message();
    text.tag(Tag.STRING);
    text.varint(-1);
    assertThatThrownBy(() -> Codec.tree(text.toArray())).isInstanceOf(CodecException.class);
  }

  @Test
  void tree_nestedCountsThatEachLookPlausible_areReadInLittleMemory() {
    // Each level announces as many elements as there are bytes left: 512 lists of a million.
    Output out = message();
    for (int level = 0; level < 500; level++) {
      out.tag(Tag.LIST);
      out.varint(1_000_000);
    }
    byte[] bytes = Arrays.copyOf(out.toArray(), 1_100_000);
    Arrays.fill(bytes, out.size(), bytes.length, (byte) Tag.of(255 % Tag.COUNT).code());
    long before = allocated();
    assertThatThrownBy(() -> Codec.tree(bytes)).isInstanceOf(CodecException.class);
    assertThat(allocated() - before).isLessThan(200L << 20);
  }

  private static long allocated() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  @Test
  void tree_endlessDepth_isRefused() {
    byte[] bytes = new byte[1_000_000];
    Arrays.fill(bytes, (byte) Tag.SOME.code());
    bytes[0] = Writing.VERSION;
    assertThatThrownBy(() -> Codec.tree(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("nested deeper than 512");
  }

  @Test
  void decode_anotherVersionOfTheForm_isRefused() {
    byte[] bytes = Codec.encode(Trade.state());
    bytes[0] = 9;
    assertThatThrownBy(() -> CODEC.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessage("at byte 1, value: written in form 9, not 1");
  }

  @Test
  void decode_twoEqualKeys_areRefused() {
    record Chart(dev.jumpgate.state.PMap<String, Integer> chart) {}
    Output out = message();
    out.tag(Tag.NEW_RECORD);
    out.text(Chart.class.getName());
    out.octet(0);
    out.varint(1);
    out.text("chart");
    out.tag(Tag.PMAP);
    out.varint(2);
    for (int i = 0; i < 2; i++) {
      out.tag(Tag.STRING);
      out.text("a");
      out.tag(Tag.INT);
      out.zigzag(i);
    }
    Codec codec = Codec.of(Schema.of(Chart.class), Trade.FakeRef::new);
    assertThatThrownBy(() -> codec.decode(out.toArray()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Chart.chart[\"a\"]: a key that the map has already");
  }
}
