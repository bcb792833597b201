package dev.jumpgate.shell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Connection;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.gate.protocol.ToGate;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class GateClientTest {

  private static final Event JOINED =
      new Event(Instant.EPOCH, "ship", 1, Event.Kind.JOINED, null, "home joined");

  record Position(double x, double y) {}

  @TempDir Path folder;

  @Test
  void connect_gateAnswers_knowsItsNode() throws Exception {
    try (var gate = FakeGate.open(folder, "ship", _ -> new Result.Done());
        var client = connect(gate)) {
      assertThat(client.node()).isEqualTo("ship");
      assertThat(gate.received())
          .containsExactly(new ToGate.Hello(Connection.PROTOCOL, Version.current()));
    }
  }

  @Test
  void connect_otherProtocol_saysWhichOnes() throws Exception {
    try (var gate = FakeGate.speaking(2, folder, "ship")) {
      assertThatThrownBy(() -> connect(gate))
          .asInstanceOf(type(OperatorException.class))
          .satisfies(e -> {
            assertThat(e.code()).isEqualTo(Code.UNREACHABLE);
            assertThat(e).hasMessageStartingWith("the gate of ship speaks protocol 2");
            assertThat(e.hint()).isEqualTo("use the same version on both sides");
          });
    }
  }

  @Test
  void connect_silentGate_givesUp() throws Exception {
    try (var gate = FakeGate.speaking(FakeGate.SILENT, folder, "ship")) {
      assertThatThrownBy(() -> GateClient.connect(gate.socket(), Duration.ofMillis(50)))
          .hasMessage("the gate of ship did not say hello within 50 ms");
    }
  }

  @Test
  void about_state_isATree() throws Exception {
    try (var gate = FakeGate.open(folder, "ship", _ -> about(new Position(1.5, 2)));
        var client = connect(gate)) {
      assertThat(client.inspect("nav").get("x").json()).isEqualTo("1.5");
      assertThat(client.about("nav").pid()).isEqualTo(new Pid("ship", 7, 17));
    }
  }

  private static Result.About about(Object state) {
    return new Result.About(
        "nav",
        new Pid("ship", 7, 17),
        "ship",
        42,
        1,
        false,
        "Thrust[]",
        Instant.parse("2026-01-02T03:04:05Z"),
        List.of("Navigation.handle(Navigation.java:33)"),
        Bytes.of(Codec.encode(state)));
  }

  @Test
  void ask_gateRefuses_throwsWhatItSaid() throws Exception {
    try (var gate =
            FakeGate.open(
                folder,
                "ship",
                _ -> {
                  throw new OperatorException(Code.UNKNOWN_PROCESS, "no navv", "nav?");
                });
        var client = connect(gate)) {
      assertThatThrownBy(() -> client.move("navv", "home"))
          .asInstanceOf(type(OperatorException.class))
          .satisfies(e -> {
            assertThat(e.code()).isEqualTo(Code.UNKNOWN_PROCESS);
            assertThat(e).hasMessage("no navv");
            assertThat(e.hint()).isEqualTo("nav?");
          });
    }
  }

  @Test
  void ask_fromManyThreads_eachGetsItsOwnAnswer() throws Exception {
    try (var gate =
            FakeGate.open(
                folder,
                "ship",
                call -> {
                  throw new OperatorException(Code.FAILED, ((Call.Ps) call).pattern(), null);
                });
        var client = connect(gate)) {
      List<CompletableFuture<String>> asked =
          java.util.stream.IntStream.range(0, 100)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> refusal(client, "p" + i)))
              .toList();
      for (int i = 0; i < asked.size(); i++) {
        assertThat(asked.get(i).get()).isEqualTo("p" + i);
      }
    }
  }

  private static String refusal(GateClient client, String pattern) {
    try {
      return client.ps(new Pattern(pattern)).toString();
    } catch (OperatorException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void ask_gateClosesMeanwhile_failsAndStaysFailed() throws Exception {
    var asked = new CountDownLatch(1);
    try (var gate =
            FakeGate.open(
                folder,
                "ship",
                _ -> {
                  asked.countDown();
                  return null;
                });
        var client = connect(gate)) {
      var waiting = CompletableFuture.supplyAsync(client::nodes);
      asked.await();
      gate.hangUp();
      assertThatThrownBy(waiting::get)
          .isInstanceOf(ExecutionException.class)
          .rootCause()
          .hasMessage("the gate of ship closed the connection");
      assertThatThrownBy(client::events)
          .asInstanceOf(type(OperatorException.class))
          .extracting(OperatorException::code)
          .isEqualTo(Code.UNREACHABLE);
      assertThat(client.isOpen()).isFalse();
    }
  }

  @Test
  void ask_callerIsInterrupted_cancelsAndLeavesTheConnectionUp() throws Exception {
    var asked = new CountDownLatch(1);
    try (var gate =
            FakeGate.open(
                folder,
                "ship",
                call -> {
                  asked.countDown();
                  return call instanceof Call.Events ? new Result.Events(List.of()) : null;
                });
        var client = connect(gate)) {
      var failure = new CompletableFuture<String>();
      Thread caller = Thread.ofVirtual().start(() -> failure.complete(refusal(client, "slow")));
      asked.await();
      caller.interrupt();
      assertThat(failure.get()).isEqualTo("interrupted while waiting for the gate of ship");
      assertThat(client.events()).isEmpty();
      assertThat(gate.received()).contains(new ToGate.Cancel(1));
    }
  }

  @Test
  void follow_eventsHappen_handsThemUntilClosed() throws Exception {
    try (var gate = FakeGate.open(folder, "ship", _ -> new Result.Events(List.of()));
        var client = connect(gate)) {
      var seen = new LinkedBlockingQueue<Event>();
      var subscription =
          client.follow(event -> {
            // A listener may ask the gate something.
            client.events();
            seen.add(event);
          });
      gate.happen(JOINED);
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(JOINED);
      subscription.close();
      client.events();
      assertThat(gate.received()).contains(new ToGate.Cancel(1));
    }
  }

  private static GateClient connect(FakeGate gate) throws IOException {
    return GateClient.connect(gate.socket(), Link.PATIENCE);
  }
}
