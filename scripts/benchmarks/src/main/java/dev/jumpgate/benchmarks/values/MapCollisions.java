package dev.jumpgate.benchmarks.values;

import dev.jumpgate.state.PMap;
import java.util.HashMap;
import java.util.Map;
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

/** A map of 16,384 keys of one hash, made one by one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MapCollisions {

  private static final int KEYS = 1 << 14;

  /** Texts, which have an order, or records that have none. */
  public enum Kind {
    TEXT,
    RECORD
  }

  /** A record of a bad hash. */
  public record Key(int id) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  @Param public Kind kind = Kind.TEXT;

  private final Object[] keys = new Object[KEYS];

  @Setup
  public void fill() {
    for (int i = 0; i < KEYS; i++) {
      keys[i] = kind == Kind.TEXT ? text(i) : new Key(i);
    }
  }

  private static String text(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 1; bit < KEYS; bit <<= 1) {
      text.append((number & bit) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  @Benchmark
  public Object jumpgate() {
    PMap<Object, Object> map = PMap.empty();
    for (Object key : keys) {
      map = map.with(key, key);
    }
    return map;
  }

  @Benchmark
  public Object kotlinx() {
    PersistentMap<Object, Object> map = ExtensionsKt.persistentHashMapOf();
    for (Object key : keys) {
      map = map.putting(key, key);
    }
    return map;
  }

  @Benchmark
  public Object hashMap() {
    Map<Object, Object> map = new HashMap<>();
    for (Object key : keys) {
      map.put(key, key);
    }
    return map;
  }
}
