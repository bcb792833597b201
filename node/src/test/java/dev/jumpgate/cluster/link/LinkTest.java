package dev.jumpgate.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.cluster.Transport.Receipt;
import dev.jumpgate.fixture.Await;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

  /** Small, so that all of them are met. */
  private static final Bounds SMALL = new Bounds(4_000, 2_000, 300, 500, 3_000);

  private static final List<Channel> CHANNELS = List.of(Channel.values());

  static LongStream seeds() {
    Long one = Long.getLong("seed");
    return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("link.seeds", 200));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void frames_whileConnectionsAreCut_comeInOrderAndNoneIsMissing(long seed) {
    var line = new Line(seed, SMALL);
    for (int i = 0; i < 2_000; i++) {
      int luck = line.dice.nextInt(100);
      if (luck == 0) {
        line.cut();
      } else if (luck == 1) {
        line.connect();
      } else if (luck == 2) {
        line.b.stuck = !line.b.stuck;
      } else if (luck < 40) {
        sendAny(line);
      } else {
        line.step();
      }
      assertBounded(line);
    }
    line.b.stuck = false;
    line.settle();
    for (Line.End end : List.of(line.a, line.b)) {
      for (Channel channel : Channel.values()) {
        assertThat(end.from(channel).received).as("%s", channel).isEqualTo(end.from(channel).sent);
        assertThat(end.from(channel).lost).as("%s", channel).isZero();
      }
    }
    assertThat(line.closed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endThatForgotAll_isToldApart_andBothLearnThatFramesAreLost(long seed) {
    var line = new Line(seed, SMALL);
    line.connect();
    for (int i = 0; i < 300; i++) {
      sendAny(line);
      line.step();
    }
    line.settle();
    for (int i = 0; i < 20; i++) {
      sendAny(line);
    }
    line.cut();
    line.b.restart();
    line.connect();
    for (int i = 0; i < 500; i++) {
      if (line.dice.nextInt(3) == 0) {
        sendAny(line);
      }
      line.step();
    }
    line.settle();
    assertThat(line.a.traffic.values()).allSatisfy(traffic -> assertThat(traffic.lost).isOne());
    // What is sent from now on arrives: nothing is left of the credit of the former life.
    for (Line.End end : List.of(line.a, line.b)) {
      for (Channel channel : Channel.values()) {
        assertThat(line.send(line.other(end), channel, 3_000, false)).isEqualTo(Receipt.SENT);
      }
    }
    line.settle();
    for (Line.End end : List.of(line.a, line.b)) {
      assertThat(end.traffic.values())
          .allSatisfy(traffic -> assertThat(traffic.received).isEqualTo(traffic.sent));
    }
    assertThat(line.closed).isEmpty();
  }

  private static void sendAny(Line line) {
    Line.End from = line.dice.nextBoolean() ? line.a : line.b;
    Channel channel = CHANNELS.get(line.dice.nextInt(CHANNELS.size()));
    int bytes = line.dice.nextInt(8) == 0 ? line.dice.nextInt(3_000) : line.dice.nextInt(60);
    line.send(from, channel, bytes, line.dice.nextInt(4) == 0);
  }

  private static void assertBounded(Line line) {
    for (Line.End end : List.of(line.a, line.b)) {
      for (Channel channel : Channel.values()) {
        Line.Traffic traffic = end.from(channel);
        assertThat(traffic.bytesSent - traffic.bytesReceived)
            .isLessThanOrEqualTo(line.bounds.most(channel) + line.bounds.largest());
      }
    }
  }

  @Test
  void loneFrame_leavesAtOnce_andFramesBehindItShareAPacket() {
    var line = new Line(1, SMALL);
    line.connect();
    line.settle();
    List<Integer> packets = new ArrayList<>();
    line.tap = packet -> packets.add(packet.length);
    line.send(line.a, Channel.PROCESSES, 20, false);
    assertThat(line.a.tasks).as("nobody else is needed").isEmpty();
    for (int i = 0; i < 15; i++) {
      line.send(line.a, Channel.PROCESSES, 20, false);
    }
    line.settle();
    assertThat(packets).hasSize(3);
    assertThat(line.b.from(Channel.PROCESSES).received).isEqualTo(16);
  }

  @Test
  void sender_ofAStuckReceiver_isRefusedAndThenGoesOn() {
    var line = new Line(1, SMALL);
    line.connect();
    line.settle();
    line.b.stuck = true;
    line.b.from(Channel.PROCESSES).quick = false;
    int taken = 0;
    while (line.send(line.a, Channel.PROCESSES, 68, false) == Receipt.SENT) {
      taken++;
      while (line.step()) {}
    }
    assertThat(taken).isEqualTo(40);
    assertThat(line.send(line.a, Channel.EVENTS, 68, false)).isEqualTo(Receipt.SENT);
    assertThat(line.send(line.a, Channel.PROCESSES, 68, true)).isEqualTo(Receipt.SENT);
    line.b.stuck = false;
    line.settle();
    assertThat(line.b.from(Channel.PROCESSES).received).isEqualTo(41);
    assertThat(line.send(line.a, Channel.PROCESSES, 68, false)).isEqualTo(Receipt.SENT);
  }

  @Test
  void twoEnds_thatAreBothFull_goOn() {
    var line = new Line(1, SMALL);
    line.connect();
    line.settle();
    line.a.stuck = true;
    line.b.stuck = true;
    for (Line.End end : List.of(line.a, line.b)) {
      for (Channel channel : Channel.values()) {
        while (line.send(end, channel, 100, true) == Receipt.SENT) {}
      }
    }
    while (line.step()) {}
    line.a.stuck = false;
    line.b.stuck = false;
    line.settle();
    for (Line.End end : List.of(line.a, line.b)) {
      assertThat(end.traffic.values())
          .allSatisfy(traffic -> assertThat(traffic.received).isEqualTo(traffic.sent).isPositive());
    }
  }

  @Test
  void smallFrame_behindALargeCopy_waitsForNoMoreThanTwoPieces() {
    var line = new Line(1, SMALL);
    line.connect();
    line.settle();
    List<Integer> before = new ArrayList<>();
    line.tap = packet -> before.add(packet.length);
    for (int i = 0; i < 3; i++) {
      line.send(line.a, Channel.OPERATOR, 3_000, false);
      line.send(line.a, Channel.REPLICA, 3_000, false);
    }
    while (line.send(line.a, Channel.REPLICA, 900, false) == Receipt.SENT) {}
    line.b.stuck = true;
    while (!line.a.tasks.isEmpty()) {
      line.a.tasks.removeFirst().run();
    }
    line.send(line.a, Channel.PROCESSES, 20, false);
    while (line.step()) {}
    long bulk = before.stream().filter(length -> length > 400).mapToInt(i -> i).sum();
    assertThat(bulk).isLessThanOrEqualTo(2 * (2L * SMALL.piece() + 200));
    line.b.stuck = false;
    assertThat(before.getLast()).as("the small one").isLessThan(100);
  }

  @Test
  void frame_thatIsTooLong_isRefusedAtBothEnds() {
    var line = new Line(1, SMALL);
    line.connect();
    line.settle();
    assertThat(line.send(line.a, Channel.PROCESSES, 3_001, false)).isEqualTo(Receipt.TOO_LARGE);
    var generous = new Line(1, new Bounds(4_000, 2_000, 300, 500, 9_000));
    var strict = new Link("a", 1, SMALL, 77, generous.b.tasks::add, generous.b.traffic);
    generous.b.link = strict;
    generous.connect();
    generous.settle();
    generous.send(generous.a, Channel.PROCESSES, 3_001, false);
    while (generous.closed.isEmpty()) {
      generous.step();
    }
    assertThat(generous.closed.getFirst()).contains("3001 bytes on PROCESSES");
    assertThat(generous.b.from(Channel.PROCESSES).received).isZero();
  }

  @Test
  void versions_nextToEachOther_understandEachOther() {
    var line = new Line(1, SMALL, 4, 3);
    line.connect();
    line.send(line.a, Channel.PROCESSES, 20, false);
    line.settle();
    assertThat(line.b.from(Channel.PROCESSES).received).isOne();
  }

  @Test
  void versions_furtherApart_refuseEachOther() {
    var line = new Line(1, SMALL, 4, 2);
    line.connect();
    line.send(line.a, Channel.PROCESSES, 20, false);
    line.settle();
    assertThat(line.b.from(Channel.PROCESSES).received).isZero();
    assertThat(line.send(line.a, Channel.PROCESSES, 20, false)).isEqualTo(Receipt.GONE);
    assertThat(line.send(line.b, Channel.PROCESSES, 20, false)).isEqualTo(Receipt.GONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void brokenPackets_closeTheWire_andNothingElse(long seed) {
    var line = new Line(seed, SMALL);
    line.tap =
        packet -> {
          if (line.dice.nextInt(20) == 0) {
            packet[line.dice.nextInt(packet.length)] ^= (byte) (1 + line.dice.nextInt(255));
          }
        };
    line.connect();
    for (int i = 0; i < 1_000; i++) {
      sendAny(line);
      try {
        line.step();
      } catch (Line.Disorder e) {
        // The number in a frame was what broke: who hears less than TCP and TLS say believes it.
      }
      if (!line.isConnected()) {
        line.connect();
      }
    }
  }

  @Test
  void channelWhoseReceiverBlocks_holdsUpNoOther() throws Exception {
    var free = new CountDownLatch(1);
    var blocked = new CountDownLatch(1);
    var handled = new AtomicInteger();
    Map<Channel, Link.Receiver> receivers = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      receivers.put(
          channel,
          receiver(_ -> {
            if (channel == Channel.EVENTS) {
              blocked.countDown();
              uninterruptibly(free);
            } else {
              handled.incrementAndGet();
            }
          }));
    }
    Link a = pair(SMALL, receivers);
    while (a.send(Channel.EVENTS, new byte[100], false) == Receipt.SENT) {}
    blocked.await();
    for (int i = 0; i < 1_000; i++) {
      assertThat(a.awaitRoom(Channel.PROCESSES, Duration.ofSeconds(30))).isTrue();
      assertThat(a.send(Channel.PROCESSES, new byte[100], false)).isEqualTo(Receipt.SENT);
    }
    Await.until(() -> handled.get() == 1_000);
    assertThat(a.awaitRoom(Channel.EVENTS, Duration.ofMillis(1))).isFalse();
    free.countDown();
    assertThat(a.awaitRoom(Channel.EVENTS, Duration.ofSeconds(30))).isTrue();
  }

  /** Two links on threads of their own, each straight in the other's hands; gives one of them. */
  private static Link pair(Bounds bounds, Map<Channel, Link.Receiver> receivers) {
    Executor executor = Thread::startVirtualThread;
    var links = new Link[2];
    var ends = new Wire[2];
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      links[i] = new Link("other", 1, bounds, i + 1, executor, receivers);
      ends[i] =
          new Wire() {
            @Override
            public void write(byte[] packet) {
              links[other].arrived(ends[other], packet);
            }

            @Override
            public void close(String reason) {
              throw new AssertionError(reason);
            }
          };
    }
    links[0].open(ends[0]);
    return links[0];
  }

  private static Link.Receiver receiver(Consumer<byte[]> frames) {
    return new Link.Receiver() {
      @Override
      public void received(byte[] frame) {
        frames.accept(frame);
      }

      @Override
      public void lost() {}
    };
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void frames_ofManyThreads_keepTheOrderOfEach() throws Exception {
    int threads = 8;
    int each = 5_000;
    Map<Integer, Integer> last = new HashMap<>();
    var received = new AtomicInteger();
    Map<Channel, Link.Receiver> receivers = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      receivers.put(
          channel,
          receiver(frame -> {
            var in = ByteBuffer.wrap(frame);
            int thread = in.getInt();
            int number = in.getInt();
            assertThat(number).isEqualTo(last.getOrDefault(thread, 0) + 1);
            last.put(thread, number);
            received.incrementAndGet();
          }));
    }
    Link link = pair(new Bounds(100_000, 50_000, 3_000, 5_000, 30_000), receivers);
    for (int t = 0; t < threads; t++) {
      int thread = t;
      Thread.startVirtualThread(() -> {
        for (int i = 1; i <= each; ) {
          byte[] frame = ByteBuffer.allocate(40).putInt(thread).putInt(i).array();
          i += link.send(Channel.PROCESSES, frame, false) == Receipt.SENT ? 1 : 0;
        }
      });
    }
    Await.until(() -> received.get() == threads * each);
  }
}
