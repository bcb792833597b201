package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.state.Diff.Added;
import dev.jumpgate.state.Diff.Change;
import dev.jumpgate.state.Diff.Changed;
import dev.jumpgate.state.Diff.Removed;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
