package dev.jumpgate.codec;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of collections that never change, known by name: of an interface alone nothing
 * follows, and an unmodifiable view shows what another may still change.
 */
final class Frozen {

  private static final Set<Class<?>> CLASSES =
      Set.copyOf(
          List.of(
              PVec.class,
              PSet.class,
              PMap.class,
              FixedSet.class,
              FixedMap.class,
              // Of zero, of one or two and of more elements there may be a class each.
              List.of().getClass(),
              List.of(1).getClass(),
              List.of(1, 2, 3).getClass(),
              List.of(1, 2, 3).subList(0, 2).getClass(),
              Set.of().getClass(),
              Set.of(1).getClass(),
              Set.of(1, 2, 3).getClass(),
              Map.of().getClass(),
              Map.of(1, 1).getClass(),
              Map.of(1, 1, 2, 2).getClass(),
              Collections.emptyList().getClass(),
              Collections.emptySet().getClass(),
              Collections.emptyMap().getClass(),
              Collections.singletonList(1).getClass(),
              Collections.singleton(1).getClass(),
              Collections.singletonMap(1, 1).getClass(),
              Collections.nCopies(2, 1).getClass()));

  private Frozen() {}

  static boolean is(Object collection) {
    return CLASSES.contains(collection.getClass());
  }
}
