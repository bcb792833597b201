package dev.jumpgate.cluster;

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
public final class Departures {

  /** Long enough for every sender to have flushed its way. */
  private static final long GRACE_NANOS = 300_000_000_000L;

  private final LongSupplier clock;
  private final Map<Pid, NavigableMap<Long, Departure>> departures = new ConcurrentHashMap<>();
  private final Queue<Expiry> expiries = new ArrayDeque<>();

  public Departures(LongSupplier clock) {
    this.clock = clock;
  }

  /** The process went to {@code node}, which owns it at {@code epoch}. */
  public record Departure(String node, long epoch) {}

  private record Expiry(long at, Pid pid, long epoch) {}

  public synchronized void add(Pid pid, long epoch, Departure departure) {
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

  /**
   * Where something goes on to that was sent in the belief that the process is here at {@code
   * epoch}; null where it does not go on.
   *
   * @param here the epoch at which the process is on this node, or 0 where it is not
   * @param known its owner by the registry, or null
   */
  public @Nullable Departure onward(Pid pid, long epoch, long here, @Nullable Owner known) {
    // What was sent at an earlier epoch of this node stays on the way of that epoch: something that
    // took it before may still be under way.
    if (here > 0) {
      return epoch < here ? of(pid, epoch) : null;
    }
    Departure departure = of(pid, epoch);
    if (departure == null) {
      departure = latest(pid);
      // Only forward in time: what went on from here and ended elsewhere must not come round again.
      if (departure != null && departure.epoch <= epoch) {
        departure = null;
      }
    }
    if (departure == null && known != null && known.epoch() > epoch) {
      departure = new Departure(known.node(), known.epoch());
    }
    return departure;
  }

  private @Nullable Departure of(Pid pid, long epoch) {
    NavigableMap<Long, Departure> byEpoch = departures.get(pid);
    return byEpoch == null ? null : byEpoch.get(epoch);
  }

  private @Nullable Departure latest(Pid pid) {
    NavigableMap<Long, Departure> byEpoch = departures.get(pid);
    var last = byEpoch == null ? null : byEpoch.lastEntry();
    return last == null ? null : last.getValue();
  }
}
