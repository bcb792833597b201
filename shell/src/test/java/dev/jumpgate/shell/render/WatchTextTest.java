package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.History;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.StateDiff;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTextTest {

  private static final Style NARROW = new Style(false, 80, ZoneOffset.UTC);

  @Test
  void crashes_atEightyColumns_fit() {
    assertThat(
            WatchText.crashes(List.of(WatchSamples.CRASHED, WatchSamples.NAMELESS_CRASHED), NARROW))
        .isEqualTo(
            """
            ID       TIME             PROCESS    HANDLING               ERROR
            ship-3   01-02 03:04:05   nav        Thrust[dx=1.5, dy...   IllegalStateExcep...
            home-1   01-02 03:04:05   home.z.4   start                  ArithmeticExcepti...
            """);
  }

  @Test
  void deadLetters_atEightyColumns_fit() {
    assertThat(
            WatchText.deadLetters(
                List.of(WatchSamples.LETTER, WatchSamples.UNSHOWN_LETTER), NARROW))
        .isEqualTo(
            """
            ID        TIME             PROCESS   REASON    AGAIN   MESSAGE
            ship-12   01-02 03:04:05   nav       crashed   2x      Thrust[dx=1.5, dy=-2.0]
            home-7    01-02 03:04:05   radar     ended     -       the process was over
            """);
  }

  @Test
  void loads_atEightyColumns_leaveOutWhatIsSpare() {
    assertThat(WatchText.loads(List.of(WatchSamples.BUSY, WatchSamples.LAZY), NARROW))
        .isEqualTo(
            """
            NAME       NODE   STATUS     RATE     MEAN      P99   MAILBOX    STATE
            nav        ship   running   412/s   1.5 us   2.3 ms         3   1.2 KB
            ship.z.4   ship   stuck       0/s        -        -       900        -
            """);
    assertThat(WatchText.loads(List.of(WatchSamples.BUSY), Style.PLAIN))
        .contains("BEHAVIOR")
        .contains("MESSAGES");
  }

  @Test
  void history_kept_isALineForEachRevision() {
    assertThat(WatchText.history(WatchSamples.HISTORY, NARROW))
        .isEqualTo(
            """
            nav  on ship: history on
            REVISION   TIME           VERSION    STATE   AFTER
                4119   -                    2        -   start
                4120   03:04:05.678         2   1.2 KB   Thrust[dx=1.5, dy=-2.0]
            """);
    assertThat(
            WatchText.history(
                new History(null, Samples.PID, "ship", false, List.of()), Style.PLAIN))
        .isEqualTo("ship.z.17  on ship: history off\n");
  }

  @Test
  void diff_ofRevisions_namesThem() {
    assertThat(
            WatchText.diff(
                new StateDiff(
                    "nav",
                    4_119,
                    4_120,
                    List.of(new Diff.Changed<>("x", Tree.of(1L), Tree.of(2L)))),
                Style.PLAIN))
        .isEqualTo("nav  revision 4119 -> 4120\n~ x  1 -> 2\n");
    assertThat(WatchText.diff(new StateDiff("nav", 1, 2, List.of()), Style.PLAIN))
        .isEqualTo("nav: nothing changed from revision 1 to 2\n");
  }

  @Test
  void steering_done_isOneLineThatSaysWhatHappened() {
    assertThat(WatchText.suspended(Samples.RADAR, Style.PLAIN))
        .isEqualTo(
            "ship.z.4 on ship will stand still behind the message in hand: 17 messages waiting\n");
    assertThat(WatchText.suspended(WatchSamples.SUSPENDED, Style.PLAIN))
        .isEqualTo("nav on ship is suspended: 1 message waiting\n");
    assertThat(WatchText.resumed(Samples.NAV, Style.PLAIN))
        .isEqualTo("nav on ship goes on: no message waiting\n");
    assertThat(WatchText.restarted(Samples.NAV, Style.PLAIN))
        .isEqualTo("nav on ship starts again with its last state: no message waiting\n");
    assertThat(WatchText.stopped(WatchSamples.STOPPED, Style.PLAIN))
        .isEqualTo("nav ended on ship in good order: took 1.2 ms\n");
    assertThat(WatchText.stopped(WatchSamples.KILLED, Style.PLAIN))
        .isEqualTo(
            "nav was killed within a message on ship, its handler abandoned: took 1.2 ms; crash"
                + " ship-4 tells where\n");
    assertThat(WatchText.redelivered(new RedeliverResult("ship-12", "nav"), Style.PLAIN))
        .isEqualTo("ship-12 sent to nav again\n");
  }

  @Test
  void step_handled_isALineCutToTheWidth() {
    assertThat(WatchText.step(WatchSamples.HANDLED, NARROW))
        .isEqualTo("03:04:05.678   12.3 us   1 effect  4119>4120  Thrust[dx=1.5, dy=-2.0]");
    assertThat(
            WatchText.step(
                new TraceStep.Handled(
                    Instant.EPOCH, "x".repeat(90), null, 7, 7, Duration.ofMillis(2), 0, "crashed"),
                NARROW))
        .startsWith("00:00:00.000      2 ms  0 effects  7          crashed  xxxx")
        .endsWith("x...")
        .hasSize(80);
    assertThat(WatchText.step(new TraceStep.Dropped(1), NARROW))
        .isEqualTo("... 1 message not shown: more than the rate allows");
    assertThat(WatchText.step(new TraceStep.Over("a\nb"), NARROW))
        .isEqualTo("the trace is over: a\\nb");
  }

  @Test
  void value_ofTheFacade_isShownAsItsCommandShowsIt() {
    assertThat(Text.value(WatchSamples.HISTORY, NARROW))
        .isEqualTo(WatchText.history(WatchSamples.HISTORY, NARROW).stripTrailing());
    assertThat(Text.value(List.of(WatchSamples.CRASHED), NARROW))
        .isEqualTo(WatchText.crashes(List.of(WatchSamples.CRASHED), NARROW).stripTrailing());
    assertThat(Text.value(List.of(WatchSamples.HANDLED, WatchSamples.HANDLED), NARROW))
        .isEqualTo((WatchText.step(WatchSamples.HANDLED, NARROW) + "\n").repeat(2).stripTrailing());
    assertThat(Text.value(WatchSamples.CRASH, NARROW)).startsWith("ship-3  nav");
    assertThat(Text.value(List.of(WatchSamples.KILLED), NARROW))
        .as("what has no table prints itself")
        .startsWith("[StopResult[");
    assertThat(Text.value(List.of(), NARROW)).isEqualTo("[]");
  }
}
