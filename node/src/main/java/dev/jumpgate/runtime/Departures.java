package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where processes went that this node owned once: what still comes by an old way is passed on.
 *
 * <p>An envelope carries the epoch at which its sender believes; it follows the departures of the
 * epochs one by one, even through a node that owns the process again, and so stays behind what took
 * the same way before it.
 */
final class Departures {

  /** Long enough for every sender to have flushed its way. */
  private static final long GRACE_NANOS = 300_000_000_000L;

  private final LongSupplier clock;
  private final Map<Pid, NavigableMap<Long, Departure>> departures = new ConcurrentHashMap<>();
  private final Queue<Expiry> expiries = new ArrayDeque<>();

  Departures(LongSupplier clock) {
    this.clock = clock;
  }

  /** The process went to {@code node}, which owns it at {@code epoch}. */
  record Departure(String node, long epoch) {}

  private record Expiry(long at, Pid pid, long epoch) {}

  synchronized void add(Pid pid, long epoch, Departure departure) {
    long now = clock.getAsLong();
    for (Expiry e; (e = expiries.peek()) != null && e.at - now <= 0; expiries.remove()) {
      remove(e.pid, e.epoch);
    }
    expiries.add(new Expiry(now + GRACE_NANOS, pid, epoch));
    departures.computeIfAbsent(pid, p -> new ConcurrentSkipListMap<>()).put(epoch, departure);
  }

  private void remove(Pid pid, long epoch) {
    departures.computeIfPresent(
        pid,
        (p, byEpoch) -> {
          byEpoch.remove(epoch);
          return byEpoch.isEmpty() ? null : byEpoch;
        });
  }

  /** Where the owner of exactly that epoch went, or null. */
  @Nullable Departure of(Pid pid, long epoch) {
    NavigableMap<Long, Departure> byEpoch = departures.get(pid);
    return byEpoch == null ? null : byEpoch.get(epoch);
  }

  /** Where the process went last, or null. */
  @Nullable Departure latest(Pid pid) {
    NavigableMap<Long, Departure> byEpoch = departures.get(pid);
    var last = byEpoch == null ? null : byEpoch.lastEntry();
    return last == null ? null : last.getValue();
  }

  /** The node is gone: nothing can be passed on to it. */
  void lost(String node) {
    departures.values().forEach(byEpoch -> byEpoch.values().removeIf(d -> d.node.equals(node)));
  }
}
