package dev.jumpgate.benchmarks.values;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

/** One small record to bytes and back, in a session that knows its type. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Records {

  private static final int COUNT = 256;

  @Param({"jumpgate", "fory", "foryCompatible", "cbor"})
  public String format = "";

  private final Order[] orders = new Order[COUNT];
  private final byte[][] frames = new byte[COUNT][];
  private Function<Object, byte[]> encode = o -> new byte[0];
  private Function<byte[], Object> decode = b -> b;
  private int next;

  @Setup
  public void fill() {
    Formats formats = Formats.named(format, Order.class);
    encode = formats.encode();
    decode = formats.decode();
    var random = new SplittableRandom(7);
    for (int i = 0; i < COUNT; i++) {
      orders[i] = Order.random(random);
      roundTrip(i);
    }
    // Once more: by now both ends of a session know all names, so the frames go in any order.
    for (int i = 0; i < COUNT; i++) {
      roundTrip(i);
    }
  }

  private void roundTrip(int i) {
    frames[i] = encode.apply(orders[i]);
    if (!decode.apply(frames[i]).equals(orders[i])) {
      throw new IllegalStateException("not what was encoded: " + orders[i]);
    }
  }

  @Benchmark
  public byte[] encode() {
    return encode.apply(orders[next++ & (COUNT - 1)]);
  }

  @Benchmark
  public Object decode() {
    return decode.apply(frames[next++ & (COUNT - 1)]);
  }
}
