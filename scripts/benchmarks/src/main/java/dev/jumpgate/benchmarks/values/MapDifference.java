package dev.jumpgate.benchmarks.values;

import dev.jumpgate.state.Diff;
import dev.jumpgate.state.PMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * To find 1,000 changes among 1,000,000 entries; for a {@link HashMap}, which says nothing of what
 * two copies share, by comparing them all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MapDifference {

  private static final int ENTRIES = 1_000_000;
  private static final int CHANGES = 1_000;

  private PMap<Integer, Long> old = PMap.empty();
  private PMap<Integer, Long> now = PMap.empty();
  private Map<Integer, Long> jdkOld = new HashMap<>();
  private Map<Integer, Long> jdkNow = new HashMap<>();

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(7);
    int[] keys = random.ints().distinct().limit(ENTRIES + CHANGES).toArray();
    for (int i = 0; i < ENTRIES; i++) {
      jdkOld.put(keys[i], (long) i);
    }
    old = PMap.copyOf(jdkOld);
    now = old;
    for (int i = 0; i < CHANGES; i++) {
      int key = keys[random.nextInt(ENTRIES)];
      now =
          switch (i % 4) {
            case 0 -> now.without(key);
            case 1 -> now.with(keys[ENTRIES + i], 1L);
            default -> now.with(key, -1L - i);
          };
    }
    jdkNow = new HashMap<>(now);
  }

  @Benchmark
  public int jumpgate() {
    int[] found = {0};
    Diff.forEach(old, now, _ -> found[0]++);
    return found[0];
  }

  @Benchmark
  public int hashMap() {
    int[] found = {0};
    jdkOld.forEach((key, value) -> found[0] += value.equals(jdkNow.get(key)) ? 0 : 1);
    jdkNow.forEach((key, _) -> found[0] += jdkOld.containsKey(key) ? 0 : 1);
    return found[0];
  }
}
