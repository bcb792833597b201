package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of values on random trees of records, good ones and those with one thing wrong. */
class RandomValuesTest {

  private static final int ROUNDS = 2_000;

  sealed interface Leaf {
    record Named(String name) implements Leaf {}

    record Tagged(Set<String> tags) implements Leaf {}

    enum None implements Leaf {
      NONE
    }
  }

  record Part(
      int id,
      List<Part> list,
      PVec<Part> vector,
      Map<String, Part> map,
      PMap<Integer, Part> trie,
      PSet<Leaf> leaves,
      Optional<Part> maybe,
      @Nullable Part next,
      Leaf leaf,
      @Nullable Pid pid) {}

  private static final Schema SCHEMA = Schema.of(Part.class);
  private static final Codec CODEC = Codec.of(SCHEMA, Trade.FakeRef::new);

  /** Makes parts; the {@code fault}-th place that can be wrong is. */
  private static final class Maker {

    private final Random random;
    private int fault;
    private String wrong = "";

    Maker(Random random, int fault) {
      this.random = random;
      this.fault = fault;
    }

    private boolean isWrong(String path) {
      if (fault-- != 0) {
        return false;
      }
      wrong = path;
      return true;
    }

    Part part(String path, int depth) {
      int id = random.nextInt(1_000);
      return new Part(
          id,
          list(path + ".list", depth),
          vector(path + ".vector", depth),
          map(path + ".map", depth),
          trie(path + ".trie", depth),
          PSet.of(leaf(path + ".leaves[]")),
          maybe(path + ".maybe", depth),
          random.nextInt(3) == 0 && depth > 0 ? part(path + ".next", depth - 1) : null,
          leaf(path + ".leaf"),
          random.nextBoolean() ? Trade.PID : null);
    }

    private int count(int depth) {
      return depth == 0 ? 0 : random.nextInt(3);
    }

    private List<Part> list(String path, int depth) {
      List<Part> parts = new ArrayList<>();
      for (int i = count(depth); i > 0; i--) {
        parts.add(part(path + "[" + parts.size() + "]", depth - 1));
      }
      if (isWrong(path)) {
        return parts;
      }
      return switch (random.nextInt(3)) {
        case 0 -> parts.stream().toList();
        case 1 -> PVec.copyOf(parts);
        default -> List.copyOf(parts);
      };
    }

    private PVec<Part> vector(String path, int depth) {
      PVec<Part> parts = PVec.empty();
      for (int i = count(depth); i > 0; i--) {
        parts = parts.plus(part(path + "[" + parts.size() + "]", depth - 1));
      }
      return parts;
    }

    private Map<String, Part> map(String path, int depth) {
      Map<String, Part> parts = new HashMap<>();
      for (int i = count(depth); i > 0; i--) {
        parts.put("k" + i, part(path + "[\"k" + i + "\"]", depth - 1));
      }
      if (isWrong(path)) {
        return parts;
      }
      return random.nextBoolean() ? Map.copyOf(parts) : FixedMap.copyOf(parts);
    }

    private PMap<Integer, Part> trie(String path, int depth) {
      PMap<Integer, Part> parts = PMap.empty();
      for (int i = count(depth); i > 0; i--) {
        parts = parts.with(i, part(path + "[" + i + "]", depth - 1));
      }
      return parts;
    }

    @SuppressWarnings({"NullAway", "NullOptional", "OptionalAssignedToNull"}) // it is what is wrong
    private Optional<Part> maybe(String path, int depth) {
      if (isWrong(path)) {
        return null;
      }
      return count(depth) == 0 ? Optional.empty() : Optional.of(part(path, depth - 1));
    }

    private Leaf leaf(String path) {
      return switch (random.nextInt(3)) {
        case 0 -> Leaf.None.NONE;
        case 1 -> new Leaf.Named("n" + random.nextInt(9));
        default -> {
          Set<String> tags = new LinkedHashSet<>(List.of("t" + random.nextInt(9)));
          yield new Leaf.Tagged(isWrong(path + ".tags") ? tags : FixedSet.copyOf(tags));
        }
      };
    }
  }

  @Test
  void check_goodValue_passesAndComesBackFromAJourneyAsItWas() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int i = 0; i < ROUNDS / 10; i++) {
      Part part = new Maker(random, -1).part("Part", 3);
      assertThatCode(() -> SCHEMA.check(null, part)).as(seed::toString).doesNotThrowAnyException();
      assertThat(CODEC.decode(Codec.encode(part))).as(seed::toString).isEqualTo(part);
    }
  }

  @Test
  void check_oneThingWrong_isFoundWhereItIs() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    int found = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Maker maker = new Maker(random, random.nextInt(60));
      Part part = maker.part("Part", 3);
      if (!maker.wrong.isEmpty()) {
        assertThatThrownBy(() -> SCHEMA.check(null, part))
            .as(seed::toString)
            .isInstanceOf(SchemaException.class)
            .hasMessageStartingWith(maker.wrong + ": ");
        found++;
      }
    }
    assertThat(found).as(seed::toString).isGreaterThan(ROUNDS / 4);
  }

  @Test
  void check_afterAChange_findsWhatIsWrongInItAlone() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int i = 0; i < ROUNDS; i++) {
      Part before = new Maker(random, -1).part("Part", 3);
      Maker maker = new Maker(random, random.nextInt(3));
      int key = random.nextInt(4);
      Part changed = maker.part("Part.trie[" + key + "]", 1);
      Part now = with(before, before.trie().with(key, changed));
      if (maker.wrong.isEmpty()) {
        assertThatCode(() -> SCHEMA.check(before, now)).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> SCHEMA.check(before, now))
            .as(seed::toString)
            .hasMessageStartingWith(maker.wrong + ": ");
        // What was let pass once is not looked at again.
        Part later = with(now, now.trie().with(9, before));
        assertThatCode(() -> SCHEMA.check(now, later))
            .as(seed::toString)
            .doesNotThrowAnyException();
      }
    }
  }

  private static Part with(Part part, PMap<Integer, Part> trie) {
    return new Part(
        part.id(),
        part.list(),
        part.vector(),
        part.map(),
        trie,
        part.leaves(),
        part.maybe(),
        part.next(),
        part.leaf(),
        part.pid());
  }
}
