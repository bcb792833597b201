package dev.jumpgate.replica;

import com.sun.management.GcInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The heap of this JVM.
 *
 * <p>What is in use is what the latest collection of any kind has left. That is not what a pool
 * says of its own latest collection: G1 collects its old generation so rarely that this figure
 * knows nothing of what has grown old since, and would let a second large process come where a
 * first one is. What a young collection leaves has the dead of the old generation in it, so the
 * room may be larger than seen; before that turns anybody away the whole heap is collected, where
 * the collector does so beside the program: G1 with {@code ExplicitGCInvokesConcurrent}, which
 * {@code scripts/jumpgate} sets, ZGC and Shenandoah.
 */
final class HeapRoom implements Room {

  private static final long LOOK_NANOS = 50_000_000;
  private static final long COLLECT_NANOS = 5_000_000_000L;

  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toUnmodifiableSet());
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final @Nullable Runnable collector;
  private final LongSupplier nanos;
  private final AtomicReference<@Nullable Seen> latest = new AtomicReference<>();

  // Held while the heap is collected for somebody: who comes meanwhile waits for the end of it.
  private final ReentrantLock collecting = new ReentrantLock();
  // When the last of these ended; guarded by the lock.
  private long collected;

  private record Seen(Look look, long at) {}

  HeapRoom() {
    this(collectsBesideTheProgram() ? System::gc : null, System::nanoTime);
  }

  /**
   * Has nothing collected yet.
   *
   * @param collector collects the whole heap before it returns; null where that would halt the
   *     program
   */
  HeapRoom(@Nullable Runnable collector, LongSupplier nanos) {
    this.collector = collector;
    this.nanos = nanos;
    this.collected = nanos.getAsLong() - COLLECT_NANOS;
  }

  @Override
  public Look look() {
    Seen seen = latest.get();
    return seen == null || nanos.getAsLong() - seen.at > LOOK_NANOS ? lookAgain() : seen.look;
  }

  @Override
  public Look lookHard() {
    if (collector != null) {
      collect(collector);
    }
    return lookAgain();
  }

  // For who has waited for the one before, that one ended a moment ago: it is not done again. Nor
  // for everybody who asks in vain.
  private void collect(Runnable heap) {
    collecting.lock();
    try {
      if (nanos.getAsLong() - collected >= COLLECT_NANOS) {
        heap.run();
        collected = nanos.getAsLong();
      }
    } finally {
      collecting.unlock();
    }
  }

  // Invariant: no look is of fewer collections than one before it.
  private Look lookAgain() {
    var fresh = new Seen(see(), nanos.getAsLong());
    Seen kept =
        latest.accumulateAndGet(
            fresh,
            (old, next) ->
                old != null && next != null && old.look.collections() > next.look.collections()
                    ? old
                    : next);
    return kept == null ? fresh.look : kept.look;
  }

  private Look see() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    long count = 0;
    GcInfo last = null;
    for (GarbageCollectorMXBean collector : collectors) {
      count += Math.max(0, collector.getCollectionCount());
      // Of ZGC and Shenandoah a pause is a part of a collection.
      if (collector instanceof com.sun.management.GarbageCollectorMXBean informed
          && !collector.getName().endsWith("Pauses")) {
        GcInfo info = informed.getLastGcInfo();
        if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
          last = info;
        }
      }
    }
    long live = last == null ? used : Math.min(used, left(last.getMemoryUsageAfterGc()));
    return new Look(runtime.maxMemory(), live, count);
  }

  private long left(Map<String, MemoryUsage> after) {
    return after.entrySet().stream()
        .filter(pool -> pools.contains(pool.getKey()))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  private static boolean collectsBesideTheProgram() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return is(vm, "UseZGC", "UseShenandoahGC")
        || (is(vm, "UseG1GC") && is(vm, "ExplicitGCInvokesConcurrent"));
  }

  private static boolean is(HotSpotDiagnosticMXBean vm, String... flags) {
    return Arrays.stream(flags)
        .anyMatch(flag -> {
          try {
            return Boolean.parseBoolean(vm.getVMOption(flag).getValue());
          } catch (IllegalArgumentException e) {
            return false; // this JVM has no such collector
          }
        });
  }
}
