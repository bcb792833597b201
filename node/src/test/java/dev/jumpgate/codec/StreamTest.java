package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Seed;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Values as chunks: of any size, cut anywhere, never held whole. */
class StreamTest {

  private static final Codec CODEC = Trade.codec();

  /** What went into a stream, as one array. */
  private static byte[] joined(List<byte[]> chunks) {
    byte[] all = new byte[chunks.stream().mapToInt(c -> c.length).sum()];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, all, at, chunk.length);
      at += chunk.length;
    }
    return all;
  }

  /** A source that cuts the bytes at random, sometimes into nothing. */
  private static ChunkSource cut(byte[] bytes, Random random) {
    AtomicInteger at = new AtomicInteger();
    return () -> {
      int from = at.get();
      if (from == bytes.length) {
        return null;
      }
      int to = Math.min(bytes.length, from + random.nextInt(random.nextInt(4) == 0 ? 200 : 4));
      at.set(to);
      return Arrays.copyOfRange(bytes, from, to);
    };
  }

  @Test
  void read_chunksCutAnywhere_givesWhatWasWritten() throws IOException {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    List<byte[]> chunks = new ArrayList<>();
    StreamWriter writer = new StreamWriter(chunks::add, StreamWriter.CHUNK_BYTES_MIN);
    for (int i = 0; i < 20; i++) {
      writer.write(Trade.state());
      writer.write(new Trade.Message.Place(Trade.order(i)));
    }
    assertThat(chunks).allSatisfy(c -> assertThat(c.length).isBetween(1, 1 << 10));
    StreamReader reader = new StreamReader(cut(joined(chunks), random), CODEC);
    for (int i = 0; i < 20; i++) {
      assertThat(reader.read(Trade.State.class)).as(seed::toString).isEqualTo(Trade.state());
      assertThat(reader.read())
          .as(seed::toString)
          .isEqualTo(new Trade.Message.Place(Trade.order(i)));
    }
  }

  record Long3(String latin, String wide, String broken, Bytes bytes) {}

  @Test
  void read_textsAndBytesLongerThanChunks_comeBackAsTheyWere() throws IOException {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    byte[] content = new byte[300_000];
    random.nextBytes(content);
    for (int length : new int[] {0, 63, 64, 65, 1_000, 4_095, 4_096, 100_000}) {
      Long3 value =
          new Long3(
              "\u00e9".repeat(length),
              "\u4e16\ud83d\ude00".repeat(length / 3 + 1),
              "\ud800".repeat(length),
              Bytes.copyOf(content, 0, 3 * length));
      Codec codec = Codec.of(Schema.of(Long3.class), Refs.NONE);
      assertThat(codec.decode(Codec.encode(value))).isEqualTo(value);
      List<byte[]> chunks = new ArrayList<>();
      new StreamWriter(chunks::add, StreamWriter.CHUNK_BYTES_MIN).write(value);
      assertThat(chunks).allSatisfy(c -> assertThat(c.length).isBetween(1, 1 << 10));
      StreamReader reader = new StreamReader(cut(joined(chunks), random), codec);
      assertThat(reader.read()).as(seed::toString).isEqualTo(value);
    }
  }

  record Place(String name, int x, int y) {}

  record Chart(PMap<String, Place> places) {}

  @Test
  void write_aMillionEntries_holdsSomeChunksAtMost() throws Exception {
    PMap.Builder<String, Place> places = PMap.<String, Place>empty().builder();
    for (int i = 0; i < 1_000_000; i++) {
      places.put("place " + i, new Place("name " + i, i, -i));
    }
    Chart chart = new Chart(places.build());
    BlockingQueue<byte[]> pipe = new ArrayBlockingQueue<>(2);
    AtomicInteger sent = new AtomicInteger();
    long[] allocated = new long[1];
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              long before = allocated();
              try {
                new StreamWriter(
                        chunk -> {
                          sent.addAndGet(chunk.length);
                          put(pipe, chunk);
                        })
                    .write(chart);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              allocated[0] = allocated() - before;
            });
    Chart read =
        new StreamReader(() -> take(pipe), Codec.of(Schema.of(Chart.class), Refs.NONE))
            .read(Chart.class);
    writer.join();
    assertThat(read).isEqualTo(chart);
    assertThat(sent.get()).isGreaterThan(20 << 20);
    // The pipe holds two chunks, the writer one: all that it ever made are the chunks themselves.
    assertThat(allocated[0]).isLessThan(sent.get() + (8L << 20));
  }

  private static void put(BlockingQueue<byte[]> pipe, byte[] chunk) {
    try {
      pipe.put(chunk);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] take(BlockingQueue<byte[]> pipe) {
    try {
      return pipe.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long allocated() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  @Test
  void read_announcedButNotThere_allocatesOnlyWhatCame() {
    for (Tag tag : new Tag[] {Tag.LIST, Tag.PVEC, Tag.BYTES, Tag.STRING, Tag.PMAP, Tag.SET}) {
      Output out = new Output();
      out.octet(Writing.VERSION);
      out.tag(tag);
      out.varint((Integer.MAX_VALUE - 8L) << (tag == Tag.STRING ? 2 : 0));
      Queue<byte[]> chunks = new ArrayDeque<>(List.of(out.toArray()));
      Codec codec = Codec.of(Schema.of(Tree.class), Refs.NONE);
      long before = allocated();
      assertThatThrownBy(() -> new StreamReader(chunks::poll, codec).read())
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("the bytes end early");
      assertThat(allocated() - before).as(tag::toString).isLessThan(4L << 20);
    }
  }

  @Test
  void read_endlessStream_refusesDepthAndEndsWhereItDoes() {
    ChunkSource endless =
        new ChunkSource() {
          private boolean begun;

          @Override
          public byte[] next() {
            byte[] chunk = new byte[100];
            Arrays.fill(chunk, (byte) Tag.SOME.code());
            if (!begun) {
              chunk[0] = Writing.VERSION;
              begun = true;
            }
            return chunk;
          }
        };
    assertThatThrownBy(() -> new StreamReader(endless, CODEC).read())
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("at byte ");
  }

  @Test
  void write_sinkThatFails_throwsJustThat() {
    StreamWriter writer =
        new StreamWriter(chunk -> {
          throw new IOException("link down");
        });
    assertThatThrownBy(() -> writer.write(Trade.state()))
        .isInstanceOf(IOException.class)
        .hasMessage("link down");
    assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void read_sourceThatFails_throwsJustThat() {
    StreamReader reader =
        new StreamReader(
            () -> {
              throw new IOException("link down");
            },
            CODEC);
    assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("link down");
    assertThatThrownBy(reader::read).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // just what cannot travel
  void write_whatCannotTravel_isRefusedWithItsPath() {
    StreamWriter writer = new StreamWriter(chunk -> {});
    assertThatThrownBy(() -> writer.write(PVec.of(1, new Date(0))))
        .isInstanceOf(CodecException.class)
        .hasMessage("PVec[1]: java.util.Date is no value that can travel");
  }

  @Test
  void read_cutOff_saysWhere() throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    new StreamWriter(chunks::add).write(Trade.state());
    byte[] all = joined(chunks);
    for (int length = 0; length < all.length; length += 7) {
      Queue<byte[]> part = new ArrayDeque<>(List.of(Arrays.copyOf(all, length)));
      assertThatThrownBy(() -> new StreamReader(part::poll, CODEC).read())
          .isInstanceOf(CodecException.class)
          .hasMessageStartingWith("at byte ");
    }
  }
}
