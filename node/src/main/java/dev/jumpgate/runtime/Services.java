package dev.jumpgate.runtime;

import dev.jumpgate.process.RefusedException;
import java.util.Collection;
import java.util.Map;

/** What a node provides to its processes, by type. */
final class Services {

  private final String node;
  private final Map<Class<?>, Object> all;

  Services(String node, Map<Class<?>, Object> all) {
    this.node = node;
    this.all = Map.copyOf(all);
  }

  /** Throws a {@link RefusedException} where the node has none of that type. */
  <T> T get(Class<T> type) {
    Object service = all.get(type);
    if (service == null) {
      throw lack(type.getName());
    }
    return type.cast(service);
  }

  /** Refuses where the node lacks one of these. */
  void check(Collection<String> names) {
    for (String name : names) {
      if (all.keySet().stream().noneMatch(type -> type.getName().equals(name))) {
        throw lack(name);
      }
    }
  }

  private RefusedException lack(String name) {
    return new RefusedException(node + " provides no " + name);
  }
}
