package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.state.Diff.Added;
import dev.jumpgate.state.Diff.Change;
import dev.jumpgate.state.Diff.Changed;
import dev.jumpgate.state.Diff.Removed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiffTest {

  @Test
  void between_randomMaps_isWhatAFullComparisonFinds() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 300; round++) {
      PMap<PMapTest.Key, Integer> old = changed(PMap.empty(), random, random.nextInt(200));
      PMap<PMapTest.Key, Integer> now = changed(old, random, random.nextInt(60));
      List<Change<PMapTest.Key, Integer>> found = Diff.between(old, now);
      assertThat(new HashSet<>(found)).as(seed::toString).isEqualTo(naive(old, now));
      assertThat(found).as(seed::toString).doesNotHaveDuplicates();
    }
  }

  private static PMap<PMapTest.Key, Integer> changed(
      PMap<PMapTest.Key, Integer> start, Random random, int times) {
    PMap<PMapTest.Key, Integer> map = start;
    for (int i = 0; i < times; i++) {
      var key = new PMapTest.Key(random.nextInt(150));
      map = random.nextInt(3) == 0 ? map.without(key) : map.with(key, random.nextInt(5));
    }
    return map;
  }

  private static <K, V> Set<Change<K, V>> naive(PMap<K, V> old, PMap<K, V> now) {
    Set<Change<K, V>> changes = new HashSet<>();
    old.forEach((key, was) -> {
      V is = now.get(key);
      if (is == null) {
        changes.add(new Removed<>(key, was));
      } else if (!is.equals(was)) {
        changes.add(new Changed<>(key, was, is));
      }
    });
    now.forEach((key, is) -> {
      if (!old.containsKey(key)) {
        changes.add(new Added<>(key, is));
      }
    });
    return changes;
  }

  @Test
  void between_fewChangesInALargeMap_comparesOnlyThose() {
    PMap.Builder<Integer, Counted> builder = PMap.<Integer, Counted>empty().builder();
    for (int i = 0; i < 100_000; i++) {
      builder.put(i, new Counted(i));
    }
    PMap<Integer, Counted> old = builder.build();
    PMap<Integer, Counted> now = old.with(77, new Counted(-1)).without(5_000);
    Counted.comparisons = 0;
    assertThat(Diff.between(old, now)).hasSize(2);
    assertThat(Counted.comparisons).isLessThan(100);
  }

  private static final class Counted {
    static int comparisons;
    private final int number;

    Counted(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      comparisons++;
      return other instanceof Counted counted && number == counted.number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  @Test
  void between_vectors_namesTheIndices() {
    PVec<Integer> old = PVec.empty();
    for (int i = 0; i < 2_000; i++) {
      old = old.plus(i);
    }
    PVec<Integer> now = old.with(3, -3).with(1_500, -1).plus(7);
    assertThat(Diff.between(old, now))
        .containsExactly(
            new Changed<>(3, 3, -3), new Changed<>(1_500, 1_500, -1), new Added<>(2_000, 7));
    assertThat(Diff.between(PVec.of(1, 2), PVec.of(1))).containsExactly(new Removed<>(1, 2));
  }

  @Test
  void between_sets_namesTheElements() {
    assertThat(Diff.between(PSet.of("a", "b"), PSet.of("b", "c")))
        .containsExactlyInAnyOrder(new Removed<>("a", "a"), new Added<>("c", "c"));
  }

  @Test
  void between_randomVectors_isWhatAFullComparisonFinds() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 300; round++) {
      PVec<Integer> old = changed(PVec.empty(), random, random.nextInt(3_000), 9);
      PVec<Integer> now = changed(old, random, random.nextInt(100), random.nextInt(10));
      List<Change<Integer, Integer>> naive = new ArrayList<>();
      for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
        if (i >= now.size()) {
          naive.add(new Removed<>(i, old.get(i)));
        } else if (i >= old.size()) {
          naive.add(new Added<>(i, now.get(i)));
        } else if (!old.get(i).equals(now.get(i))) {
          naive.add(new Changed<>(i, old.get(i), now.get(i)));
        }
      }
      assertThat(Diff.between(old, now)).as(seed::toString).isEqualTo(naive);
      assertThat(old.equals(now)).as(seed::toString).isEqualTo(naive.isEmpty());
    }
  }

  private static PVec<Integer> changed(
      PVec<Integer> start, Random random, int times, int swelling) {
    PVec<Integer> vec = start;
    for (int i = 0; i < times; i++) {
      if (vec.isEmpty() || random.nextInt(10) < swelling) {
        vec = vec.plus(random.nextInt(3));
      } else if (random.nextBoolean()) {
        vec = vec.withoutLast();
      } else {
        vec = vec.with(random.nextInt(vec.size()), random.nextInt(3));
      }
    }
    return vec;
  }

  @Test
  void between_fewChangesInALargeVector_visitsOnlyTheirLeaves() {
    PVec<Integer> old = IntStream.range(0, 100_000).boxed().collect(PVec.toPVec());
    PVec<Integer> now = old.with(3, -1).with(70_000, -1).plusAll(old);
    int[] visited = {0};
    VecTrie.visitUnshared(old, now, (_, _, _) -> ++visited[0] > 0);
    assertThat(visited[0]).isEqualTo(2);
    assertThat(Diff.between(old, now)).hasSize(100_002);
  }

  record Fleet(
      String name,
      PMap<String, Ship> ships,
      PMap<Integer, PVec<Ship>> yards,
      PSet<String> ports,
      List<Integer> berths,
      @Nullable String motto) {}

  record Ship(double x, double y, PVec<Integer> crew) {}

  @Test
  void parts_ofNestedRecords_areTheSmallestThatDiffer() {
    Ship ship = new Ship(1, 2, PVec.of(7, 8));
    Fleet old =
        new Fleet(
            "a",
            PMap.of("x", ship, "y", ship),
            PMap.of(1, PVec.of(ship)),
            PSet.of("p", "q"),
            List.of(1, 2),
            null);
    Fleet now =
        new Fleet(
            "a",
            PMap.of("x", new Ship(1, 3, PVec.of(7, 9, 4)), "z", ship),
            PMap.of(1, PVec.of(ship, ship)),
            PSet.of("p", "r"),
            List.of(1, 3),
            "on");
    List<String> found = new ArrayList<>();
    Diff.forEachPart(
        old, now, change -> found.add(change.key() + " " + change.getClass().getSimpleName()));
    assertThat(found)
        .containsExactlyInAnyOrder(
            "ships[\"x\"].y Changed",
            "ships[\"x\"].crew[1] Changed",
            "ships[\"x\"].crew[2] Added",
            "ships[\"y\"] Removed",
            "ships[\"z\"] Added",
            "yards[1][1] Added",
            "ports[\"q\"] Removed",
            "ports[\"r\"] Added",
            "berths Changed",
            "motto Changed");
    assertThat(Diff.parts(old, old)).isEmpty();
    assertThat(Diff.parts(1, "1")).containsExactly(new Changed<>(Place.WHOLE, 1, "1"));
    assertThat(Diff.parts(null, null)).isEmpty();
  }

  @Test
  void parts_ofRandomNestedMaps_areWhatAFullComparisonFinds() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 200; round++) {
      PMap<PMapTest.Key, PVec<Integer>> old = PMap.empty();
      for (int i = 0; i < random.nextInt(200); i++) {
        var key = new PMapTest.Key(random.nextInt(150));
        old = old.with(key, changed(PVec.empty(), random, 10, 9));
      }
      PMap<PMapTest.Key, PVec<Integer>> now = old;
      for (int i = 0; i < random.nextInt(50); i++) {
        var key = new PMapTest.Key(random.nextInt(150));
        now =
            random.nextInt(4) == 0
                ? now.without(key)
                : now.with(key, changed(now.getOrDefault(key, PVec.empty()), random, 3, 5));
      }
      Set<Change<Place, @Nullable Object>> naive = new HashSet<>();
      for (Change<PMapTest.Key, PVec<Integer>> change : naive(old, now)) {
        Place place = new Place(PVec.of(new Place.Key(change.key())));
        switch (change) {
          case Added<PMapTest.Key, PVec<Integer>>(_, var value) ->
              naive.add(new Added<>(place, value));
          case Removed<PMapTest.Key, PVec<Integer>>(_, var value) ->
              naive.add(new Removed<>(place, value));
          case Changed<PMapTest.Key, PVec<Integer>>(_, var from, var to) ->
              Diff.between(from, to).forEach(inner -> naive.add(below(place, inner)));
        }
      }
      List<Change<Place, @Nullable Object>> found = Diff.parts(old, now);
      assertThat(new HashSet<>(found)).as(seed::toString).isEqualTo(naive);
      assertThat(found).as(seed::toString).doesNotHaveDuplicates();
    }
  }

  private static Change<Place, @Nullable Object> below(
      Place place, Change<Integer, Integer> change) {
    Place at = new Place(place.steps().plus(new Place.Index(change.key())));
    return switch (change) {
      case Added<Integer, Integer>(_, var value) -> new Added<>(at, value);
      case Removed<Integer, Integer>(_, var value) -> new Removed<>(at, value);
      case Changed<Integer, Integer>(_, var from, var to) -> new Changed<>(at, from, to);
    };
  }

  @Test
  void between_trees_namesTheSmallestParts() {
    Tree old = TreeTest.state(1, "x", List.of(Tree.of(1), Tree.of(2)));
    Tree now = TreeTest.state(2, "y z", List.of(Tree.of(1), Tree.of(3), Tree.of(4)));
    assertThat(Diff.between(old, now))
        .containsExactly(
            new Changed<>("count", Tree.of(1), Tree.of(2)),
            new Removed<>("chart.x", Tree.of(true)),
            new Added<>("chart[\"y z\"]", Tree.of(true)),
            new Changed<>("log[1]", Tree.of(2), Tree.of(3)),
            new Added<>("log[2]", Tree.of(4)));
    assertThat(Diff.between(old, old)).isEmpty();
    assertThat(Diff.between(Tree.of(1), Tree.of("1")))
        .containsExactly(new Changed<>("", Tree.of(1), Tree.of("1")));
  }
}
