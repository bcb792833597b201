package dev.jumpgate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final ProcessStatus NAV =
      new ProcessStatus(
          "nav",
          new Pid("ship", 1, 7),
          "ship",
          "Navigation",
          2,
          "running",
          120,
          0.1,
          4_120,
          null,
          null,
          null,
          null,
          null);

  private static final Tree STATE =
      new Tree.RecordNode(
          "State",
          false,
          List.of(
              new Tree.Component("balance", Tree.of(-5L)),
              new Tree.Component("fuel", Tree.of(Double.NaN)),
              new Tree.Component("open", Tree.of(true)),
              new Tree.Component("owner", Tree.of("Ada \"A\" L.")),
              new Tree.Component("mode", new Tree.Symbol("Mode", "DOCKED")),
              new Tree.Component("heir", Tree.of(null)),
              new Tree.Component("crew", new Tree.ListNode(List.of(Tree.of("Bo")))),
              new Tree.Component(
                  "chart",
                  new Tree.MapNode(List.of(new Tree.Entry(Tree.of("Deep Space 9"), Tree.of(9)))))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailbox > 100",
        "mailbox>=120 and mailbox<=120",
        "rate = 0.1",
        "version = 2.0",
        "name = nav",
        "name ~ n?v and node ~ *hip",
        "pid = ship.1.7",
        "stateBytes = null",
        "standby != home",
        "status != idle",
        "mailbox > 100 and state.balance < 0",
        "state.balance = -5",
        "state.open = true and state.open != false",
        "state.owner = \"Ada \\\"A\\\" L.\" or name = other",
        "state.owner ~ 'Ada*'",
        "state.mode = DOCKED",
        "state.heir = null",
        "state.crew[0] = Bo",
        "state.chart[\"Deep Space 9\"] = 9",
        "state.none = null",
        "not state.none = 1",
        "not (mailbox = 1 or mailbox = 2)",
        "mailbox = 1 and mailbox = 2 or name = nav",
        "name = nav or mailbox = 1 and mailbox = 2",
        "state.crew != null",
      })
  void condition_thatHolds_matches(String text) {
    assertThat(Condition.parse(text).matches(NAV, () -> STATE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailbox > 120",
        "mailbox < 120",
        "rate > 0.1",
        "name = NAV",
        "name ~ na",
        "standby = home",
        "standby > a",
        "stateBytes > 0",
        "state.none != 1",
        "state.none < 1",
        "state.balance = '-5'",
        "state.balance ~ '-*'",
        "state.fuel > 0",
        "state.fuel <= 0",
        "state.owner < 7",
        "state.crew = Bo",
        "state = null",
        "(name = nav or mailbox = 1) and mailbox = 2",
        "not name = nav",
      })
  void condition_thatDoesNotHold_doesNotMatch(String text) {
    assertThat(Condition.parse(text).matches(NAV, () -> STATE)).isFalse();
  }

  @Test
  void state_answerDoesNotDependOnIt_isNotAsked() {
    assertThat(
            Condition.parse("mailbox > 1000 and state.balance < 0")
                .matches(
                    NAV,
                    () -> {
                      throw new AssertionError("the state was asked");
                    }))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | column 1, at the end: expected a comparison such as mailbox > 100",
        "mailbox | column 8, at the end: expected one of = != < <= > >= ~",
        "mailbox > | column 10, at the end: expected a number, a text, true, false or null",
        "mailbox > 1 name | column 13, at name: expected and, or, or the end",
        "(mailbox > 1 | column 13, at the end: expected and, or, or )",
        "mailbox > many | column 11, at many: mailbox is a number, not many",
        "name = 7 | column 8, at 7: name is a text, not 7",
        "mailbox ~ a* | column 1, at mailbox ~ a*: mailbox is a number and has no pattern",
        "name ~ '' | column 8, at '': ~ takes a pattern such as nav*",
        "state.x ~ 7 | column 11, at 7: ~ takes a pattern such as nav*",
        "name > null | column 8, at null: null is neither more nor less: use = or !=",
        "state.x < true | column 11, at true: true is neither more nor less: use = or !=",
        "name = 'nav | column 8, at 'nav: a quote is not closed",
        "mailbox > 1 && true | column 13, at && true: nothing begins so",
        "mailbox > 1; System.exit(1) | column 12, at ; System.exit(1): nothing begins so",
        "state.a*b = 1 | column 1, at state.a*b = 1: not a path: \"a*b\", at \"*b\"",
        "balance < 0 | column 1, at balance < 0: processes have no balance, but name, pid, node,"
            + " behavior, version, status, mailbox, rate, revision, stateBytes, standby, lag,"
            + " standbyStatus, supervisor, and state.PATH",
      })
  void condition_wrong_isRefusedWithItsColumn(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.parse(text))
        .withMessage(message);
  }

  @Test
  void condition_tooLong_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.parse("(".repeat(1_001)))
        .withMessage("a condition has at most 1000 characters, not 1001");
    assertThatIllegalArgumentException().isThrownBy(() -> Condition.parse("(".repeat(1_000)));
  }
}
