package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final Style COLORS = new Style(true, 80, ZoneOffset.UTC);

  @Test
  void nodes_two_areColumnsWithNumbersToTheRight() {
    assertThat(Text.nodes(List.of(Samples.HOME, Samples.SHIP), Style.PLAIN))
        .isEqualTo(
            """
            NAME   ADDRESS           PID   STATE     VERSION   PROCESSES      HEAP      MAX   CPU      UPTIME   GATE
            home   127.0.0.1:5802     77   leaving   0.1.0             0     900 B     1 GB     -        0 ns   -
            ship   127.0.0.1:5801   4242   up        0.1.0             3   12.3 MB   512 MB   3 %   1 h 2 min   /run/jumpgate/ship.sock
            """);
  }

  @Test
  void processes_noneHasAStandby_leaveThoseColumnsOut() {
    assertThat(Text.processes(List.of(Samples.NAV), Style.PLAIN))
        .isEqualTo(
            """
            NAME   PID         NODE   BEHAVIOR     VERSION   STATUS   MAILBOX    RATE   REVISION    STATE
            nav    ship.z.17   ship   Navigation         1   idle           0   412/s       4120   1.2 KB
            """);
  }

  @Test
  void processes_unknownValues_areDashes() {
    assertThat(Text.processes(List.of(Samples.NAV, Samples.RADAR), Style.PLAIN))
        .isEqualTo(
            """
            NAME   PID         NODE   BEHAVIOR     VERSION   STATUS   MAILBOX    RATE   REVISION    STATE   STANDBY        LAG
            nav    ship.z.17   ship   Navigation         1   idle           0   412/s       4120   1.2 KB   -              -
            -      ship.z.4    ship   Radar             12   stuck         17     0/s          9        -   home (async)   4
            """);
  }

  @Test
  void processes_none_areTheHeadings() {
    assertThat(Text.processes(List.of(), Style.PLAIN)).startsWith("NAME   PID").hasLineCount(1);
  }

  @Test
  void processes_onATerminal_colorWhatMatters() {
    assertThat(Text.processes(List.of(Samples.RADAR), COLORS))
        .contains("\033[31mstuck\033[0m")
        .contains("\033[1mNAME\033[0m");
  }

  @Test
  void move_done_isOneLine() {
    assertThat(Text.move(Samples.MOVE, Style.PLAIN))
        .isEqualTo(
            "nav moved from ship to home: epoch 2, 1 round, 1.2 KB, paused 400 us, took 12.3 ms,"
                + " 3 messages forwarded\n");
  }

  @Test
  void move_thatGaveUpAMessage_saysWhereItIsReported() {
    assertThat(Text.move(Samples.FORCED, Style.PLAIN))
        .isEqualTo(
            "nav moved from ship to home: epoch 2, 1 round, 1.2 KB, paused 400 us, took 12.3 ms,"
                + " 3 messages forwarded, gave up its message, see crash ship-4\n");
  }

  @Test
  void event_aboutAProcess_namesIt() {
    assertThat(Text.event(Samples.MOVED, Style.PLAIN))
        .isEqualTo("03:04:05.678  moved        home      nav  from ship to home");
    assertThat(Text.event(Samples.JOINED, Style.PLAIN))
        .isEqualTo("03:04:05.000  joined       ship      home joined");
  }

  @Test
  void event_controlCharacters_areEscaped() {
    var hostile = new Event(Instant.EPOCH, "ship", 1, Event.Kind.CRASHED, "nav", "a\033[2Jb\nc");
    assertThat(Text.event(hostile, Style.PLAIN)).endsWith("a\\u001b[2Jb\\nc");
  }

  @Test
  void error_withAHint_isOneLine() {
    assertThat(Text.error("no process is named navv", "did you mean nav?", Style.PLAIN))
        .isEqualTo("jumpgate: no process is named navv (did you mean nav?)");
    assertThat(Text.error("two\nlines", null, Style.PLAIN)).isEqualTo("jumpgate: two\\nlines");
  }

  @Test
  void value_ofTheFacade_looksAsItsCommandShowsIt() {
    assertThat(Text.value(List.of(Samples.NAV), Style.PLAIN) + "\n")
        .isEqualTo(Text.processes(List.of(Samples.NAV), Style.PLAIN));
    assertThat(Text.value(Samples.SHIP, Style.PLAIN)).startsWith("NAME");
    assertThat(Text.value(List.of(Samples.JOINED, Samples.MOVED), Style.PLAIN)).hasLineCount(2);
    assertThat(Text.value(Samples.MOVE, Style.PLAIN)).startsWith("nav moved");
  }

  @Test
  void value_ofJava_printsItself() {
    assertThat(Text.value(List.of(1, "a"), Style.PLAIN)).isEqualTo("[1, a]");
    assertThat(Text.value(List.of(), Style.PLAIN)).isEqualTo("[]");
    assertThat(Text.value(List.of(Samples.SHIP, 1), Style.PLAIN)).startsWith("[NodeStatus[");
  }

  @Test
  void style_noColorOrDumbOrPipe_isPlain() {
    assertThat(Style.of(Map.of("TERM", "xterm"), true, 100).color()).isTrue();
    assertThat(Style.of(Map.of("NO_COLOR", "1"), true, 100).color()).isFalse();
    assertThat(Style.of(Map.of("TERM", "dumb"), true, 100).color()).isFalse();
    assertThat(Style.of(Map.of(), false, 0))
        .extracting(Style::color, Style::width)
        .containsExactly(false, Style.PLAIN.width());
  }
}
