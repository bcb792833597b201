package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import org.junit.jupiter.api.Test;

/** What a process knows of requests that come a second time. */
class RequestsTest {

  private static final Pid NAV = new Pid("ship", 1, 7);
  private static final Pid THREADS = new Pid("home", 3, 0);

  private static ReplyTo<?> byThread(long call) {
    return new ReplyTo<>("home", 3, call, null);
  }

  private static ReplyTo<?> byProcess(long call) {
    return byProcess(NAV, call);
  }

  private static ReplyTo<?> byProcess(Pid process, long call) {
    return new ReplyTo<>("home", 3, call, process);
  }

  private static Signal.Result answer(int n) {
    return new Signal.Result.Value(Bytes.of(new byte[] {(byte) n}));
  }

  private static Requests answered(int calls) {
    Requests requests = Requests.NONE;
    for (int call = 1; call <= calls; call++) {
      requests = requests.accepted(byThread(call)).answered(byThread(call), answer(call));
    }
    return requests;
  }

  @Test
  void request_thatNeverCame_isFresh() {
    assertThat(Requests.NONE.find(byThread(1))).isEqualTo(new Requests.Fresh());
    assertThat(answered(3).find(byThread(4))).isEqualTo(new Requests.Fresh());
    assertThat(answered(3).find(byProcess(3))).isEqualTo(new Requests.Fresh());
    assertThat(answered(3).find(new ReplyTo<>("home", 4, 3, null))).isEqualTo(new Requests.Fresh());
  }

  @Test
  void request_thatIsSentAgain_findsItsAnswer() {
    assertThat(answered(3).find(byThread(2))).isEqualTo(new Requests.Answered(answer(2)));
  }

  @Test
  void request_thatIsKeptInTheState_isKnownUntilItIsAnswered() {
    Requests accepted = Requests.NONE.accepted(byProcess(5));
    assertThat(accepted.find(byProcess(5))).isEqualTo(new Requests.Accepted());
    assertThat(accepted.answered(byProcess(5), answer(1)).find(byProcess(5)))
        .isEqualTo(new Requests.Answered(answer(1)));
  }

  @Test
  void answer_thatIsThere_staysTheFirst() {
    Requests once = answered(1);
    assertThat(once.accepted(byThread(1))).isSameAs(once);
    assertThat(once.answered(byThread(1), answer(9)).find(byThread(1)))
        .isEqualTo(new Requests.Answered(answer(1)));
  }

  @Test
  void answers_thatTheCallerHas_areForgottenAndNeverHandledAnew() {
    Requests settled = answered(10).settled(THREADS, 8);
    assertThat(settled.find(byThread(7))).isEqualTo(new Requests.Forgotten());
    assertThat(settled.find(byThread(8))).isEqualTo(new Requests.Answered(answer(8)));
    assertThat(settled.callers().values()).singleElement().matches(c -> c.kept().size() == 3);
    assertThat(settled.answered(byThread(7), answer(9)).find(byThread(7)))
        .isEqualTo(new Requests.Forgotten());
    assertThat(settled.settled(THREADS, 2)).isEqualTo(settled);
  }

  @Test
  void answers_ofACallerWhoNeverSaysThatItHasThem_areBounded() {
    int calls = 3 * Requests.PER_CALLER;
    Requests requests = answered(calls);
    assertThat(requests.callers().values())
        .singleElement()
        .matches(c -> c.kept().size() <= Requests.PER_CALLER)
        .matches(c -> c.kept().size() >= Requests.PER_CALLER / 2);
    assertThat(requests.find(byThread(1))).isEqualTo(new Requests.Forgotten());
    assertThat(requests.find(byThread(calls - Requests.PER_CALLER / 2)))
        .isInstanceOf(Requests.Answered.class);
    assertThat(requests.find(byThread(calls))).isInstanceOf(Requests.Answered.class);
  }

  @Test
  void oneCaller_doesNotPushOutAnothersAnswers() {
    Requests requests = Requests.NONE.answered(byProcess(1), answer(1));
    for (int call = 1; call <= 2 * Requests.PER_CALLER; call++) {
      requests = requests.answered(byThread(call), answer(call));
    }
    assertThat(requests.find(byProcess(1))).isEqualTo(new Requests.Answered(answer(1)));
  }

  @Test
  void callers_thatAskedLongAgo_makeRoomForOthers() {
    Requests requests = Requests.NONE;
    for (int i = 1; i <= Requests.CALLERS + 1; i++) {
      requests = requests.answered(byProcess(new Pid("home", 3, i), 1), answer(1));
    }
    assertThat(requests.callers().size()).isLessThanOrEqualTo(Requests.CALLERS);
    Pid last = new Pid("home", 3, Requests.CALLERS + 1);
    assertThat(requests.find(byProcess(new Pid("home", 3, 1), 1))).isEqualTo(new Requests.Fresh());
    assertThat(requests.find(byProcess(last, 1))).isEqualTo(new Requests.Answered(answer(1)));
  }
}
