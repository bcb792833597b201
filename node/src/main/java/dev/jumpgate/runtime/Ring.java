package dev.jumpgate.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latest of what a node keeps for its operators, bounded in number and in bytes, oldest out
 * first.
 *
 * <p>An entry comes with references, which costs who puts it nothing; within about a second {@link
 * #freeze} makes bytes of them. A single one that is larger than the bound goes too.
 */
final class Ring<E extends Ring.Entry> {

  /** Something kept. */
  interface Entry {
    String id();

    /** From here on it holds bytes, and no class of an application. */
    void freeze();

    /** What it costs, once it is frozen. */
    long size();
  }

  private final int countMax;
  private final long bytesMax;
  // Guarded by this; the frozen ones come first.
  private final ArrayDeque<E> frozen = new ArrayDeque<>();
  private final ArrayDeque<E> fresh = new ArrayDeque<>();
  private long bytes;

  Ring(int countMax, long bytesMax) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  synchronized void add(E entry) {
    fresh.add(entry);
    if (frozen.size() + fresh.size() > countMax) {
      drop();
    }
  }

  private void drop() {
    if (frozen.isEmpty()) {
      fresh.remove();
    } else {
      bytes -= frozen.remove().size();
    }
  }

  /** By one thread: encodes what came since the last time. */
  void freeze() {
    for (E entry : freshOnes()) {
      entry.freeze();
      settle(entry);
    }
  }

  private synchronized List<E> freshOnes() {
    return List.copyOf(fresh);
  }

  // It may have been dropped meanwhile.
  private synchronized void settle(E entry) {
    if (fresh.peek() == entry) {
      fresh.remove();
      frozen.add(entry);
      bytes += entry.size();
      while (bytes > bytesMax) {
        drop();
      }
    }
  }

  /** Oldest first. */
  synchronized List<E> all() {
    var all = new ArrayList<E>(frozen);
    all.addAll(fresh);
    return all;
  }

  Optional<E> find(String id) {
    return all().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }
}
