package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WalkTest {

  @Test
  void next_anySteps_visitsAllOnceInTheOrderOfIteration() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 100; round++) {
      PMap.Builder<Object, Integer> entries = PMap.<Object, Integer>empty().builder();
      int size = random.nextInt(2_000);
      for (int i = 0; i < size; i++) {
        entries.put(random.nextInt(4) == 0 ? MixedKeys.random(random) : random.nextInt(), i);
      }
      PMap<Object, Integer> map = entries.build();
      PSet<Object> set = PSet.copyOf(map.keySet());
      PVec<Integer> vec = PVec.copyOf(map.values());
      assertVisits(map.walk(), new ArrayList<>(map.entrySet()), random, seed);
      assertVisits(set.walk(), new ArrayList<>(set), random, seed);
      assertVisits(vec.walk(), new ArrayList<>(vec), random, seed);
    }
  }

  private static <E> void assertVisits(Walk<E> start, List<E> expected, Random random, Seed seed) {
    List<E> visited = new ArrayList<>();
    Walk<E> walk = start;
    while (!walk.isDone()) {
      int most = random.nextInt(1, 100);
      int before = visited.size();
      Walk<E> next = walk.next(most, visited::add);
      assertThat(visited.size() - before)
          .as(seed::toString)
          .isEqualTo(Math.min(most, expected.size() - before));
      List<E> again = new ArrayList<>();
      walk.next(most, again::add);
      assertThat(again).as(seed::toString).isEqualTo(visited.subList(before, visited.size()));
      walk = next;
    }
    assertThat(visited).as(seed::toString).isEqualTo(expected);
    assertThat(start.isDone()).isEqualTo(expected.isEmpty());
  }

  @Test
  void next_sinkThrows_leavesTheWalkWhereItWas() {
    Walk<String> walk = PVec.of("a", "b").walk();
    assertThatThrownBy(() ->
            walk.next(
                2,
                e -> {
                  throw new IllegalStateException(e);
                }))
        .hasMessage("a");
    List<String> visited = new ArrayList<>();
    assertThat(walk.next(2, visited::add).isDone()).isTrue();
    assertThat(visited).containsExactly("a", "b");
  }

  @Test
  void next_stepsOfNothing_areRefused() {
    Walk<String> walk = PSet.of("a").walk();
    assertThatThrownBy(() -> walk.next(0, _ -> {})).isInstanceOf(IllegalArgumentException.class);
  }
}
