package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"ReferenceEquality", "BoxedPrimitiveEquality"}) // identity is what is tested
class FreshTest {

  /** Equal to any of its number, never the same; many of one hash. */
  private record Thing(int number) {
    @Override
    public int hashCode() {
      return number % 7;
    }
  }

  @Test
  void entries_randomChanges_areThoseThatAreNotTheVeryValue() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 300; round++) {
      PMap<Thing, Thing> before = random(PMap.empty(), random, random.nextInt(200));
      PMap<Thing, Thing> now = random(before, random, random.nextInt(40));
      Map<Thing, List<Object>> seen = new HashMap<>();
      Fresh.entries(
          before,
          now,
          (key, was, is) -> {
            assertThat(was).as(seed::toString).isSameAs(before.get(key));
            assertThat(is).as(seed::toString).isSameAs(now.get(key));
            seen.merge(key, List.of(is), (a, b) -> List.of(a, b));
          });
      now.forEach((key, is) -> {
        boolean same =
            before.get(key) == is && before.keySet().stream().anyMatch(old -> old == key);
        assertThat(seen.getOrDefault(key, List.of())).as(seed::toString).hasSize(same ? 0 : 1);
      });
    }
  }

  private static PMap<Thing, Thing> random(PMap<Thing, Thing> start, Random random, int changes) {
    PMap<Thing, Thing> map = start;
    for (int i = 0; i < changes; i++) {
      Thing key = new Thing(random.nextInt(100));
      map = random.nextInt(3) == 0 ? map.without(key) : map.with(key, new Thing(1));
    }
    return map;
  }

  @Test
  void indices_randomChanges_areThoseThatAreNotTheVeryElement() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int round = 0; round < 100; round++) {
      PVec<Thing> before = PVec.empty();
      for (int i = random.nextInt(2_500); i > 0; i--) {
        before = before.plus(new Thing(1));
      }
      PVec<Thing> now = before;
      for (int i = random.nextInt(10); i > 0; i--) {
        now =
            now.isEmpty() || random.nextBoolean()
                ? now.plus(new Thing(1))
                : now.with(random.nextInt(now.size()), new Thing(1));
      }
      List<Integer> wanted = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        if (i >= before.size() || before.get(i) != now.get(i)) {
          wanted.add(i);
        }
      }
      List<Integer> seen = new ArrayList<>();
      Fresh.indices(before, now, seen::add);
      assertThat(seen).as(seed::toString).isEqualTo(wanted);
      Fresh.indices(now, before, i -> assertThat(i).isGreaterThanOrEqualTo(0));
    }
  }

  @Test
  void elements_ofASet_areThoseThatCame() {
    List<Thing> seen = new ArrayList<>();
    PSet<Thing> before = PSet.of(new Thing(1), new Thing(2));
    Thing equal = new Thing(2);
    PSet<Thing> now = before.plus(new Thing(3)).without(new Thing(1)).plus(equal);
    Fresh.elements(before, now, (element, _, _) -> seen.add(element));
    assertThat(seen).containsExactly(new Thing(3));
    Fresh.elements(before, PSet.of(equal), (element, _, _) -> seen.add(element));
    assertThat(seen.getLast()).isSameAs(equal);
  }
}
