package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
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
  void with_randomChanges_agreesWithHashMap() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    PMap<Key, Integer> map = PMap.empty();
    Map<Key, Integer> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      Key key = new Key(random.nextInt(300));
      if (random.nextInt(5) < (step / 2_000 % 2 == 0 ? 3 : 2)) {
        map = map.with(key, step);
        model.put(key, step);
      } else {
        map = map.without(key);
        model.remove(key);
      }
      assertThat(map.get(key)).as(seed::toString).isEqualTo(model.get(key));
      assertThat(map.size()).as(seed::toString).isEqualTo(model.size());
      if (step % 500 == 0) {
        assertThat(map.equals(model)).as(seed::toString).isTrue();
        assertThat(new HashMap<>(map)).as(seed::toString).isEqualTo(model);
        assertThat(PMap.copyOf(model)).as(seed::toString).isEqualTo(map).hasSameHashCodeAs(map);
      }
    }
  }

  @Test
  void builder_randomChanges_agreesWithHashMapAndLeavesBuiltMapsAlone() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    PMap.Builder<Key, Integer> builder = PMap.<Key, Integer>empty().builder();
    Map<Key, Integer> model = new HashMap<>();
    List<PMap<Key, Integer>> built = new ArrayList<>();
    List<Map<Key, Integer>> copies = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      Key key = new Key(random.nextInt(300));
      if (random.nextInt(5) < (step / 2_000 % 2 == 0 ? 3 : 2)) {
        builder.put(key, step);
        model.put(key, step);
      } else {
        builder.remove(key);
        model.remove(key);
      }
      assertThat(builder.size()).as(seed::toString).isEqualTo(model.size());
      if (random.nextInt(1_000) == 0) {
        built.add(builder.build());
        copies.add(new HashMap<>(model));
      }
    }
    for (int i = 0; i < built.size(); i++) {
      assertThat(built.get(i)).as(seed::toString).isEqualTo(PMap.copyOf(copies.get(i)));
    }
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
