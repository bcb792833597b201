package dev.jumpgate.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The looks into the table that are under way: what one of them finds may be older than a change of
 * this node that has ended since it began.
 */
final class Looks {

  private final Set<Look> open = ConcurrentHashMap.newKeySet();

  /** One look; each is equal to itself only. */
  static final class Look {

    private final Map<String, Owner> held;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    private Look(Map<String, Owner> held) {
      this.held = held;
    }

    /** What was held when it began; null also where this node was about to change it. */
    @Nullable Owner held(String key) {
      return held.get(key);
    }

    /** True where this node has changed the entry since it began. */
    boolean isOlderThanChange(String key) {
      return changed.contains(key);
    }
  }

  /** Before the table is asked. */
  Look begin(Map<String, Owner> held) {
    var look = new Look(held);
    open.add(look);
    return look;
  }

  void changed(Collection<String> keys) {
    open.forEach(look -> look.changed.addAll(keys));
  }

  void end(Look look) {
    open.remove(look);
  }
}
