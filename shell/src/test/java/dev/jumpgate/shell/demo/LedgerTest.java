package dev.jumpgate.shell.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger against a made-up {@code nav} that treats commands as badly as each case says. */
final class LedgerTest {

  private final Ledger ledger = new Ledger();

  @Test
  void line_nothingWrong_isClean() {
    lines(
        "client ship-1 ship",
        "sent ship-1 1",
        "called ship-1 2",
        "answered ship-1 2 2 2 0",
        "sent ship-1 3",
        "sent ship-1 4",
        "called ship-1 5",
        "answered ship-1 5 5 5 0");

    assertLine("calls 2 failed 0 lost 0 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isTrue();
    assertThat(ledger.complaints()).isEmpty();
  }

  @Test
  void line_noLines_isClean() {
    assertLine("calls 0 failed 0 lost 0 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isTrue();
  }

  @Test
  void line_severalClients_areSummedAndKeptApart() {
    lines(
        "client a ship",
        "client b home",
        "called a 1",
        "sent b 1",
        "called b 2",
        "answered b 2 2 2 0",
        "answered a 1 1 1 0",
        "called b 3",
        "answered b 3 2 3 0");

    assertLine("calls 3 failed 0 lost 1 doubled 0 reordered 0 cut 0");
  }

  @Test
  void answer_sendNeverApplied_isLost() {
    lines("client a ship", "sent a 1", "sent a 2", "called a 3", "answered a 3 2 3 0");

    assertLine("calls 1 failed 0 lost 1 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void answer_stateWentBack_losesWhatWasAnsweredBefore() {
    lines(
        "client a ship",
        "called a 1",
        "answered a 1 1 1 0",
        "called a 2",
        "answered a 2 2 2 0",
        "called a 3",
        "answered a 3 1 3 0");

    assertLine("calls 3 failed 0 lost 2 doubled 0 reordered 0 cut 0");
  }

  @Test
  void answer_loss_staysInLaterAnswers() {
    lines("client a ship", "sent a 1", "called a 2", "answered a 2 1 2 0");
    lines("called a 3", "answered a 3 2 3 0", "called a 4", "answered a 4 3 4 0");

    assertLine("calls 3 failed 0 lost 1 doubled 0 reordered 0 cut 0");
  }

  @Test
  void answer_commandAppliedTwice_isDoubled() {
    lines("client a ship", "sent a 1", "called a 2", "answered a 2 3 2 1");

    assertLine("calls 1 failed 0 lost 0 doubled 1 reordered 0 cut 0");
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void answer_callAppliedTwice_showsInTheNextAnswer() {
    lines("client a ship", "called a 1", "answered a 1 1 1 0");
    assertThat(ledger.clean()).isTrue();

    lines("called a 2", "answered a 2 3 2 1");

    assertLine("calls 2 failed 0 lost 0 doubled 1 reordered 0 cut 0");
  }

  @Test
  void answer_commandCameLate_isReordered() {
    lines("client a ship", "sent a 1", "sent a 2", "called a 3", "answered a 3 3 3 1");

    assertLine("calls 1 failed 0 lost 0 doubled 0 reordered 1 cut 0");
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void answer_callOvertookASend_isLostUntilTheSendComes() {
    lines("client a ship", "sent a 1", "called a 2", "answered a 2 1 2 0");
    assertLine("calls 1 failed 0 lost 1 doubled 0 reordered 0 cut 0");

    lines("called a 3", "answered a 3 3 3 1");

    assertLine("calls 2 failed 0 lost 0 doubled 0 reordered 1 cut 0");
  }

  @Test
  void answer_lossAndDoublingHideEachOtherInTheCount_isNotClean() {
    lines("client a ship", "sent a 1", "sent a 2", "called a 3", "answered a 3 3 3 1");

    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void answer_toAnotherCall_isNotClean() {
    lines("client a ship", "called a 1", "answered a 1 1 1 0", "called a 2", "answered a 2 2 1 0");
    lines("called a 3", "answered a 3 3 3 0");

    assertLine("calls 3 failed 0 lost 0 doubled 0 reordered 1 cut 0");
  }

  @Test
  void failed_appliedOrNot_isFailedAndNothingElse() {
    lines("client a ship", "called a 1", "failed a 1 no answer from nav within 5 s");
    lines("client b ship", "called b 1", "failed b 1 no answer from nav within 5 s");
    lines("called a 2", "answered a 2 1 2 0");
    lines("called b 2", "answered b 2 2 2 0");

    assertLine("calls 4 failed 2 lost 0 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isFalse();
    assertThat(ledger.complaints())
        .containsExactly("first failed call: failed a 1 no answer from nav within 5 s");
  }

  @Test
  void failed_moreMissingThanFailed_isLostToo() {
    lines("client a ship", "sent a 1", "sent a 2", "called a 3", "failed a 3 why");
    lines("called a 4", "answered a 4 2 4 0");

    assertLine("calls 2 failed 1 lost 1 doubled 0 reordered 0 cut 0");
  }

  @Test
  void closed_callOpenAndNodeKilled_isCut() {
    lines("client a ship", "called a 1", "answered a 1 1 1 0", "sent a 2", "called a 3");
    ledger.closed("a");
    ledger.killed("ship");

    assertLine("calls 2 failed 0 lost 0 doubled 0 reordered 0 cut 1");
    assertThat(ledger.clean()).isTrue();
  }

  @Test
  void closed_callOpenAndAnotherNodeKilled_isFailed() {
    lines("client a home", "called a 1");
    ledger.killed("ship");
    ledger.closed("a");

    assertLine("calls 1 failed 1 lost 0 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void closed_nothingOpen_isNeitherCutNorFailed() {
    lines("client a ship", "called a 1", "answered a 1 1 1 0", "sent a 2");
    ledger.killed("ship");
    ledger.closed("a");

    assertLine("calls 1 failed 0 lost 0 doubled 0 reordered 0 cut 0");
  }

  @Test
  void killed_lossBeforeTheKill_isStillLost() {
    lines("client a ship", "sent a 1", "called a 2", "answered a 2 1 2 0");
    ledger.killed("ship");
    ledger.closed("a");

    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void killed_sendsOnTheirWay_areUndeliveredAndNotLost() {
    lines("client a home", "called a 1", "answered a 1 1 1 0", "sent a 2", "sent a 3");
    ledger.killed("ship");
    lines("called a 4", "answered a 4 2 4 0");
    assertLine("calls 2 failed 0 lost 0 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isTrue();
    assertThat(ledger.accounts().ofSends()).startsWith("sends 2 undelivered 2 ");
    // Once is once: what is missing later is lost.
    lines("sent a 5", "called a 6", "answered a 6 3 6 0");
    assertLine("calls 3 failed 0 lost 1 doubled 0 reordered 0 cut 0");
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void killed_afterACallIsAnswered_excusesTheSendsBeforeTheNext() {
    lines("client a home", "sent a 1", "called a 2");
    ledger.killed("ship");
    lines("answered a 2 2 2 0", "sent a 3", "called a 4", "answered a 4 3 4 0");
    assertLine("calls 2 failed 0 lost 0 doubled 0 reordered 0 cut 0");
  }

  @Test
  void killed_whatWasAnsweredForOrWasACall_isLostAllTheSame() {
    lines("client a home", "sent a 1", "called a 2", "answered a 2 2 2 0", "sent a 3");
    ledger.killed("ship");
    lines("called a 4", "answered a 4 2 4 0");
    assertLine("calls 2 failed 0 lost 1 doubled 0 reordered 0 cut 0");
    assertThat(ledger.accounts().undelivered()).isEqualTo(1);
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void killed_twiceApplied_isDoubledBesideWhatIsUndelivered() {
    lines("client a home", "sent a 1", "sent a 2");
    ledger.killed("ship");
    lines("called a 3", "answered a 3 2 3 0", "called a 4", "answered a 4 4 4 1");
    assertLine("calls 2 failed 0 lost 0 doubled 1 reordered 0 cut 0");
    assertThat(ledger.clean()).isFalse();
  }

  @Test
  void connected_someClosed_countsThoseOfTheNode() {
    lines("client a ship", "client b home", "client c home");
    ledger.closed("b");

    assertThat(ledger.connected("ship")).isEqualTo(1);
    assertThat(ledger.connected("home")).isEqualTo(1);
  }

  @Test
  void answered_someClients_countsThoseThatHadAnAnswer() {
    lines("client a ship", "client b home", "called a 1", "answered a 1 1 1 0", "called b 1");

    assertThat(ledger.answered()).isEqualTo(1);
  }

  @Test
  void line_nonsense_spoilsTheLedger() {
    for (String nonsense :
        List.of(
            "",
            "sent",
            "sent a",
            "sent nobody 1",
            "sent a one",
            "sent a 3",
            "whispered a 2",
            "answered a 1 1 1 0",
            "client a ship",
            "called a 1")) {
      var spoiled = new Ledger();
      spoiled.line("client a ship");
      spoiled.line("sent a 1");

      assertThatThrownBy(() -> spoiled.line(nonsense))
          .as(nonsense)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not a line of this ledger: " + nonsense);
      assertThat(spoiled.clean()).as(nonsense).isFalse();
      assertThat(spoiled.complaints()).as(nonsense).hasSize(1);
    }
  }

  @Test
  void line_answerThatFitsNoOpenCall_spoilsTheLedger() {
    for (String nonsense :
        List.of(
            "answered a 2 1 1 0", "answered a 1 1 1", "answered a 1", "sent a 2", "failed a 2 x")) {
      var spoiled = new Ledger();
      spoiled.line("client a ship");
      spoiled.line("called a 1");

      assertThatThrownBy(() -> spoiled.line(nonsense)).as(nonsense).isNotNull();
      assertThat(spoiled.clean()).as(nonsense).isFalse();
    }
  }

  /** Every single fault in a long exchange, wherever it strikes, makes the ledger unclean. */
  @Test
  void line_anySingleFaultAnywhere_isNotClean() {
    int commands = 30;
    for (int at = 1; at < commands; at++) {
      assertThat(played(commands, order(commands)).clean()).isTrue();
      assertThat(played(commands, without(order(commands), at)).clean())
          .as("lost %d", at)
          .isFalse();
      for (int later = at; later < commands; later++) {
        assertThat(played(commands, twice(order(commands), at, later)).clean())
            .as("doubled %d after %d", at, later)
            .isFalse();
      }
      assertThat(played(commands, swapped(order(commands), at)).clean())
          .as("reordered %d", at)
          .isFalse();
    }
  }

  /** All sends but the last, a call, which is answered with what such a {@code nav} would keep. */
  private static Ledger played(int commands, List<Long> arrivals) {
    var played = new Ledger();
    played.line("client a ship");
    for (int number = 1; number < commands; number++) {
      played.line("sent a " + number);
    }
    played.line("called a " + commands);
    long last = 0;
    long disorder = 0;
    for (long number : arrivals) {
      disorder += number > last ? 0 : 1;
      last = Math.max(last, number);
    }
    played.line("answered a %d %d %d %d".formatted(commands, arrivals.size(), last, disorder));
    return played;
  }

  private static List<Long> order(int commands) {
    List<Long> numbers = new ArrayList<>();
    for (long number = 1; number <= commands; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private static List<Long> without(List<Long> numbers, int number) {
    numbers.remove(number - 1);
    return numbers;
  }

  private static List<Long> twice(List<Long> numbers, int number, int after) {
    numbers.add(after, (long) number);
    return numbers;
  }

  private static List<Long> swapped(List<Long> numbers, int number) {
    Collections.swap(numbers, number - 1, number);
    return numbers;
  }

  private void lines(String... lines) {
    List.of(lines).forEach(ledger::line);
  }

  private void assertLine(String line) {
    assertThat(ledger.accounts()).hasToString(line);
  }
}
