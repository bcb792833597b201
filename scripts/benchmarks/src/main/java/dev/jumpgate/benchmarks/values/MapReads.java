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

/** A map read and filled: one look-up, a walk over all entries, a copy entry by entry. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MapReads {

  @Param({"1000", "1000000"})
  public int size;

  private PMap<Integer, Integer> ours = PMap.empty();
  private PersistentMap<Integer, Integer> kotlinx = ExtensionsKt.persistentHashMapOf();
  private final Map<Integer, Integer> jdk = new HashMap<>();
  private Integer[] keys = {};
  private final SplittableRandom random = new SplittableRandom(7);

  @Setup
  public void fill() {
    keys = random.ints().distinct().limit(size).boxed().toArray(Integer[]::new);
    for (int i = 0; i < size; i++) {
      jdk.put(keys[i], i);
    }
    ours = PMap.copyOf(jdk);
    kotlinx = ExtensionsKt.toPersistentHashMap(jdk);
  }

  private Object found(Map<Integer, Integer> map) {
    return map.getOrDefault(keys[random.nextInt(size)], 0);
  }

  @Benchmark
  public Object lookUpJumpgate() {
    return found(ours);
  }

  @Benchmark
  public Object lookUpKotlinx() {
    return found(kotlinx);
  }

  @Benchmark
  public Object lookUpHashMap() {
    return found(jdk);
  }

  private static long sum(Map<Integer, Integer> map) {
    long sum = 0;
    for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
      sum += entry.getKey() ^ entry.getValue();
    }
    return sum;
  }

  @Benchmark
  public long iterateJumpgate() {
    return sum(ours);
  }

  @Benchmark
  public long iterateKotlinx() {
    return sum(kotlinx);
  }

  @Benchmark
  public long iterateHashMap() {
    return sum(jdk);
  }

  @Benchmark
  public Object buildJumpgate() {
    PMap.Builder<Integer, Integer> builder = PMap.<Integer, Integer>empty().builder();
    for (Integer key : keys) {
      builder.put(key, key);
    }
    return builder.build();
  }

  @Benchmark
  public Object buildKotlinx() {
    PersistentMap.Builder<Integer, Integer> builder =
        ExtensionsKt.<Integer, Integer>persistentHashMapOf().builder();
    for (Integer key : keys) {
      builder.put(key, key);
    }
    return builder.build();
  }

  @Benchmark
  public Object buildHashMap() {
    Map<Integer, Integer> map = new HashMap<>();
    for (Integer key : keys) {
      map.put(key, key);
    }
    return map;
  }
}
