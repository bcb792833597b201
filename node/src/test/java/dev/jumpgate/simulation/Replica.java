package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table as one side of the cluster has it. */
final class Replica {

  private final Map<String, Owner> entries = new LinkedHashMap<>();

  /** Gets what has changed. */
  interface Watcher {
    void changed(String key, @Nullable Owner before, @Nullable Owner now);
  }

  Replica copy() {
    var copy = new Replica();
    copy.entries.putAll(entries);
    return copy;
  }

  Map<String, Owner> all() {
    return new HashMap<>(entries);
  }

  @Nullable Owner get(String key) {
    return entries.get(key);
  }

  void swap(String key, Change change, Watcher watcher) {
    Owner standing = entries.get(key);
    if (token(standing) == token(change.expected())) {
      set(key, change.next(), watcher);
    }
  }

  private void set(String key, @Nullable Owner next, Watcher watcher) {
    Owner before = next == null ? entries.remove(key) : entries.put(key, next);
    watcher.changed(key, before, next);
  }

  private static long token(@Nullable Owner owner) {
    return owner == null ? 0 : owner.token();
  }

  /** Takes the entries of the other side, by the merge policy. */
  void merge(Replica other, Watcher watcher) {
    other.entries.forEach((key, theirs) -> {
      Owner ours = entries.get(key);
      if (ours == null || theirs.outranks(ours)) {
        set(key, theirs, watcher);
      }
    });
  }
}
