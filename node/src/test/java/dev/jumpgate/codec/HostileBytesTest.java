package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.Seed;
import dev.jumpgate.state.Tree;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes: a value, or a CodecException. */
class HostileBytesTest {

  /** How many inputs; a million on demand, see README.md. */
  private static final int INPUTS = Integer.getInteger("hostile.inputs", 20_000);

  /** What one decoding may allocate: so many bytes for each byte of the input, and the constant. */
  private static final long ALLOCATED_PER_BYTE = 300;

  private static final long ALLOCATED_ALWAYS = 64 << 10;

  private static final Codec CODEC = Trade.codec();

  private static List<byte[]> messages() {
    record Nest(Optional<Nest> inner) {}
    Nest nest = new Nest(Optional.empty());
    for (int i = 0; i < 100; i++) {
      nest = new Nest(Optional.of(nest));
    }
    return List.of(
        Codec.encode(Trade.state()),
        Codec.encode(new Trade.Message.Place(Trade.order(5))),
        Codec.encode(new Trade.Message.Count()),
        Codec.encode(Trade.scalars()),
        Codec.encode(Trade.state().orders()),
        Codec.encode(Codec.treeOf(Trade.state())),
        Codec.encodeAsValue(Codec.treeOf(Trade.state())),
        Codec.encode(List.of("", "plain", "\u00e9", "\u4e16", "\ud83d\ude00", "\ud800", 1, 2L)),
        Codec.encode(nest),
        Codec.encode(null));
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS) // against an endless loop only
  void decode_mutants_giveAValueOrACodecExceptionInLittleMemory() {
    Seed seed = Seed.fresh();
    Mutants mutants = new Mutants(seed.random(), messages());
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] mutant = mutants.next();
      refused += survives(() -> CODEC.decode(mutant), mutant, seed) ? 0 : 1;
      if (survives(() -> Codec.tree(mutant), mutant, seed)) {
        // A name stands once in the bytes and before each value in a text, so that has no bound.
        Tree tree = Codec.tree(mutant);
        assertThatCode(() -> tree.json().concat(tree.toString()))
            .as(() -> told(seed, mutant))
            .doesNotThrowAnyException();
      }
    }
    assertThat(refused).as(seed::toString).isGreaterThan(INPUTS / 2).isLessThan(INPUTS);
  }

  /** Returns whether there was a value. */
  private static boolean survives(Supplier<@Nullable Object> action, byte[] bytes, Seed seed) {
    try {
      return isSmall(action, bytes, seed, true);
    } catch (CodecException e) {
      assertThat(e).as(() -> told(seed, bytes)).hasMessageMatching("(?s)at byte \\d+, .+: .+");
      return false;
    } catch (AssertionError e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(told(seed, bytes), e);
    }
  }

  // What is made once, such as the code for a class, is no fault of the input: it gets two tries.
  private static boolean isSmall(
      Supplier<@Nullable Object> action, byte[] bytes, Seed seed, boolean again) {
    long before = allocated();
    try {
      var _ = action.get();
      return true;
    } finally {
      long after = allocated() - before;
      if (after > bytes.length * ALLOCATED_PER_BYTE + ALLOCATED_ALWAYS) {
        assertThat(again).as(() -> told(seed, bytes) + " took " + after + " bytes").isTrue();
        again(action, bytes, seed);
      }
    }
  }

  private static void again(Supplier<@Nullable Object> action, byte[] bytes, Seed seed) {
    try {
      isSmall(action, bytes, seed, false);
    } catch (CodecException e) {
      // As the first time.
    }
  }

  private static String told(Seed seed, byte[] bytes) {
    return seed + ", bytes " + HexFormat.of().formatHex(bytes);
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
