package dev.jumpgate.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** This node's copy of the table, which news and its own changes keep current. */
final class KnownOwners {

  private final Map<String, Owner> copy = new ConcurrentHashMap<>();
  private final List<Registry.Listener> listeners = new CopyOnWriteArrayList<>();
  // The tokens of the latest removals, each with its number.
  private final Map<Long, Long> removed = Collections.synchronizedMap(new Latest());
  private final AtomicLong removals = new AtomicLong();

  private static final class Latest extends LinkedHashMap<Long, Long> {

    private static final long serialVersionUID = 1;
    private static final int MOST = 4096;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
      return size() > MOST;
    }
  }

  Optional<Owner> get(String key) {
    return Optional.ofNullable(copy.get(key));
  }

  void listen(Registry.Listener listener) {
    listeners.add(listener);
  }

  /** This node has written the entry; the news that it is gone again may be here already. */
  void written(String key, Owner owner) {
    if (!removed.containsKey(owner.token())) {
      put(key, owner);
      // Or has come since: who brings it notes the removal first, and then looks for the entry.
      if (removed.containsKey(owner.token())) {
        remove(key, owner);
      }
    }
  }

  /** The news of an entry. */
  void told(String key, Owner owner) {
    removed.remove(owner.token());
    put(key, owner);
  }

  private void put(String key, Owner owner) {
    Owner now = copy.merge(key, owner, (old, late) -> isLater(old, late) ? late : old);
    if (now.equals(owner)) {
      listeners.forEach(listener -> listener.owned(key, owner));
    }
  }

  // About one process the epoch tells; of two processes the one that is told of last has the key.
  private static boolean isLater(Owner old, Owner late) {
    return !old.pid().equals(late.pid()) || old.token() == late.token() || late.outranks(old);
  }

  /** The news that an entry is gone. */
  void toldRemoved(String key, Owner owner) {
    removed.put(owner.token(), removals.incrementAndGet());
    remove(key, owner);
  }

  void remove(String key, Owner owner) {
    Owner left = copy.computeIfPresent(key, (k, old) -> old.token() == owner.token() ? null : old);
    if (left == null) {
      listeners.forEach(listener -> listener.disowned(key, owner));
    }
  }

  /**
   * What stood here when a read of the table began.
   *
   * @param removals how many removals were told of by then
   */
  record Snapshot(Map<String, Owner> owners, long removals) {}

  Snapshot snapshot() {
    return new Snapshot(Map.copyOf(copy), removals.get());
  }

  /** Makes up for news that were lost, by the outcome of a read that began at {@code before}. */
  void refresh(Snapshot snapshot, Map<String, Owner> table) {
    Map<String, Owner> before = snapshot.owners;
    before.forEach((key, owner) -> {
      if (!table.containsKey(key)) {
        remove(key, owner);
      }
    });
    table.forEach((key, owner) -> {
      Owner old = before.get(key);
      Owner now = copy.get(key);
      boolean changedMeanwhile =
          old == null ? now != null : now == null || now.token() != old.token();
      boolean removedMeanwhile = removed.getOrDefault(owner.token(), 0L) > snapshot.removals;
      boolean isNews = old == null || old.token() != owner.token();
      if (isNews && !changedMeanwhile && !removedMeanwhile) {
        put(key, owner);
      }
    });
  }
}
