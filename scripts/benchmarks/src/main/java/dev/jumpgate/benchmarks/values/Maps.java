package dev.jumpgate.benchmarks.values;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.codec.StreamReader;
import dev.jumpgate.codec.StreamWriter;
import dev.jumpgate.state.PMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.fory.Fory;
import org.apache.fory.config.CompatibleMode;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A large map of records: ours a PMap through a stream, the peers' a HashMap to one array. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 6)
@Measurement(iterations = 8)
public class Maps {

  /** What the map stands in. */
  public record Book(PMap<String, Order> orders) {}

  private static final TypeReference<Map<String, Order>> TYPE = new TypeReference<>() {};

  /** How the keys lie: a HashMap is walked in the order of counted texts, hence of memory. */
  public enum Keys {
    COUNTED,
    SCATTERED
  }

  @Param({"1000000"})
  public int size;

  @Param public Keys keys = Keys.COUNTED;

  private Book book = new Book(PMap.empty());
  private final Map<String, Order> map = new HashMap<>();
  private final Codec codec = Codec.of(Schema.of(Book.class), Refs.NONE);
  private final Fory fory = Formats.fory(CompatibleMode.SCHEMA_CONSISTENT, Order.class);
  private final Fory foryCompatible = Formats.fory(CompatibleMode.COMPATIBLE, Order.class);
  private final CBORMapper cbor = new CBORMapper();
  private List<byte[]> chunks = List.of();
  private byte[] foryBytes = {};
  private byte[] foryCompatibleBytes = {};
  private byte[] cborBytes = {};

  @Setup
  public void fill() throws IOException {
    var random = new SplittableRandom(7);
    for (int i = 0; i < size; i++) {
      String key = keys == Keys.COUNTED ? "order-" + i : Long.toHexString(random.nextLong());
      map.put(key, Order.random(random));
    }
    book = new Book(PMap.copyOf(map));
    chunks = encodeJumpgate();
    foryBytes = fory.serialize(map);
    foryCompatibleBytes = foryCompatible.serialize(map);
    cborBytes = cbor.writeValueAsBytes(map);
    if (!decodeJumpgate().equals(book) || !decodeFory().equals(map)) {
      throw new IllegalStateException("not what was encoded");
    }
  }

  @Benchmark
  public List<byte[]> encodeJumpgate() throws IOException {
    List<byte[]> all = new ArrayList<>();
    new StreamWriter(all::add).write(book);
    return all;
  }

  @Benchmark
  public Object decodeJumpgate() throws IOException {
    Iterator<byte[]> next = chunks.iterator();
    return new StreamReader(() -> next.hasNext() ? next.next() : null, codec).read(Book.class);
  }

  @Benchmark
  public byte[] encodeFory() {
    return fory.serialize(map);
  }

  @Benchmark
  public Object decodeFory() {
    return fory.deserialize(foryBytes);
  }

  @Benchmark
  public byte[] encodeForyCompatible() {
    return foryCompatible.serialize(map);
  }

  @Benchmark
  public Object decodeForyCompatible() {
    return foryCompatible.deserialize(foryCompatibleBytes);
  }

  @Benchmark
  public byte[] encodeCbor() {
    return cbor.writeValueAsBytes(map);
  }

  @Benchmark
  public Object decodeCbor() {
    return cbor.readValue(cborBytes, TYPE);
  }
}
