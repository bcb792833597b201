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

/** One change of a map of a given size, whose keys are spread over all hashes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MapUpdates {

  /** A new value for a key that is in, or a key that alternately comes and goes. */
  public enum Change {
    REPLACE,
    INSERT_AND_REMOVE
  }

  @Param({"1000", "1000000"})
  public int size;

  @Param public Change change = Change.REPLACE;

  private PMap<Integer, Integer> ours = PMap.empty();
  private PersistentMap<Integer, Integer> kotlinx = ExtensionsKt.persistentHashMapOf();
  private final Map<Integer, Integer> jdk = new HashMap<>();
  private Integer[] keys = {};
  private final SplittableRandom random = new SplittableRandom(7);
  private int last;
  private boolean coming;

  @Setup
  public void fill() {
    int there = change == Change.REPLACE ? size : 2 * size;
    keys = random.ints().distinct().limit(there).boxed().toArray(Integer[]::new);
    for (int i = 0; i < size; i++) {
      jdk.put(keys[i], i);
    }
    ours = PMap.copyOf(jdk);
    kotlinx = ExtensionsKt.toPersistentHashMap(jdk);
  }

  // The key that came last goes next, so that the size stays.
  private Integer key() {
    if (change == Change.REPLACE) {
      return keys[random.nextInt(size)];
    }
    coming = !coming;
    if (coming) {
      last = size + random.nextInt(size);
    }
    return keys[last];
  }

  private boolean goes() {
    return change == Change.INSERT_AND_REMOVE && !coming;
  }

  @Benchmark
  public Object jumpgate() {
    Integer key = key();
    ours = goes() ? ours.without(key) : ours.with(key, random.nextInt());
    return ours;
  }

  @Benchmark
  public Object kotlinx() {
    Integer key = key();
    kotlinx = goes() ? kotlinx.removing(key) : kotlinx.putting(key, random.nextInt());
    return kotlinx;
  }

  @Benchmark
  public Object hashMap() {
    Integer key = key();
    if (goes()) {
      jdk.remove(key);
    } else {
      jdk.put(key, random.nextInt());
    }
    return jdk;
  }
}
