package dev.jumpgate.codec;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A state made of persistent collections in each other, and random edits of it, for tests. */
record Ledger(
    String name,
    long revision,
    double rate,
    PMap<String, Account> accounts,
    PMap<Integer, PMap<String, Integer>> counts,
    PVec<Entry> log,
    PVec<PVec<Integer>> grid,
    PSet<String> tags,
    Optional<PMap<String, Integer>> index,
    Mood mood,
    List<String> plain,
    @Nullable Account last) {

  record Account(String owner, long cents, PVec<Entry> entries) {}

  record Entry(int number, String text) {}

  sealed interface Mood {
    record Calm(int depth, PSet<Integer> marks) implements Mood {}

    record Wild(double speed) implements Mood {}

    enum Still implements Mood {
      FROZEN
    }
  }

  static Ledger empty() {
    return new Ledger(
        "ledger",
        0,
        1.5,
        PMap.empty(),
        PMap.empty(),
        PVec.empty(),
        PVec.empty(),
        PSet.empty(),
        Optional.empty(),
        Mood.Still.FROZEN,
        List.of(),
        null);
  }

  static Codec codec() {
    return Codec.of(Schema.of(Ledger.class), Refs.NONE);
  }

  /** This ledger after {@code count} random edits. */
  Ledger edited(int count, Random random) {
    Ledger ledger = this;
    for (int i = 0; i < count; i++) {
      ledger = ledger.edited(random);
    }
    return ledger;
  }

  private Ledger edited(Random random) {
    String key = "k" + random.nextInt(400);
    int number = random.nextInt(30);
    return switch (random.nextInt(14)) {
      case 0 -> with(accounts.with(key, account(random)), last);
      case 1 -> with(accounts.without(key), last);
      case 2, 3 -> with(accounts.with(key, touched(key, random)), last);
      case 4 -> with(accounts, random.nextInt(4) == 0 ? null : account(random));
      case 5 -> withCounts(counts.with(number, inner(number).with(key, random.nextInt())));
      case 6 -> withCounts(counts.with(number, inner(number).without(key)));
      case 7 -> withLog(log.plus(entry(random)));
      case 8 -> log.isEmpty() ? this : withLog(log.with(random.nextInt(log.size()), entry(random)));
      case 9 -> withLog(PVec.copyOf(List.copyOf(log.subList(0, log.size() / (1 + number)))));
      case 10 -> withGrid(random);
      case 11 -> withTags(number % 3 == 0 ? tags.without(key) : tags.plus(key), random);
      case 12 -> withIndex(key, number, random);
      default -> withPlain(random);
    };
  }

  private PMap<String, Integer> inner(int number) {
    PMap<String, Integer> inner = counts.get(number);
    return inner == null ? PMap.empty() : inner;
  }

  private static Entry entry(Random random) {
    return new Entry(random.nextInt(1_000), "entry \u4e16 " + random.nextInt(50));
  }

  private static Account account(Random random) {
    return new Account("o" + random.nextInt(9), random.nextLong(), PVec.of(entry(random)));
  }

  private Account touched(String key, Random random) {
    Account account = accounts.get(key);
    return account == null
        ? account(random)
        : new Account(account.owner, account.cents + 1, account.entries.plus(entry(random)));
  }

  private Ledger with(PMap<String, Account> accounts, @Nullable Account last) {
    return new Ledger(
        name, revision + 1, rate, accounts, counts, log, grid, tags, index, mood, plain, last);
  }

  private Ledger withCounts(PMap<Integer, PMap<String, Integer>> counts) {
    return new Ledger(
        name, revision, rate, accounts, counts, log, grid, tags, index, mood, plain, last);
  }

  private Ledger withLog(PVec<Entry> log) {
    return new Ledger(
        name, revision, rate / 3, accounts, counts, log, grid, tags, index, mood, plain, last);
  }

  private Ledger withGrid(Random random) {
    PVec<PVec<Integer>> changed =
        grid.size() < 40
            ? grid.plus(PVec.of(random.nextInt()))
            : grid.with(random.nextInt(40), grid.get(random.nextInt(40)).plus(random.nextInt()));
    return new Ledger(
        name, revision, rate, accounts, counts, log, changed, tags, index, mood, plain, last);
  }

  private Ledger withTags(PSet<String> tags, Random random) {
    Mood changed =
        switch (random.nextInt(4)) {
          case 0 -> new Mood.Wild(random.nextDouble());
          case 1 -> Mood.Still.FROZEN;
          default ->
              mood instanceof Mood.Calm(int depth, PSet<Integer> marks)
                  ? new Mood.Calm(depth, marks.plus(random.nextInt(99)))
                  : new Mood.Calm(random.nextInt(), PSet.of(1));
        };
    return new Ledger(
        name, revision, rate, accounts, counts, log, grid, tags, index, changed, plain, last);
  }

  private Ledger withIndex(String key, int number, Random random) {
    Optional<PMap<String, Integer>> changed =
        number == 0
            ? Optional.empty()
            : Optional.of(index.orElse(PMap.empty()).with(key, random.nextInt()));
    return new Ledger(
        name, revision, rate, accounts, counts, log, grid, tags, changed, mood, plain, last);
  }

  private Ledger withPlain(Random random) {
    List<String> changed = random.nextBoolean() ? List.copyOf(plain) : List.of("p" + revision);
    return new Ledger(
        name, revision, rate, accounts, counts, log, grid, tags, index, mood, changed, last);
  }
}
