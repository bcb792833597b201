package dev.jumpgate.benchmarks.values;

import dev.jumpgate.state.PMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kotlinx.collections.immutable.ExtensionsKt;
import kotlinx.collections.immutable.PersistentMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One change of a map of a given size: a new value for a key that it has. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MapUpdates {

  @Param({"1000", "1000000"})
  public int size;

  private PMap<Integer, Integer> ours = PMap.empty();
  private PersistentMap<Integer, Integer> kotlinx = ExtensionsKt.persistentHashMapOf();
  private final Map<Integer, Integer> jdk = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(7);

  @Setup
  public void fill() {
    for (int i = 0; i < size; i++) {
      jdk.put(i, i);
    }
    ours = PMap.copyOf(jdk);
    kotlinx = ExtensionsKt.toPersistentHashMap(jdk);
  }

  @Benchmark
  public Object jumpgate() {
    int key = random.nextInt(size);
    ours = ours.with(key, key + random.nextInt());
    return ours;
  }

  @Benchmark
  public Object kotlinx() {
    int key = random.nextInt(size);
    kotlinx = kotlinx.putting(key, key + random.nextInt());
    return kotlinx;
  }

  @Benchmark
  public Object hashMap() {
    int key = random.nextInt(size);
    jdk.put(key, key + random.nextInt());
    return jdk;
  }
}
