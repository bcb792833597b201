package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FixedTest {

  @Test
  void set_always_keepsItsOrderAndNothingElseOfTheOriginal() {
    List<String> original = new ArrayList<>(List.of("x", "a", "m"));
    Set<String> set = FixedSet.copyOf(original);
    original.clear();
    assertThat(set).containsExactly("x", "a", "m").isEqualTo(Set.of("a", "m", "x"));
    assertThat(set.hashCode()).isEqualTo(Set.of("a", "m", "x").hashCode());
    assertThat(set.contains("m")).isTrue();
    assertThat(FixedSet.copyOf(List.of())).isEmpty();
  }

  @Test
  void set_anyChange_isRefused() {
    Set<String> set = FixedSet.copyOf(List.of("x"));
    Iterator<String> iterator = set.iterator();
    iterator.next();
    assertRefused(() -> set.add("y"));
    assertRefused(() -> set.remove("x"));
    assertRefused(() -> set.remove("y"));
    assertRefused(set::clear);
    assertRefused(() -> set.removeIf(_ -> true));
    assertRefused(() -> set.retainAll(List.of()));
    assertRefused(iterator::remove);
    assertThat(set).containsExactly("x");
  }

  @Test
  void map_always_keepsItsOrderAndNothingElseOfTheOriginal() {
    Map<String, Integer> original = new LinkedHashMap<>();
    original.put("x", 1);
    original.put("a", 2);
    Map<String, Integer> map = FixedMap.copyOf(original);
    original.clear();
    assertThat(map.keySet()).containsExactly("x", "a");
    assertThat(map).isEqualTo(Map.of("a", 2, "x", 1)).containsEntry("a", 2);
    assertThat(map.get("b")).isNull();
    assertThat(FixedMap.copyOf(Map.of())).isEmpty();
  }

  @Test
  void map_anyChange_isRefused() {
    Map<String, Integer> map = FixedMap.copyOf(Map.of("x", 1));
    Map.Entry<String, Integer> entry = map.entrySet().iterator().next();
    Iterator<String> keys = map.keySet().iterator();
    keys.next();
    assertRefused(() -> map.put("y", 1));
    assertRefused(() -> map.remove("x"));
    assertRefused(() -> map.remove("y"));
    assertRefused(map::clear);
    assertRefused(() -> entry.setValue(2));
    assertRefused(keys::remove);
    assertRefused(() -> map.values().clear());
    assertRefused(() -> map.replaceAll((_, _) -> 3));
    assertRefused(() -> map.merge("x", 1, Integer::sum));
    assertThat(map).isEqualTo(Map.of("x", 1));
  }

  private static void assertRefused(ThrowingCallable change) {
    assertThatThrownBy(change).isInstanceOf(UnsupportedOperationException.class);
  }
}
