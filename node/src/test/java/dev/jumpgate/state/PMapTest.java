package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PMapTest {

  /** A key of few hashes, so that buckets and long common prefixes occur. */
  record Key(int number) {
    @Override
    public int hashCode() {
      return switch (number % 4) {
        case 0 -> 7;
        case 1 -> 7 | 1 << 30;
        case 2 -> number << 25;
        default -> number;
      };
    }
  }

  @Test
  void with_randomChanges_agreesWithHashMapAndLeavesOldMapsAlone() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    PMap<Object, Integer> map = PMap.empty();
    Map<Object, Integer> model = new HashMap<>();
    IdentityHashMap<PMap<Object, Integer>, Map<Object, Integer>> versions = new IdentityHashMap<>();
    for (int step = 0; step < 100_000; step++) {
      Object key = key(random);
      if (grows(random, step)) {
        map = map.with(key, step);
        model.put(key, step);
      } else {
        map = map.without(key);
        model.remove(key);
      }
      check(seed, key, map.get(key), map.size(), model);
      if (random.nextInt(2_000) == 0) {
        versions.put(map, new HashMap<>(model));
      }
    }
    versions.put(map, model);
    versions.forEach((version, copy) -> assertSame(seed, version, copy));
  }

  @Test
  void builder_randomChanges_agreesWithHashMapAndLeavesBuiltMapsAlone() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    PMap.Builder<Object, Integer> builder = PMap.<Object, Integer>empty().builder();
    Map<Object, Integer> model = new HashMap<>();
    IdentityHashMap<PMap<Object, Integer>, Map<Object, Integer>> versions = new IdentityHashMap<>();
    for (int step = 0; step < 100_000; step++) {
      Object key = key(random);
      if (grows(random, step)) {
        builder.put(key, step);
        model.put(key, step);
      } else {
        builder.remove(key);
        model.remove(key);
      }
      check(seed, key, builder.get(key), builder.size(), model);
      if (random.nextInt(1_000) == 0) {
        versions.put(builder.build(), new HashMap<>(model));
        if (random.nextInt(10) == 0) {
          builder = builder.build().builder();
        }
      }
    }
    versions.put(builder.build(), model);
    versions.forEach((version, copy) -> assertSame(seed, version, copy));
  }

  private static Object key(Random random) {
    return random.nextBoolean() ? new Key(random.nextInt(300)) : MixedKeys.random(random);
  }

  /** Mostly so, then mostly not so, so that the map swells and shrinks. */
  private static boolean grows(Random random, int step) {
    return random.nextInt(10) < (step / 5_000 % 2 == 0 ? 7 : 2);
  }

  private static void check(
      Seed seed, Object key, @Nullable Integer value, int size, Map<Object, Integer> model) {
    if (!Objects.equals(value, model.get(key)) || size != model.size()) {
      fail(
          key
              + " is "
              + value
              + " of "
              + size
              + ", should be "
              + model.get(key)
              + " of "
              + model.size()
              + "; "
              + seed);
    }
  }

  private static void assertSame(Seed seed, PMap<Object, Integer> map, Map<Object, Integer> model) {
    assertThat(map.equals(model)).as(seed::toString).isTrue();
    assertThat(model.equals(map)).as(seed::toString).isTrue();
    assertThat(map.hashCode()).as(seed::toString).isEqualTo(model.hashCode());
    assertThat(map.keySet().equals(model.keySet())).as(seed::toString).isTrue();
    assertThat(map.entrySet().equals(model.entrySet())).as(seed::toString).isTrue();
    assertThat(map.values()).as(seed::toString).hasSameSizeAs(model.values());
    assertThat(
            map.entrySet().stream().parallel().collect(PMap.toPMap(Entry::getKey, Entry::getValue)))
        .as(seed::toString)
        .isEqualTo(map);
  }

  @Test
  void updates_always_sayWhatBecomesOfTheValue() {
    PMap<String, Integer> map = PMap.of("a", 1);
    assertThat(map.withUpdated("a", v -> v + 1)).isEqualTo(Map.of("a", 2));
    assertThat(map.withUpdated("b", v -> v + 1)).isSameAs(map);
    assertThat(map.withMerged("a", 5, Integer::sum).withMerged("b", 5, Integer::sum))
        .isEqualTo(Map.of("a", 6, "b", 5));
    assertThat(map.withAll(Map.of("a", 3, "c", 4))).isEqualTo(Map.of("a", 3, "c", 4));
    assertThat(map.withAll(Map.of())).isSameAs(map);
    assertThat(PMap.of("a", 1, "b", 2, "c", 3).withoutAll(List.of("a", "x", "c")))
        .isEqualTo(Map.of("b", 2));
    assertThat(map.builder().put("a", 1).remove("x").build()).isSameAs(map);
  }

  @Test
  void views_always_areSizedAndFindWithoutASearch() {
    PMap<String, Integer> map = PMap.of("a", 1, "b", 2);
    assertThat(map.entrySet().spliterator().getExactSizeIfKnown()).isEqualTo(2);
    assertThat(map.keySet().stream().spliterator().getExactSizeIfKnown()).isEqualTo(2);
    assertThat(map.values().spliterator().hasCharacteristics(Spliterator.IMMUTABLE)).isTrue();
    assertThat(map.entrySet().contains(Map.entry("a", 1))).isTrue();
    assertThat(map.entrySet().contains(Map.entry("a", 2))).isFalse();
    assertThat(map.keySet().contains("c")).isFalse();
    assertThat(PMap.of("a", 1)).hasToString("{a=1}");
  }

  @Test
  void with_oldMap_staysAsItWas() {
    PMap<String, Integer> old = PMap.of("a", 1, "b", 2);
    PMap<String, Integer> now = old.with("a", 9).with("c", 3).without("b");
    assertThat(old).isEqualTo(Map.of("a", 1, "b", 2));
    assertThat(now).isEqualTo(Map.of("a", 9, "c", 3));
  }

  @Test
  void with_sameValue_isTheSameMap() {
    PMap<String, String> map = PMap.of("a", "x");
    assertThat(map.with("a", "x")).isSameAs(map);
    assertThat(map.without("b")).isSameAs(map);
    assertThat(map.without("a")).isSameAs(PMap.empty());
  }

  @Test
  void without_allButOneOfABucket_hasTheShapeOfAFreshMap() {
    PMap<Key, Integer> full = PMap.empty();
    for (int i = 0; i < 40; i += 4) {
      full = full.with(new Key(i), i);
    }
    PMap<Key, Integer> one = full;
    for (int i = 4; i < 40; i += 4) {
      one = one.without(new Key(i));
    }
    assertThat(one).isEqualTo(PMap.of(new Key(0), 0));
    assertThat(Diff.between(one, PMap.of(new Key(0), 0))).isEmpty();
  }

  @Test
  @SuppressWarnings("DoNotCall") // that they throw is what is tested
  void mutators_always_throw() {
    PMap<String, Integer> map = PMap.of("a", 1);
    assertThatThrownBy(() -> map.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(2))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @SuppressWarnings("NullAway") // what NullAway refuses is refused at run time too
  void null_asKeyOrValue_isRefused() {
    PMap<String, String> map = PMap.empty();
    assertThatThrownBy(() -> map.with(null, "x")).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> map.with("x", null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> map.get(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> map.builder().put("x", null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void iterator_atTheEnd_throws() {
    var iterator = PMap.of("a", 1).entrySet().iterator();
    iterator.next();
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void forEach_always_visitsWhatTheIteratorVisits() {
    PMap<Key, Integer> map = PMap.empty();
    for (int i = 0; i < 200; i++) {
      map = map.with(new Key(i), i);
    }
    List<Integer> visited = new ArrayList<>();
    map.forEach((key, value) -> visited.add(value));
    assertThat(visited).containsExactlyElementsOf(map.values()).hasSize(200);
  }
}
