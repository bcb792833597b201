package dev.jumpgate.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of one {@code hashCode}: what they cost, and that equality is never mistaken. */
class CollidingKeysTest {

  private static final int MANY = 16_384;

  @Test
  void with_manyTextsOfOneHash_searchesNoBucket() {
    assertSpread(number -> MixedKeys.colliding(number, 14));
  }

  @Test
  void with_manyRecordsOfOneHash_searchesNoBucket() {
    assertSpread(MixedKeys.Plain::new);
  }

  @Test
  void with_manyOtherValuesOfOneHash_searchesNoBucket() {
    assertSpread(number -> (long) number << 32 | number);
    assertSpread(number -> List.of(MixedKeys.colliding(number, 14)));
    assertSpread(number -> Bytes.copyOf(MixedKeys.colliding(number, 14).getBytes(US_ASCII)));
  }

  private static void assertSpread(IntFunction<Object> key) {
    assertThat(key.apply(1).hashCode()).isEqualTo(key.apply(MANY - 1).hashCode());
    PMap<Object, Integer> map = PMap.empty();
    for (int i = 0; i < MANY; i++) {
      map = map.with(key.apply(i), i);
    }
    assertThat(map).hasSize(MANY);
    assertThat(largestBucket(map.root(), 0)).isLessThan(4);
    for (int i = 0; i < MANY; i++) {
      assertThat(map.get(key.apply(i))).isEqualTo(i);
    }
  }

  private static int largestBucket(TrieNode node, int shift) {
    if (shift == TrieNode.BUCKET) {
      return node.entries();
    }
    int largest = 0;
    for (int i = 0; i < node.children(); i++) {
      largest = Math.max(largest, largestBucket(node.child(i), shift + TrieNode.STEP));
    }
    return largest;
  }

  @Test
  void with_recordsOfOneHash_comparesFewOfThem() {
    Part.comparisons = 0;
    PMap<Counted, Integer> map = PMap.empty();
    for (int i = 0; i < MANY; i++) {
      map = map.with(new Counted(new Part(i)), i);
    }
    assertThat(map).hasSize(MANY);
    assertThat(Part.comparisons).isLessThan(4 * MANY);
  }

  record Counted(Part part) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  private static final class Part {
    static int comparisons;
    private final int number;

    Part(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      comparisons++;
      return other instanceof Part part && number == part.number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  record Untouched(int a, String b) {}

  record Final(int a) {
    @Override
    public final boolean equals(Object other) {
      return other instanceof Final that && a / 10 == that.a / 10;
    }

    @Override
    public int hashCode() {
      return 42;
    }
  }

  @Test
  void recordEquality_compilersOrOwn_isTold() {
    assertThat(RecordEquality.isOfComponents(Untouched.class)).isTrue();
    assertThat(RecordEquality.isOfComponents(MixedKeys.Plain.class)).isTrue();
    assertThat(RecordEquality.isOfComponents(MixedKeys.Own.class)).isFalse();
    assertThat(RecordEquality.isOfComponents(Final.class)).isFalse();
  }

  @Test
  void recordEquality_classWithoutFile_isNotAssumed() throws Exception {
    byte[] file;
    try (var in = Untouched.class.getResourceAsStream("CollidingKeysTest$Untouched.class")) {
      file = in.readAllBytes();
    }
    var type = new FromMemory().define(file).asSubclass(Record.class);
    assertThat(RecordEquality.isOfComponents(type)).isFalse();
    var constructor = type.getDeclaredConstructor(int.class, String.class);
    constructor.setAccessible(true);
    PSet<Object> set = PSet.of(constructor.newInstance(1, "Aa"), constructor.newInstance(1, "BB"));
    assertThat(set).hasSize(2).contains(constructor.newInstance(1, "BB"));
  }

  /** A loader that keeps no files. */
  private static final class FromMemory extends ClassLoader {

    FromMemory() {
      super(null);
    }

    Class<?> define(byte[] file) {
      return defineClass(null, file, 0, file.length);
    }
  }

  /** Lawful, though its order tells apart what its equals does not: {@code HashMap} loses these. */
  record Ordered(String name) implements Comparable<Ordered> {
    @Override
    public boolean equals(Object other) {
      return other instanceof Ordered ordered && name.equalsIgnoreCase(ordered.name);
    }

    @Override
    public int hashCode() {
      return 42;
    }

    @Override
    public int compareTo(Ordered other) {
      return name.compareTo(other.name);
    }
  }

  @Test
  void with_orderThatDisagreesWithEquals_goesByEquals() {
    PMap<Ordered, Integer> map = PMap.empty();
    for (int i = 0; i < 200; i++) {
      map = map.with(new Ordered((i < 100 ? "name" : "NAME") + i % 100), i);
    }
    assertThat(map).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(map.get(new Ordered("Name" + i))).isEqualTo(100 + i);
    }
  }

  static List<List<Object>> equalValues() {
    UUID id = new UUID(1, 2);
    Set<String> hashed = new HashSet<>(List.of("Aa", "BB"));
    return List.of(
        List.of(new String("text"), "text"),
        List.of(List.of("a", 1), new ArrayList<>(List.of("a", 1)), PVec.of("a", 1)),
        List.of(hashed, new TreeSet<>(hashed), PSet.of("BB", "Aa")),
        List.of(
            Map.of("Aa", 1, "BB", 2),
            new HashMap<>(Map.of("BB", 2, "Aa", 1)),
            PMap.of("BB", 2, "Aa", 1)),
        List.of(Optional.of("a"), Optional.of(new String("a"))),
        List.of(new BigInteger("12345678901234567890"), new BigInteger("12345678901234567890")),
        List.of(new BigDecimal("1.50"), new BigDecimal("1.50")),
        List.of(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)),
        List.of(id, UUID.fromString(id.toString())),
        List.of(Instant.ofEpochSecond(1, 2), Instant.ofEpochSecond(1, 2)),
        List.of(Duration.ofMillis(1_500), Duration.ofSeconds(1, 500_000_000)),
        List.of(LocalDate.of(2026, 1, 2), LocalDate.parse("2026-01-02")),
        List.of(LocalDateTime.of(2026, 1, 2, 3, 4), LocalDateTime.parse("2026-01-02T03:04")),
        List.of(Bytes.of((byte) 2), Bytes.of((byte) 1, (byte) 2).slice(1, 2)),
        List.of(new MixedKeys.Own("a"), new MixedKeys.Own("A")),
        List.of(new Final(11), new Final(12)),
        List.of(new Untouched(1, "a"), new Untouched(1, new String("a"))));
  }

  @ParameterizedTest
  @MethodSource("equalValues")
  void secondHash_ofEqualValues_isEqual(List<Object> values) {
    for (Object value : values) {
      assertThat(value).isEqualTo(values.getFirst());
      assertThat(SecondHash.of(value)).isEqualTo(SecondHash.of(values.getFirst())).isNotNegative();
    }
  }

  @Test
  void map_mixedKeys_hasOneShapeWhateverItsHistory() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 100; round++) {
      PMap<Object, Integer> direct = PMap.empty();
      PMap<Object, Integer> roundabout = PMap.empty();
      PMap.Builder<Object, Integer> built = PMap.<Object, Integer>empty().builder();
      List<Object> keys = new ArrayList<>();
      for (int i = 0; i < random.nextInt(1, 120); i++) {
        keys.add(MixedKeys.random(random));
      }
      for (Object key : keys) {
        direct = direct.with(key, key.hashCode());
        Object passing = MixedKeys.random(random);
        roundabout = roundabout.with(passing, passing.hashCode());
        built.put(passing, passing.hashCode());
      }
      for (Object key : keys.reversed()) {
        roundabout = roundabout.with(key, key.hashCode());
        built.put(key, key.hashCode());
      }
      PMap<Object, Integer> wanted = direct;
      roundabout =
          roundabout.withoutAll(
              roundabout.keySet().stream().filter(k -> !wanted.containsKey(k)).toList());
      built.build().keySet().stream().filter(k -> !wanted.containsKey(k)).forEach(built::remove);
      for (PMap<Object, Integer> other : List.of(roundabout, built.build())) {
        assertThat(other.equals(direct)).as(seed::toString).isTrue();
        assertThat(direct.hashCode()).as(seed::toString).isEqualTo(other.hashCode());
        assertThat(Diff.between(direct, other)).as(seed::toString).isEmpty();
      }
    }
  }
}
