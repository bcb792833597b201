package dev.jumpgate.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keys whose entries are to be looked after: those that come about at the same time, as with news
 * of many, are looked after together.
 */
final class Doubts {

  private final Clock clock;
  private final Consumer<Set<String>> look;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  // True while somebody is about to take what is open.
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * None yet.
   *
   * @param look looks after so many, on the clock's thread
   */
  Doubts(Clock clock, Consumer<Set<String>> look) {
    this.clock = clock;
    this.look = look;
  }

  void about(Collection<String> keys) {
    open.addAll(keys);
    lookSoon();
  }

  private void lookSoon() {
    if (!open.isEmpty() && due.compareAndSet(false, true)) {
      clock.after(Duration.ZERO, this::take);
    }
  }

  private void take() {
    due.set(false); // before they are taken: whoever comes too late for that looks again
    Set<String> taken = new HashSet<>();
    open.removeIf(key -> taken.size() < Lane.MOST && taken.add(key));
    lookSoon();
    if (!taken.isEmpty()) {
      look.accept(taken);
    }
  }
}
