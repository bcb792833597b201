package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PSetTest {

  @Test
  void plus_randomChanges_agreesWithHashSet() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    PSet<Object> set = PSet.empty();
    Set<Object> model = new HashSet<>();
    for (int step = 0; step < 100_000; step++) {
      Object element = MixedKeys.random(random);
      if (random.nextBoolean()) {
        set = set.plus(element);
        model.add(element);
      } else {
        set = set.without(element);
        model.remove(element);
      }
      if (set.contains(element) != model.contains(element)) {
        fail(element + " at step " + step + "; " + seed);
      }
    }
    assertThat(model.equals(set)).as(seed::toString).isTrue();
    assertThat(set.hashCode()).as(seed::toString).isEqualTo(model.hashCode());
    assertThat(set.stream().parallel().collect(PSet.toPSet())).as(seed::toString).isEqualTo(set);
    assertThat(set.equals(model)).as(seed::toString).isTrue();
    assertThat(PSet.copyOf(model)).as(seed::toString).isEqualTo(set);
  }

  @Test
  void plus_elementThatIsIn_isTheSameSet() {
    PSet<String> set = PSet.of("a", "b");
    assertThat(set.plus("a")).isSameAs(set);
    assertThat(set.without("c")).isSameAs(set);
    assertThat(set.without("a").without("b")).isSameAs(PSet.empty());
  }

  @Test
  void union_intersection_difference_areThoseOfSets() {
    PSet<Integer> some = PSet.of(1, 2, 3);
    assertThat(some.union(List.of(3, 4))).isEqualTo(Set.of(1, 2, 3, 4));
    assertThat(some.union(Set.of(1))).isSameAs(some);
    assertThat(some.intersection(Set.of(2, 3, 4))).isEqualTo(Set.of(2, 3));
    assertThat(some.intersection(Set.of(7))).isSameAs(PSet.empty());
    assertThat(some.difference(List.of(2, 9))).isEqualTo(Set.of(1, 3));
    assertThat(some.difference(List.of(9))).isSameAs(some);
  }

  @Test
  @SuppressWarnings("DoNotCall") // that they throw is what is tested
  void mutators_always_throw() {
    PSet<String> set = PSet.of("a");
    assertThatThrownBy(() -> set.add("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> set.remove("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(set::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
