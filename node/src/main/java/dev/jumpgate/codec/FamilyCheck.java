package dev.jumpgate.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check of a sealed interface: what its value is decides. */
final class FamilyCheck extends ValueCheck {

  private Map<Class<?>, ValueCheck> members = Map.of();

  FamilyCheck(Class<?> type) {
    super(type);
  }

  void fill(Map<Class<?>, ValueCheck> all) {
    members = Map.copyOf(all);
  }

  @Override
  List<ValueCheck> parts() {
    return List.copyOf(members.values());
  }

  @Override
  void inside(@Nullable Object before, Object now, int depth) {
    ValueCheck member = members.get(now.getClass());
    if (member != null && member.needed) {
      member.inside(before, now, depth);
    }
  }
}
