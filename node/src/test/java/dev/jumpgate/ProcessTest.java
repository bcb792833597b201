package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.CallTimeoutException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.state.PVec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a process can do, on its node and from the other one. */
class ProcessTest {

  private static NodePair nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair();
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  @Test
  void call_fromTheOtherNode_isAnswered() {
    nodes.ship().spawn("far", Tally.class, Tally.EMPTY);
    Ref<Message> far = nodes.home().find("far", Tally.class);
    far.send(new Message.Add("me", 1));
    assertThat(far.call(new Message.AddAndCount("me", 2))).isEqualTo(new Tally.Count(2, 2, 0));
  }

  @Test
  void call_toANameNobodyHas_failsAtOnce() {
    Ref<Message> nobody = nodes.home().find("nobody", Tally.class);
    assertThatThrownBy(() -> nobody.call(new Message.Notes()))
        .isInstanceOf(NoProcessException.class)
        .hasMessageContaining("no process is named nobody");
  }

  @Test
  void call_toAProcessThatEnded_failsAtOnce() {
    Ref<Message> ended = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    ended.send(new Message.End());
    assertThatThrownBy(() -> ended.call(new Message.Notes()))
        .isInstanceOf(NoProcessException.class);
  }

  @Test
  void call_withoutAnAnswer_timesOutAndTheLateAnswerIsDropped() {
    Ref<Message> keeper = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    assertThatThrownBy(() -> keeper.call(new Message.Keep(), Duration.ofMillis(50)))
        .isInstanceOf(CallTimeoutException.class);
    keeper.send(new Message.Release("too late"));
    assertThat(keeper.call(new Message.Notes())).isEmpty();
  }

  @Test
  void handlerThatThrows_hasChangedNothingAndSentNothing() {
    Ref<Message> fails = nodes.ship().spawn("fails", Tally.class, Tally.EMPTY);
    Ref<Message> far = nodes.home().find("fails", Tally.class);
    assertThatThrownBy(() -> far.call(new Message.Fail("on purpose")))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("on purpose");
    assertThat(fails.call(new Message.Notes())).isEmpty();
  }

  @Test
  void handlerThatThrowsTheUnspeakable_goesOnWithTheNextMessage() {
    Ref<Message> fails = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    assertThatThrownBy(() -> fails.call(new Message.FailBadly()))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("cannot be read");
    assertThat(fails.call(new Message.Notes())).isEmpty();
  }

  @Test
  void name_isTakenOnceInTheCluster() {
    nodes.ship().spawn("unique", Tally.class, Tally.EMPTY);
    assertThatThrownBy(() -> nodes.home().spawn("unique", Tally.class, Tally.EMPTY))
        .isInstanceOf(NameTakenException.class)
        .hasMessageContaining("on ship");
  }

  @Test
  void name_isFreeAgainWhenItsProcessEnds() {
    nodes.ship().spawn("again", Tally.class, Tally.EMPTY).send(new Message.End());
    Await.until(() -> {
      try {
        nodes.home().spawn("again", Tally.class, Tally.EMPTY);
        return true;
      } catch (NameTakenException e) {
        return false;
      }
    });
  }

  @Test
  void name_thatLooksLikeAPid_isRefused() {
    assertThatThrownBy(() -> nodes.ship().spawn("ship.abc.1", Tally.class, Tally.EMPTY))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void answer_keptForLater_reachesTheCallerOnTheOtherNode() throws Exception {
    Ref<Message> keeper = nodes.ship().spawn("keeper", Tally.class, Tally.EMPTY);
    Ref<Message> far = nodes.home().find("keeper", Tally.class);
    var answer = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> answer.complete(far.call(new Message.Keep())));
    Await.until(() -> {
      keeper.send(new Message.Release("here it is"));
      return answer.isDone();
    });
    assertThat(answer.get()).isEqualTo("here it is");
  }

  @Test
  void ask_acrossNodes_comesToAnswered() {
    Ref<Message> other = nodes.home().spawn("other", Tally.class, Tally.EMPTY);
    other.send(new Message.Note("n"));
    Ref<Message> asker = nodes.ship().spawn("asker", Tally.class, Tally.EMPTY);
    asker.send(new Message.AskNotesOf(nodes.ship().find("other", Tally.class), "notes"));
    Await.until(() -> asker.call(new Message.Notes()).contains("notes [n]"));
  }

  @Test
  void ask_ofNobody_comesToAnsweredAsAFailure() {
    Ref<Message> asker = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    asker.send(new Message.AskNotesOf(nodes.ship().find("nobody", Tally.class), "notes"));
    Await.until(() -> asker.call(new Message.Notes()).contains("notes failed"));
  }

  @Test
  void query_fromAHandler_waitsForTheAnswer() {
    Ref<Message> read = nodes.home().spawn("read", Tally.class, Tally.EMPTY);
    read.send(new Message.Note("one"));
    Ref<Message> reader = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    assertThat(reader.call(new Message.ReadNotesOf(nodes.ship().find("read", Tally.class))))
        .isEqualTo(1);
  }

  @Test
  void query_ofItself_isRefused() {
    Ref<Message> self = nodes.ship().spawn("self", Tally.class, Tally.EMPTY);
    assertThatThrownBy(() -> self.call(new Message.ReadNotesOf(self)))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("would wait for itself");
  }

  @Test
  void timers_fireOnceInTheirOrder() {
    Ref<Message> sleeper = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    sleeper.send(new Message.Remind(Duration.ofMillis(60), "second"));
    sleeper.send(new Message.Remind(Duration.ofMillis(20), "first"));
    Await.until(() -> sleeper.call(new Message.Notes()).size() >= 2);
    assertThat(sleeper.call(new Message.Notes())).isEqualTo(PVec.of("first", "second"));
  }

  @Test
  void oneSender_isHandledInOrderByAnotherNode() {
    nodes.ship().spawn("ordered", Tally.class, Tally.EMPTY);
    Ref<Message> far = nodes.home().find("ordered", Tally.class);
    long last = 20_000;
    for (long n = 1; n < last; n++) {
      far.send(new Message.Add("me", n));
    }
    assertThat(far.call(new Message.AddAndCount("me", last)))
        .isEqualTo(new Tally.Count(last, last, 0));
  }

  @Test
  void blockedHandlers_doNotDelayOthers() {
    for (int i = 0; i < 100; i++) {
      nodes.ship().spawn(Tally.class, Tally.EMPTY).send(new Message.Sleep(Duration.ofSeconds(5)));
    }
    Ref<Message> awake = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    assertThat(awake.call(new Message.Notes(), Duration.ofSeconds(2))).isEqualTo(List.of());
  }
}
