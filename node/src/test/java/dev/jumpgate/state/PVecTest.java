package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
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
  void with_randomChanges_agreesWithArrayListAndLeavesOldVectorsAlone() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    List<Integer> model = new ArrayList<>();
    PVec<Integer> vec = PVec.empty();
    IdentityHashMap<PVec<Integer>, List<Integer>> versions = new IdentityHashMap<>();
    for (int step = 0; step < 100_000; step++) {
      boolean swelling = step / 20_000 % 2 == 0;
      int dice = random.nextInt(10);
      if (model.isEmpty() || dice < (swelling ? 6 : 2)) {
        vec = vec.plus(step);
        model.add(step);
      } else if (dice < 8) {
        vec = vec.withoutLast();
        model.removeLast();
      } else {
        int index = random.nextInt(model.size());
        vec = vec.with(index, step);
        model.set(index, step);
      }
      if (random.nextInt(4_000) == 0) {
        versions.put(vec, new ArrayList<>(model));
      }
    }
    versions.put(vec, model);
    versions.forEach((version, copy) -> {
      assertThat(version.equals(copy)).as(seed::toString).isTrue();
      assertThat(version.equals(PVec.copyOf(copy))).as(seed::toString).isTrue();
      assertThat(version.hashCode()).as(seed::toString).isEqualTo(copy.hashCode());
      assertThat(version.stream().parallel().map(i -> i).collect(PVec.toPVec()))
          .as(seed::toString)
          .isEqualTo(version);
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 65, 1_056, 1_057, 1_089, 33_857})
  void withoutLast_downToNothing_hasTheShapeOfAFreshVector(int size) {
    PVec<Integer> vec = PVec.copyOf(IntStream.range(0, size).boxed().toList());
    for (int left = size - 1; left >= 0; left--) {
      vec = vec.withoutLast();
      assertThat(vec.size()).isEqualTo(left);
      if (left % 31 == 0 || left < 40) {
        assertThat(vec).isEqualTo(PVec.copyOf(IntStream.range(0, left).boxed().toList()));
      }
    }
    assertThat(vec).isSameAs(PVec.empty());
    assertThatThrownBy(vec::withoutLast).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void equals_oneElementDiffers_isSeenWhereverItIs() {
    PVec<Integer> vec = PVec.copyOf(IntStream.range(0, 1_100).boxed().toList());
    for (int index : new int[] {0, 31, 32, 1_055, 1_087, 1_088, 1_099}) {
      assertThat(vec.with(index, -1)).isNotEqualTo(vec);
      assertThat(vec.with(index, -1).with(index, index)).isEqualTo(vec);
    }
    assertThat(vec.withoutLast()).isNotEqualTo(vec);
    assertThat(PVec.empty().equals(List.of())).isTrue();
  }

  @Test
  void subList_always_isAPartOfTheList() {
    PVec<Integer> vec = PVec.copyOf(IntStream.range(0, 100).boxed().toList());
    assertThat(vec.subList(30, 70)).isEqualTo(IntStream.range(30, 70).boxed().toList());
    assertThat(vec.getFirst()).isZero();
    assertThat(vec.getLast()).isEqualTo(99);
    assertThat(vec.reversed().getFirst()).isEqualTo(99);
    assertThat(vec.spliterator().getExactSizeIfKnown()).isEqualTo(100);
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
