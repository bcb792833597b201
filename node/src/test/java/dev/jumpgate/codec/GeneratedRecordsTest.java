package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.state.Seed;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Round trips over record types that nobody thought of. */
class GeneratedRecordsTest {

  /** More than it takes for the code of a class to be compiled. */
  private static final int VALUES = 150;

  @TempDir Path folder;

  private static Object make(Class<?> demo, Random random) throws ReflectiveOperationException {
    return demo.getMethod("make", Random.class).invoke(null, random);
  }

  @Test
  void decode_ofGeneratedTypes_isEqualEveryWay() throws Exception {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int types = 0; types < 4; types++) {
      Class<?> demo = Versions.demo(folder, new Generated(random).body(8));
      Codec codec = Codec.of(Schema.of(Versions.nested(demo, "State")), Refs.NONE);
      roundTrips(demo, codec, random, seed);
    }
  }

  private static void roundTrips(Class<?> demo, Codec codec, Random random, Seed seed)
      throws ReflectiveOperationException, IOException {
    FrameWriter frames = new FrameWriter();
    FrameReader received = new FrameReader();
    List<byte[]> chunks = new ArrayList<>();
    StreamWriter stream = new StreamWriter(chunks::add);
    StreamReader streamed = new StreamReader(chunks::removeFirst, codec);
    for (int i = 0; i < VALUES; i++) {
      Object value = make(demo, random);
      byte[] bytes = Codec.encode(value);
      assertThat(codec.decode(bytes)).as(seed::toString).isEqualTo(value);
      Tree tree = Codec.tree(bytes);
      assertThat(codec.decode(Codec.encodeAsValue(tree))).as(seed::toString).isEqualTo(value);
      assertThat(tree.json()).as(seed::toString).startsWith("{");
      assertThat(received.decode(frames.encode(value), codec)).as(seed::toString).isEqualTo(value);
      stream.write(value);
      assertThat(streamed.read()).as(seed::toString).isEqualTo(value);
      Object other = make(demo, random);
      stream.writeDifference(value, other);
      assertThat(streamed.apply(value)).as(seed::toString).isEqualTo(other);
    }
  }

  @Test
  void session_afterARecordWasUsedMuch_keepsItsLoaderNotAlive() throws Exception {
    FrameWriter writer = new FrameWriter();
    FrameReader reader = new FrameReader();
    WeakReference<ClassLoader> loader = used(writer, reader);
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
    assertThat(reader.tree(writer.encode("still good")).asText()).isEqualTo("still good");
  }

  private WeakReference<ClassLoader> used(FrameWriter writer, FrameReader reader)
      throws ReflectiveOperationException, IOException {
    Class<?> demo = Versions.demo(folder, new Generated(new Random(5)).body(3));
    Codec codec = Codec.of(Schema.of(Versions.nested(demo, "State")), Refs.NONE);
    for (int i = 0; i < VALUES; i++) {
      Object value = make(demo, new Random(i));
      // Not by equals: what the JDK makes for that of a record lives until memory is short.
      Object read = reader.decode(writer.encode(value), codec);
      assertThat(Codec.encode(read).length).isEqualTo(Codec.encode(value).length);
    }
    return new WeakReference<>(demo.getClassLoader());
  }
}
