package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PVecTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 64, 65, 1_055, 1_056, 1_057, 1_088, 1_089, 33_000, 34_000})
  void plus_anySize_agreesWithArrayListAndBuilder(int size) {
    List<Integer> model = IntStream.range(0, size).boxed().toList();
    PVec<Integer> one = PVec.empty();
    for (int i = 0; i < size; i++) {
      one = one.plus(i);
    }
    assertThat(one.equals(model)).isTrue();
    assertThat(PVec.copyOf(model).equals(model)).isTrue();
  }

  @Test
  void with_randomChanges_agreesWithArrayList() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    List<Integer> model = new ArrayList<>();
    PVec<Integer> vec = PVec.empty();
    for (int step = 0; step < 6_000; step++) {
      if (model.isEmpty() || random.nextBoolean()) {
        vec = vec.plus(step);
        model.add(step);
      } else {
        int index = random.nextInt(model.size());
        vec = vec.with(index, step);
        model.set(index, step);
      }
    }
    assertThat(vec.equals(model)).as(seed::toString).isTrue();
  }

  @Test
  void builder_afterBuild_leavesBuiltVectorsAlone() {
    PVec.Builder<Integer> builder = PVec.of(0, 1).builder();
    List<PVec<Integer>> built = new ArrayList<>();
    for (int i = 2; i < 1_200; i++) {
      built.add(builder.build());
      builder.add(i);
    }
    for (int i = 0; i < built.size(); i++) {
      assertThat(built.get(i).size()).isEqualTo(i + 2);
      assertThat(built.get(i).getLast()).isEqualTo(i + 1);
    }
  }

  @Test
  void with_oldVector_staysAsItWas() {
    PVec<String> old = PVec.of("a", "b");
    assertThat(old.with(0, "x").plus("c")).containsExactly("x", "b", "c");
    assertThat(old).containsExactly("a", "b");
  }

  @Test
  void index_outOfRange_isRefused() {
    PVec<String> vec = PVec.of("a");
    assertThatThrownBy(() -> vec.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vec.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vec.with(1, "b")).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  @SuppressWarnings("DoNotCall") // that they throw is what is tested
  void mutators_always_throw() {
    PVec<String> vec = PVec.of("a");
    assertThatThrownBy(() -> vec.add("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> vec.set(0, "b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(vec::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
