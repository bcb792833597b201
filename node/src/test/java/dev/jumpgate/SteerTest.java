package dev.jumpgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Wretch;
import dev.jumpgate.fixture.Wretch.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What operators can do to single processes, and see of stuck ones, from another node's gate. */
class SteerTest extends OperatorAtHome {

  @AfterAll
  static void letGo() {
    Wretch.release();
  }

  private static ProcessStatus status(String name) throws IOException {
    return ((Result.Processes) operator.ask(new Call.Ps(name, null))).processes().getFirst();
  }

  private static Result.About about(String name) throws IOException {
    return (Result.About) operator.ask(new Call.About(name, false));
  }

  private static StopResult kill(String name) throws IOException {
    return ((Result.Stopped) operator.ask(new Call.Stop(name, true))).stop();
  }

  private static Crash crash(String id) throws IOException {
    return ((Result.Crash) operator.ask(new Call.Crash(id))).crash();
  }

  /** A call from a thread of its own, which ends with an answer or with what was thrown. */
  private static CompletableFuture<Object> calling(
      Ref<Message> wretch, Request<Message, Long> message) {
    var answer = new CompletableFuture<Object>();
    Thread.startVirtualThread(() -> {
      try {
        answer.complete(wretch.call(message, Duration.ofMinutes(1)));
      } catch (RuntimeException e) {
        answer.complete(e);
      }
    });
    return answer;
  }

  @Test
  void suspended_keepsItsMessagesAndCanBeSeen() throws Exception {
    Ref<Message> wretch = wretch("waits");
    wretch.send(new Message.Add("before"));
    assertThat(wretch.call(new Message.Count())).isEqualTo(1);
    operator.ask(new Call.Suspend("waits"));
    wretch.send(new Message.Add("during"));
    CompletableFuture<Object> call = calling(wretch, new Message.Count());
    awaitWaiting("waits", 2);
    assertThat(status("waits").status()).isEqualTo("suspended");
    assertThat(about("waits").revision()).isEqualTo(1);
    assertThatThrownBy(() -> operator.ask(new Call.Suspend("waits")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("suspended already");
    assertThat(call).isNotDone();
    operator.ask(new Call.Resume("waits"));
    assertThat(call.get()).isEqualTo(2L);
    assertThat(status("waits").status()).isNotEqualTo("suspended");
  }

  @Test
  void suspended_canBeStopped() throws Exception {
    Ref<Message> wretch = wretch("asleep");
    operator.ask(new Call.Suspend("asleep"));
    CompletableFuture<Object> call = calling(wretch, new Message.Count());
    operator.ask(new Call.Stop("asleep", false));
    assertThat(call.get()).isInstanceOf(NoProcessException.class);
  }

  @Test
  void suspended_isMovedAsItIsAndGoesOnThereWhenItIsResumed() throws Exception {
    Ref<Message> wretch = wretch("stays");
    assertThat(wretch.call(new Message.AddAsked("before"))).isEqualTo(1);
    operator.ask(new Call.Suspend("stays"));
    CompletableFuture<Object> call = calling(wretch, new Message.AddAsked("during"));
    awaitWaiting("stays", 1);

    operator.ask(new Call.Move("stays", "home"));

    assertThat(status("stays").node()).isEqualTo("home");
    assertThat(status("stays").status()).isEqualTo("suspended");
    CompletableFuture<Object> later = calling(wretch, new Message.Count());
    // What it had, its start there, and what came behind that.
    awaitWaiting("stays", 3);
    assertThat(about("stays").revision()).isEqualTo(1);
    assertThat(call).isNotDone();
    operator.ask(new Call.Resume("stays"));
    assertThat(call.get()).isEqualTo(2L);
    assertThat(later.get()).isEqualTo(2L);
    assertThat(status("stays").status()).isNotEqualTo("suspended");
  }

  @Test
  void suspended_goesAlongWhereTheNodeIsEvacuated() throws Exception {
    try (var pair = new NodePair()) {
      Ref<Message> wretch = pair.ship().spawn("along", Wretch.class, Wretch.State.EMPTY);
      try (var gate = new GateConnection(pair.ship())) {
        gate.ask(new Call.Suspend("along"));
        RelocationResult gone =
            ((Result.Relocated) gate.ask(new Call.Evacuate("ship", List.of(), false))).relocation();
        assertThat(gone.failed()).isEmpty();
        assertThat(gone.moved()).isEqualTo(1);
        var status = ((Result.Processes) gate.ask(new Call.Ps("along", null))).processes();
        assertThat(status)
            .singleElement()
            .satisfies(
                s -> assertThat(s.status() + " on " + s.node()).isEqualTo("suspended on home"));
        CompletableFuture<Object> call = calling(wretch, new Message.AddAsked("there"));
        gate.ask(new Call.Resume("along"));
        assertThat(call.get()).isEqualTo(1L);
      }
    }
  }

  @Test
  void suspended_whoseMoveIsRefused_staysSuspended() throws Exception {
    try (var pair = new NodePair()) {
      pair.ship().spawn("refused", Wretch.class, Wretch.State.EMPTY);
      pair.home().processes().leaving();
      try (var gate = new GateConnection(pair.ship())) {
        gate.ask(new Call.Suspend("refused"));
        assertThatThrownBy(() -> gate.ask(new Call.Move("refused", "home")))
            .hasMessageContaining("home is leaving");
        var status = ((Result.Processes) gate.ask(new Call.Ps("refused", null))).processes();
        assertThat(status.getFirst().status()).isEqualTo("suspended");
      }
    }
  }

  @Test
  void suspended_onItsWay_isNotResumedButGoesOnWhenItIsThere() throws Exception {
    Ref<Message> wretch = wretch("on-its-way");
    operator.ask(new Call.Suspend("on-its-way"));
    Processes ship = nodes.ship().processes();
    Cell<?, ?> cell = ship.find(requireNonNull(wretch.pid())).orElseThrow();
    Halt stands = ship.halt(cell, Hold.MOVING, Duration.ofMinutes(1)).orElseThrow();
    assertThatThrownBy(() -> operator.ask(new Call.Resume("on-its-way")))
        .hasMessageContaining("is being moved");
    stands.resume();
    assertThat(status("on-its-way").status()).isEqualTo("suspended");
    operator.ask(new Call.Resume("on-its-way"));
    assertThat(wretch.call(new Message.Count())).isEqualTo(0);
  }

  private static void awaitWaiting(String process, int messages) {
    Await.until(() -> {
      try {
        return status(process).mailbox() >= messages;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  void restarted_startsAgainWithItsLastState() throws Exception {
    Ref<Message> wretch = wretch("anew");
    assertThat(wretch.call(new Message.AddAsked("one"))).isEqualTo(1);
    operator.ask(new Call.Restart("anew"));
    assertThat(wretch.call(new Message.Count())).isEqualTo(2);
    assertThat(about("anew").pid()).isEqualTo(wretch.pid());
  }

  @Test
  void stopped_handlesWhatWaitsAndFreesItsName() throws Exception {
    Ref<Message> wretch = wretch("ends");
    CompletableFuture<Object> call = calling(wretch, new Message.AddAsked("last"));
    assertThat(call.get()).isEqualTo(1L);
    StopResult stop = ((Result.Stopped) operator.ask(new Call.Stop("ends", false))).stop();
    assertThat(stop.abandoned()).isFalse();
    wretch("ends");
  }

  @Test
  void killed_idle_endsAtOnce() throws Exception {
    wretch("idle");
    StopResult stop = kill("idle");
    assertThat(stop.abandoned()).isFalse();
    assertThat(stop.crash()).isNull();
    wretch("idle");
  }

  @Test
  void killed_withinAHandlerThatNeverReturns_isAbandonedWithItsStack() throws Exception {
    Ref<Message> wretch = wretch("deaf");
    Wretch.reset();
    CompletableFuture<Object> stuck = calling(wretch, new Message.Wait());
    Wretch.awaitStuck();
    CompletableFuture<Object> waiting = calling(wretch, new Message.Count());
    Await.until(() -> {
      try {
        return status("deaf").mailbox() == 1;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    StopResult stop = kill("deaf");
    assertThat(stop.abandoned()).isTrue();
    assertThat(stuck.get()).isInstanceOf(NoProcessException.class);
    assertThat(waiting.get()).isInstanceOf(NoProcessException.class);
    assertThat(crash(requireNonNull(stop.crash())).stack())
        .anyMatch(frame -> frame.contains("Wretch.await"));
    Ref<Message> next = wretch("deaf");
    Wretch.release();
    assertThat(next.call(new Message.Count())).isZero();
    assertThat(nodes.ship().<Message>find("deaf", Wretch.class).call(new Message.Count())).isZero();
  }

  @Test
  void killed_withinItsLastWordToAnOperator_isAbandonedAndTheOperatorTold() throws Exception {
    Ref<Message> wretch = wretch("clings");
    wretch.call(new Message.AddAsked(Wretch.CLINGS));
    Wretch.reset();
    try (var other = new GateConnection(nodes.ship())) {
      other.say(new Call.Stop("clings", false));
      Wretch.awaitStuck();
      CompletableFuture<Object> waiting = calling(wretch, new Message.Count());
      StopResult stop = kill("clings");
      assertThat(stop.abandoned()).isTrue();
      assertThat(crash(requireNonNull(stop.crash())).stack())
          .anyMatch(frame -> frame.contains("Wretch.stopped"));
      assertThat(other.answer())
          .isInstanceOfSatisfying(
              Result.Stopped.class, told -> assertThat(told.stop().abandoned()).isFalse());
      assertThat(waiting.get()).isInstanceOf(NoProcessException.class);
    }
    assertThat(wretch("clings").call(new Message.Count())).isZero();
    Wretch.release();
  }

  @Test
  void killed_withinTheLastWordOfItsOwnEnd_keepsTheAnswerThatHasLeft() throws Exception {
    Ref<Message> wretch = wretch("ends-itself");
    wretch.call(new Message.AddAsked(Wretch.CLINGS));
    Wretch.reset();
    assertThat(wretch.call(new Message.End())).isEqualTo(1);
    Wretch.awaitStuck();
    StopResult stop = kill("ends-itself");
    assertThat(stop.abandoned()).isTrue();
    // Its message was done: it is none that nobody handled.
    assertThat(((Result.DeadLetters) operator.ask(new Call.DeadLetters())).letters())
        .noneMatch(letter -> letter.process().equals("ends-itself"));
    assertThat(wretch("ends-itself").call(new Message.Count())).isZero();
    Wretch.release();
  }

  @Test
  void killed_manyTimesWhileItServes_answersEachCallOnceAndNoneFalsely() throws Exception {
    for (int i = 0; i < 100; i++) {
      Ref<Message> wretch = wretch("race" + i);
      CompletableFuture<Object> call = calling(wretch, new Message.AddAsked("one"));
      kill("race" + i);
      assertThat(call.get())
          .satisfiesAnyOf(
              answer -> assertThat(answer).isEqualTo(1L),
              answer -> assertThat(answer).isInstanceOf(NoProcessException.class));
    }
  }

  @Test
  void stuckInALoop_showsStateMessageAndStackAtOnce() throws Exception {
    Ref<Message> wretch = wretch("spins");
    assertThat(wretch.call(new Message.AddAsked("one"))).isEqualTo(1);
    Wretch.reset();
    var _ = calling(wretch, new Message.Spin());
    Wretch.awaitStuck();
    assertStuck("spins", "Spin", "Wretch.spin");
    Wretch.release();
  }

  @Test
  void stuckInALock_showsStateMessageAndStackAtOnce() throws Exception {
    Ref<Message> wretch = wretch("locked");
    Wretch.reset();
    synchronized (Wretch.lock()) {
      var _ = calling(wretch, new Message.WaitForALock());
      Wretch.awaitStuck();
      assertStuck("locked", "WaitForALock", "Wretch.handle");
    }
  }

  @Test
  void stuckInANestedCall_showsStateMessageAndStackAtOnce() throws Exception {
    Ref<Message> outer = wretch("outer");
    Ref<Message> inner = wretch("inner");
    operator.ask(new Call.Suspend("inner"));
    Wretch.reset();
    var _ = calling(outer, new Message.CallStuck(inner));
    Wretch.awaitStuck();
    Await.until(() -> {
      try {
        return about("outer").stack().stream().anyMatch(frame -> frame.contains("Turn.read"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    assertStuck("outer", "CallStuck", "Wretch.handle");
    operator.ask(new Call.Resume("inner"));
  }

  private static void assertStuck(String name, String message, String frame) throws IOException {
    Result.About about = about(name);
    assertThat(about.handling()).contains(message);
    assertThat(about.since()).isNotNull();
    assertThat(about.stack()).anyMatch(line -> line.contains(frame));
  }

  @Test
  void top_showsWhatProcessesCost() throws Exception {
    Ref<Message> wretch = wretch("busy");
    for (int i = 0; i < 100; i++) {
      wretch.call(new Message.AddAsked("note"));
    }
    // A worker tells what it has handled after the answers have left.
    Await.until(() -> load("busy").messages() >= 100);
    ProcessLoad load = load("busy");
    assertThat(load.messages()).isGreaterThanOrEqualTo(100);
    assertThat(load.p99()).isNotNull().isGreaterThanOrEqualTo(Duration.ofNanos(1));
    assertThat(load.mean()).isLessThanOrEqualTo(load.p99());
    assertThat(load.stateBytes()).isGreaterThan(100);
  }

  private ProcessLoad load(String process) {
    try {
      return ((Result.Top) operator.ask(new Call.Top(process))).processes().getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
