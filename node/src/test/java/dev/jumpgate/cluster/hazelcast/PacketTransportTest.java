package dev.jumpgate.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.cluster.Transport.Receipt;
import dev.jumpgate.fixture.Await;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Also says early when another version of Hazelcast has changed what is not its public face. */
class PacketTransportTest {

  private final HazelcastCluster ship = TestMember.start("ship", List.of());
  private final HazelcastCluster home =
      TestMember.start("home", List.of(ship.membership().self().address()));

  @AfterEach
  void stop() {
    home.close();
    ship.close();
  }

  private static void receive(HazelcastCluster cluster, Transport.Receiver receiver) {
    for (Channel channel : Channel.values()) {
      cluster.transport().receive(channel, receiver);
    }
  }

  private static byte[] frame(int number) {
    return ByteBuffer.allocate(100).putInt(number).array();
  }

  @Test
  void frames_whileTheirWireIsCutAgainAndAgain_arriveInOrderFromTheirSender()
      throws InterruptedException {
    var last = new AtomicInteger();
    List<String> wrong = new CopyOnWriteArrayList<>();
    receive(ship, (_, _) -> {});
    receive(
        home,
        new Transport.Receiver() {
          @Override
          public void received(Member from, byte[] frame) {
            int number = ByteBuffer.wrap(frame).getInt();
            if (number != last.incrementAndGet() || !from.equals(ship.membership().self())) {
              wrong.add(number + " from " + from);
            }
          }

          @Override
          public void lost(Member from) {
            wrong.add("lost");
          }
        });
    int sent = 0;
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 10_000; i++) {
        sendWithPatience(++sent);
      }
      cutWires();
      Await.until(() -> last.get() > 0);
    }
    int all = sent;
    Await.until(() -> last.get() >= all);
    assertThat(wrong).isEmpty();
    assertThat(ship.membership().members()).hasSize(2);
  }

  private void sendWithPatience(int number) throws InterruptedException {
    Receipt receipt;
    while ((receipt = ship.transport().send("home", Channel.PROCESSES, frame(number)))
        == Receipt.FULL) {
      assertThat(ship.transport().awaitRoom("home", Channel.PROCESSES, Duration.ofSeconds(30)))
          .isTrue();
    }
    assertThat(receipt).isEqualTo(Receipt.SENT);
  }

  // As when Hazelcast says that a connection is closed. One that really is has it drop the member.
  private void cutWires() {
    HazelcastInstanceFactory.getAllHazelcastInstances().stream()
        .filter(i -> i.getName().startsWith("jumpgate-ship-"))
        .map(i -> ((HazelcastInstanceProxy) i).getOriginal().node.getServer())
        .flatMap(s -> s.getConnectionManager(EndpointQualifier.MEMBER).getConnections().stream())
        .toList()
        .forEach(connection -> ((PacketTransport) ship.transport()).gone(connection));
  }

  @Test
  void send_toAMemberThatLeft_saysSo() {
    receive(ship, (_, _) -> {});
    receive(home, (_, _) -> {});
    assertThat(ship.transport().send("home", Channel.EVENTS, frame(1))).isEqualTo(Receipt.SENT);
    home.crash();
    Await.until(() -> ship.transport().send("home", Channel.EVENTS, frame(2)) == Receipt.GONE);
    assertThat(ship.transport().send("nobody", Channel.EVENTS, frame(2))).isEqualTo(Receipt.GONE);
  }
}
