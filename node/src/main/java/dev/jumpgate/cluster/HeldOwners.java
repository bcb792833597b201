package dev.jumpgate.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What this node owns, by the entries that it has won or found. */
final class HeldOwners {

  private final KnownOwners known;
  private final Map<String, Owner> held = new ConcurrentHashMap<>();

  HeldOwners(KnownOwners known) {
    this.known = known;
  }

  @Nullable Owner get(String key) {
    return held.get(key);
  }

  /** What is held of those now; it is the asker's own. */
  Map<String, Owner> of(Set<String> keys) {
    Map<String, Owner> some = new HashMap<>();
    for (String key : keys) {
      Owner mine = held.get(key);
      if (mine != null) {
        some.put(key, mine);
      }
    }
    return some;
  }

  /** Those that are held now, and no others later. */
  Set<String> keys() {
    return Set.copyOf(held.keySet());
  }

  /** The entry is this node's. Answers come in any order: it may have been given away since. */
  void hold(String key, Owner entry) {
    held.compute(
        key,
        (k, now) -> known.get(k).filter(late -> late.supersedes(entry)).isPresent() ? now : entry);
  }

  /** As above, unless what is held outranks it; returns what is held then. */
  Owner merge(String key, Owner entry) {
    return held.merge(key, entry, (old, late) -> late.outranks(old) ? late : old);
  }

  /**
   * This node has given away what {@code last} says, whatever entry of it is held: that of the last
   * change may have been told after the change, or the change may have been made on an entry from
   * before this node had it.
   */
  void left(String key, Owner last) {
    held.computeIfPresent(
        key,
        (k, mine) -> mine.pid().equals(last.pid()) && mine.epoch() <= last.epoch() ? null : mine);
  }

  /** That very entry is not this node's any more. */
  void drop(String key, Owner owner) {
    held.computeIfPresent(key, (k, mine) -> mine.token() == owner.token() ? null : mine);
  }
}
