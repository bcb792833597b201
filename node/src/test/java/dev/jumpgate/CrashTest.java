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
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators see of handlers that fail, and of messages that nobody handles. */
class CrashTest extends OperatorAtHome {

  private static CrashStatus crashOf(String name) throws IOException {
    return ((Result.Crashes) operator.ask(new Call.Crashes()))
        .crashes().stream().filter(crash -> name.equals(crash.name())).findFirst().orElseThrow();
  }

  private static Crash whole(CrashStatus status) throws IOException {
    return ((Result.Crash) operator.ask(new Call.Crash(status.id()))).crash();
  }

  private static List<DeadLetter> letters(String process) throws IOException {
    return ((Result.DeadLetters) operator.ask(new Call.DeadLetters()))
        .letters().stream().filter(letter -> letter.process().equals(process)).toList();
  }

  private static void assertFails(Ref<Message> wretch, Request<Message, Long> message, String why) {
    assertThatThrownBy(() -> wretch.call(message))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining(why);
    assertThat(wretch.call(new Message.AddAsked("still here"))).isPositive();
  }

  @Test
  void crash_isReportedWholeFromAnyNode() throws Exception {
    Ref<Message> wretch = wretch("whole");
    wretch.send(new Message.Add("one"));
    wretch.send(new Message.Add("two"));
    assertFails(wretch, new Message.Fail("on purpose"), "on purpose");
    CrashStatus status = crashOf("whole");
    assertThat(status.node()).isEqualTo("ship");
    assertThat(status.error()).contains("on purpose");
    assertThat(status.time()).isBeforeOrEqualTo(Instant.now());
    Crash crash = whole(status);
    assertThat(crash.revision()).isEqualTo(2);
    assertThat(requireNonNull(crash.message()).get("note").asText()).isEqualTo("on purpose");
    assertThat(requireNonNull(crash.state()).get("count").asLong()).isEqualTo(2);
    assertThat(crash.stack()).first().asString().contains("Wretch.handle");
    assertThat(crash.stack()).anyMatch(line -> line.contains("the cause"));
    assertThat(crash.before()).hasSize(2);
    assertThat(crash.deadLetter()).isNotNull();
  }

  @Test
  void crashes_areListedNewestFirst() throws Exception {
    Ref<Message> wretch = wretch("newest");
    assertFails(wretch, new Message.Fail("first"), "first");
    assertFails(wretch, new Message.Fail("second"), "second");
    List<CrashStatus> crashes = ((Result.Crashes) operator.ask(new Call.Crashes())).crashes();
    assertThat(crashes)
        .isSortedAccordingTo((a, b) -> b.time().compareTo(a.time()))
        .filteredOn(crash -> "newest".equals(crash.name()))
        .first()
        .satisfies(crash -> assertThat(crash.error()).contains("second"));
  }

  @Test
  void replay_ofACrash_failsAgainAndTouchesNothing() throws Exception {
    Ref<Message> wretch = wretch("again");
    assertFails(wretch, new Message.Fail("always"), "always");
    var replayed = (Result.Replayed) operator.ask(new Call.Replay(crashOf("again").id(), null));
    assertThat(replayed.replay().error()).contains("always");
    assertThat(replayed.replay().stack()).first().asString().contains("Wretch.handle");
    assertThat(wretch.call(new Message.Count())).isEqualTo(1);
  }

  @Test
  void replay_thatSucceedsThisTime_showsStateAndEffects() throws Exception {
    Ref<Message> wretch = wretch("mended");
    Wretch.reset();
    synchronized (Wretch.lock()) {
      Thread.startVirtualThread(() -> wretch.call(new Message.WaitForALock()));
      Wretch.awaitStuck();
      operator.ask(new Call.Stop("mended", true));
    }
    ReplayResult replay =
        ((Result.Replayed) operator.ask(new Call.Replay(crashOf("mended").id(), null))).replay();
    assertThat(replay.error()).isNull();
    assertThat(requireNonNull(replay.state()).get("notes").toString()).contains("locked");
    assertThat(replay.effects()).singleElement().extracting("kind").isEqualTo("reply");
  }

  @Test
  void poisonousMessage_isADeadLetterAndCanBeSentAgain() throws Exception {
    Ref<Message> wretch = wretch("poison");
    assertFails(wretch, new Message.Fail("poison"), "poison");
    DeadLetter letter = letters("poison").getFirst();
    assertThat(letter.reason()).isEqualTo("crashed");
    assertThat(letter.crash()).isEqualTo(crashOf("poison").id());
    operator.ask(new Call.Redeliver(letter.id()));
    awaiting(() -> letters("poison").size() == 2);
    assertThat(letters("poison").getLast().redelivered()).isEqualTo(1);
  }

  @Test
  void deadLetter_ofAProcessThatHasMoved_isSentToItsNewNode() throws Exception {
    Ref<Message> wretch = wretch("moved");
    assertFails(wretch, new Message.Fail("follows"), "follows");
    DeadLetter letter = letters("moved").getFirst();
    assertThat(letter.id()).startsWith("ship-");
    nodes.move("moved", nodes.home());
    operator.ask(new Call.Redeliver(letter.id()));
    awaiting(() -> letters("moved").size() == 2);
    assertThat(letters("moved"))
        .filteredOn(again -> again.id().startsWith("home-"))
        .singleElement()
        .satisfies(again ->
            assertThat(requireNonNull(again.message()).get("note").asText()).isEqualTo("follows"));
    assertThat(letters("moved"))
        .filteredOn(first -> first.id().equals(letter.id()))
        .singleElement()
        .satisfies(first -> assertThat(first.redelivered()).isEqualTo(1));
  }

  @Test
  void messageToAProcessThatEnded_isADeadLetter() throws Exception {
    Ref<Message> wretch = wretch("over");
    operator.ask(new Call.Stop("over", false));
    wretch.send(new Message.Add("too late"));
    awaiting(() ->
        letters("over").stream().anyMatch(l -> l.message() != null)
            || !letters(String.valueOf(wretch.pid())).isEmpty());
  }

  @Test
  void messageToNobody_isADeadLetterThatCannotBeRedelivered() throws Exception {
    Ref<Message> nobody = nodes.ship().find("nobody-there", Wretch.class);
    nobody.send(new Message.Add("hello?"));
    awaiting(() -> !letters("nobody-there").isEmpty());
    DeadLetter letter = letters("nobody-there").getFirst();
    assertThat(letter.reason()).isEqualTo("unknown");
    assertThatThrownBy(() -> operator.ask(new Call.Redeliver(letter.id())))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("nobody-there");
  }

  @Test
  void crash_thatIsNotKept_isSaidToBeUnknown() {
    assertThatThrownBy(() -> operator.ask(new Call.Crash("ship-999999")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("no crash ship-999999");
    assertThatThrownBy(() -> operator.ask(new Call.Crash("nonsense")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("no node is named");
  }

  // --- bad input, one each ---

  @Test
  void handlerThatThrowsAnError_isReportedAndServesOn() throws Exception {
    assertFails(wretch("error"), new Message.FailWithAnError(), "an error");
    assertThat(crashOf("error").error()).contains("AssertionError");
  }

  @Test
  void handlerThatOverflowsTheStack_isReportedAndServesOn() throws Exception {
    assertFails(wretch("deep"), new Message.Overflow(), "StackOverflowError");
    assertThat(whole(crashOf("deep")).stack()).hasSizeBetween(1, 250);
  }

  @Test
  void handlerThatReturnsNull_isReportedAndServesOn() throws Exception {
    assertFails(wretch("null"), new Message.ReturnNull(), "returned null");
    assertThat(crashOf("null").error()).contains("returned null");
  }

  @Test
  void handlerThatRepliesTwice_isReportedAndServesOn() throws Exception {
    assertFails(wretch("twice"), new Message.ReplyTwice(), "answered already");
    assertThat(crashOf("twice").error()).contains("answered already");
  }

  @Test
  void handlerThatRepliesWithWhatIsNoValue_isToldToTheCallerOnTheOtherNode() {
    wretch("wrong");
    Ref<Message> far = nodes.home().find("wrong", Wretch.class);
    assertFails(far, new Message.ReplyWrongly(), "cannot travel");
  }

  @Test
  void handlerThatKeepsAMutableObject_isShownAsThatAndServesOn() throws Exception {
    Ref<Message> wretch = wretch("mutable");
    assertThat(wretch.call(new Message.KeepMutable())).isEqualTo(1);
    assertThatThrownBy(() -> operator.ask(new Call.About("mutable", false)))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("cannot be shown");
    assertFails(wretch, new Message.Fail("with that state"), "with that state");
    assertThat(whole(crashOf("mutable")).state()).isNull();
  }

  @Test
  void mailboxAtItsLimit_refusesCallersAndBuriesWhatProcessesSend() throws Exception {
    Ref<Message> full = wretch("full");
    Ref<Message> other = wretch("flooder");
    Wretch.reset();
    Thread.startVirtualThread(() -> full.call(new Message.Wait()));
    Wretch.awaitStuck();
    for (int i = 0; i < Wretch.LIMIT; i++) {
      full.send(new Message.Add("waits"));
    }
    assertThatThrownBy(() -> full.send(new Message.Add("one too many")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("full");
    assertThatThrownBy(() -> full.call(new Message.Count())).isInstanceOf(RefusedException.class);
    Ref<Message> far = nodes.home().find("full", Wretch.class);
    assertThatThrownBy(() -> far.call(new Message.Count())).isInstanceOf(RefusedException.class);
    other.send(new Message.Flood(full, 3));
    awaiting(() ->
        letters("full").stream().filter(letter -> letter.reason().equals("full")).count() == 3);
    Wretch.release();
    awaiting(() -> {
      try {
        return full.call(new Message.Count()) == Wretch.LIMIT + 1;
      } catch (RefusedException e) {
        return false; // they wait still
      }
    });
    awaiting(() ->
        ((Result.Events) operator.ask(new Call.Events()))
            .events().stream().anyMatch(e -> e.kind() == Event.Kind.DEAD_LETTER));
  }

  private interface Looking {
    boolean isSo() throws IOException;
  }

  private static void awaiting(Looking condition) {
    Await.until(() -> {
      try {
        return condition.isSo();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
  }
}
