package dev.jumpgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Identity KIM = new Identity("kim", "ship", "socket", Role.VIEWER);

  private final Map<String, Transport.Receiver> nodes = new HashMap<>();

  /** What one node sends by, straight into the other's hands. */
  private Transport transport(String self) {
    return new Transport() {
      @Override
      public Receipt send(String node, Channel channel, byte[] frame) {
        Receiver there = nodes.get(node);
        if (there != null) {
          there.received(new Member(self, 1, self + ":1"), frame);
        }
        return there == null ? Receipt.GONE : Receipt.SENT;
      }

      @Override
      public void receive(Channel channel, Receiver receiver) {
        nodes.put(self, receiver);
      }
    };
  }

  @Test
  void ask_commandOfAnOperator_isExecutedThereInTheirName() throws Exception {
    List<Identity> seen = new CopyOnWriteArrayList<>();
    var ship = new Relay(transport("ship"), (_, _) -> new Result.Done());
    var _ =
        new Relay(
            transport("home"),
            (operator, call) -> {
              seen.add(operator);
              Access.check(operator, call);
              return new Result.Evals(List.of());
            });
    assertThat(ship.ask(KIM, "home", new Call.Evals(), PATIENCE))
        .isEqualTo(new Result.Evals(List.of()));
    assertThatThrownBy(() -> ship.ask(KIM, "home", new Call.About("nav", true), PATIENCE))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.code()).isEqualTo(Code.REFUSED))
        .hasMessageContaining("kim at the gate of ship has the role viewer");
    assertThat(seen).containsExactly(KIM, KIM);
  }

  @Test
  void ask_whoseOperatorLeaves_interruptsTheCommandThere() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var ship = new Relay(transport("ship"), (_, _) -> new Result.Done());
    var _ =
        new Relay(
            transport("home"),
            (_, _) -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody opens it");
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    Thread operator =
        Thread.startVirtualThread(() ->
            assertThatThrownBy(() -> ship.ask(KIM, "home", new Call.Evals(), PATIENCE))
                .isInstanceOf(InterruptedException.class));
    begun.await();
    operator.interrupt();
    interrupted.await();
  }
}
