package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A snapshot and the differences behind it always give the final state. */
class DifferenceTest {

  private final Queue<byte[]> chunks = new ArrayDeque<>();
  private final StreamWriter writer = new StreamWriter(chunks::add, 2_048);

  private StreamReader reader(Codec codec) {
    return new StreamReader(chunks::poll, codec);
  }

  @Test
  void apply_randomEdits_giveTheFinalState() throws IOException {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    StreamReader reader = reader(Ledger.codec());
    Ledger sent = Ledger.empty().edited(300, random);
    writer.write(sent);
    Object received = reader.read();
    for (int round = 0; round < 300; round++) {
      Ledger now = sent.edited(random.nextInt(40), random);
      writer.writeDifference(sent, now);
      received = reader.apply(received);
      assertThat(received).as(seed::toString).isEqualTo(now);
      sent = now;
    }
    assertThat(chunks).isEmpty();
    assertThat(Codec.encode(received).length).isEqualTo(Codec.encode(sent).length);
  }

  record Accounts(PMap<String, Ledger.Account> all) {}

  @Test
  void writeDifference_fewChangesOfMany_costsFewBytes() throws IOException {
    Random random = new Random(7);
    PMap.Builder<String, Ledger.Account> accounts = PMap.<String, Ledger.Account>empty().builder();
    for (int i = 0; i < 100_000; i++) {
      accounts.put("a" + i, new Ledger.Account("owner", i, PVec.empty()));
    }
    PMap<String, Ledger.Account> old = accounts.build();
    PMap<String, Ledger.Account> now = old;
    for (int i = 0; i < 100; i++) {
      String key = "a" + random.nextInt(100_000);
      now = now.with(key, new Ledger.Account("owner", -1, PVec.empty()));
    }
    Codec codec = Codec.of(Schema.of(Accounts.class), Refs.NONE);
    writer.write(new Accounts(old));
    Object received = reader(codec).read();
    assertThat(received).isEqualTo(new Accounts(old));
    StreamWriter fresh = new StreamWriter(chunks::add);
    fresh.writeDifference(new Accounts(old), new Accounts(now));
    assertThat(chunks.stream().mapToInt(c -> c.length).sum()).isLessThan(3_000);
    assertThat(reader(codec).apply(received)).isEqualTo(new Accounts(now));
  }

  @Test
  void writeDifference_ofTheSame_isNextToNothing() throws IOException {
    Ledger ledger = Ledger.empty().edited(500, new Random(3));
    writer.writeDifference(ledger, ledger);
    assertThat(chunks).hasSize(1);
    assertThat(chunks.element()).hasSize(2);
    assertThat(reader(Ledger.codec()).apply(ledger)).isSameAs(ledger);
  }

  @Test
  void apply_whatDidNotChange_isShared() throws IOException {
    Ledger old = Ledger.empty().edited(500, new Random(3));
    Ledger now = old.edited(0, new Random());
    Ledger renamed = renamed(now, "other");
    writer.writeDifference(old, renamed);
    Ledger received = Messages.cast(reader(Ledger.codec()).apply(old), Ledger.class);
    assertThat(received).isEqualTo(renamed);
    assertThat(received.accounts()).isSameAs(old.accounts());
    assertThat(received.log()).isSameAs(old.log());
  }

  private static Ledger renamed(Ledger l, String name) {
    return new Ledger(
        name,
        l.revision(),
        l.rate(),
        l.accounts(),
        l.counts(),
        l.log(),
        l.grid(),
        l.tags(),
        l.index(),
        l.mood(),
        l.plain(),
        l.last());
  }

  @Test
  void apply_toAnotherValue_isRefused() throws IOException {
    Ledger old = Ledger.empty().edited(500, new Random(3));
    Ledger now = old.edited(100, new Random(4));
    writer.writeDifference(old, now);
    assertThatThrownBy(() -> reader(Ledger.codec()).apply(Ledger.empty()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Ledger.");
    StreamWriter second = new StreamWriter(chunks::add);
    second.writeDifference(old, now);
    assertThatThrownBy(() -> reader(Ledger.codec()).apply(null)).isInstanceOf(CodecException.class);
  }

  @Test
  void read_ofADifference_isRefused() throws IOException {
    Ledger old = Ledger.empty();
    writer.writeDifference(old, old.edited(100, new Random(4)));
    assertThatThrownBy(() -> reader(Ledger.codec()).read()).isInstanceOf(CodecException.class);
  }

  @Test
  void apply_mutants_giveAValueOrACodecException() throws IOException {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    Ledger old = Ledger.empty().edited(300, random);
    writer.writeDifference(old, old.edited(100, random));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    byte[] good = all.toByteArray();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutant = good.clone();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        mutant[random.nextInt(mutant.length)] =
            (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(Tag.COUNT));
      }
      refused += isRefused(mutant, old) ? 1 : 0;
    }
    assertThat(refused).as(seed::toString).isGreaterThan(5_000);
  }

  private static boolean isRefused(byte[] mutant, @Nullable Object old) throws IOException {
    Queue<byte[]> one = new ArrayDeque<>();
    one.add(mutant);
    try {
      new StreamReader(one::poll, Ledger.codec()).apply(old);
      return false;
    } catch (CodecException e) {
      return true;
    }
  }
}
