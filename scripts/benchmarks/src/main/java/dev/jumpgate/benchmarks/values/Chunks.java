package dev.jumpgate.benchmarks.values;

import dev.jumpgate.state.Bytes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

/** 128 KiB of bytes in a record: at 1 GB/s it takes 131 microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Chunks {

  /** What travels when a state does. */
  public record Chunk(long number, Bytes content) {}

  private final Formats formats = Formats.named("jumpgate", Chunk.class);
  private final Function<Object, byte[]> encode = formats.encode();
  private final Function<byte[], Object> decode = formats.decode();
  private Chunk chunk = new Chunk(0, Bytes.of());
  private byte[] frame = {};

  @Setup
  public void fill() {
    byte[] content = new byte[128 << 10];
    new SplittableRandom(7).nextBytes(content);
    chunk = new Chunk(7, Bytes.copyOf(content));
    for (int i = 0; i < 2; i++) {
      frame = encode.apply(chunk);
      if (!decode.apply(frame).equals(chunk)) {
        throw new IllegalStateException("not what was encoded");
      }
    }
  }

  @Benchmark
  public byte[] encode() {
    return encode.apply(chunk);
  }

  @Benchmark
  public Object decode() {
    return decode.apply(frame);
  }
}
