package dev.jumpgate.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The epochs of the entries that were removed last.
 *
 * <p>While members are lost that may come back, they have the old entries still, and may write them
 * again. Who is given such a key by the larger part of the cluster begins above the old epoch, so
 * that the old entry does not outrank the new one when the parts meet.
 *
 * <p>It is known to the nodes that were there when the entry was removed; a node that joined later
 * begins with the first epoch, and may have to give way.
 */
final class Freed implements Registry.Listener {

  private static final int MOST_WHILE_WHOLE = 4_096;
  private static final int MOST_WHILE_APART = 100_000;

  private final Majority majority;

  // Guarded by this. The latest removals are last.
  private final Map<String, Long> epochs = new LinkedHashMap<>();

  Freed(Majority majority) {
    this.majority = majority;
  }

  @Override
  public void owned(String key, Owner owner) {}

  @Override
  public synchronized void disowned(String key, Owner owner) {
    Long before = epochs.remove(key);
    epochs.put(key, before == null ? owner.epoch() : Math.max(before, owner.epoch()));
    int most = majority.hasLost() ? MOST_WHILE_APART : MOST_WHILE_WHOLE;
    while (epochs.size() > most) {
      epochs.remove(epochs.keySet().iterator().next());
    }
  }

  /** The epoch at which a new process is to claim the key. */
  long firstEpoch(String key) {
    if (!majority.hasLost()) {
      return 1;
    }
    synchronized (this) {
      return epochs.getOrDefault(key, 0L) + 1;
    }
  }
}
