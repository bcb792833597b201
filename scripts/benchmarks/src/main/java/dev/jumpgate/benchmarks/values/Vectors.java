package dev.jumpgate.benchmarks.values;

import dev.jumpgate.state.PVec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kotlinx.collections.immutable.ExtensionsKt;
import kotlinx.collections.immutable.PersistentList;
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

/** A vector changed, read and filled. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Vectors {

  @Param({"1000", "1000000"})
  public int size;

  private PVec<Integer> ours = PVec.empty();
  private PersistentList<Integer> kotlinx = ExtensionsKt.persistentListOf();
  private final List<Integer> jdk = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(7);

  @Setup
  public void fill() {
    for (int i = 0; i < size; i++) {
      jdk.add(i);
    }
    ours = PVec.copyOf(jdk);
    kotlinx = ExtensionsKt.toPersistentList(jdk);
  }

  @Benchmark
  public Object replaceJumpgate() {
    ours = ours.with(random.nextInt(size), size);
    return ours;
  }

  @Benchmark
  public Object replaceKotlinx() {
    kotlinx = kotlinx.replacingAt(random.nextInt(size), size);
    return kotlinx;
  }

  @Benchmark
  public Object appendJumpgate() {
    return ours.plus(size);
  }

  @Benchmark
  public Object appendKotlinx() {
    return kotlinx.adding(size);
  }

  @Benchmark
  public Object getJumpgate() {
    return ours.get(random.nextInt(size));
  }

  @Benchmark
  public Object getKotlinx() {
    return kotlinx.get(random.nextInt(size));
  }

  private static long sum(List<Integer> list) {
    long sum = 0;
    for (int element : list) {
      sum += element;
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
  public long iterateArrayList() {
    return sum(jdk);
  }

  @Benchmark
  public Object buildJumpgate() {
    return PVec.<Integer>empty().plusAll(jdk);
  }

  @Benchmark
  public Object buildKotlinx() {
    return ExtensionsKt.<Integer>persistentListOf().addingAll(jdk);
  }
}
