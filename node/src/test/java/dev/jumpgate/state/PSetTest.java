package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PSetTest {

  @Test
  void plus_randomChanges_agreesWithHashSet() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    PSet<Integer> set = PSet.empty();
    Set<Integer> model = new HashSet<>();
    for (int step = 0; step < 5_000; step++) {
      int element = random.nextInt(100);
      if (random.nextBoolean()) {
        set = set.plus(element);
        model.add(element);
      } else {
        set = set.without(element);
        model.remove(element);
      }
      assertThat(set.contains(element)).as(seed::toString).isEqualTo(model.contains(element));
    }
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
}
