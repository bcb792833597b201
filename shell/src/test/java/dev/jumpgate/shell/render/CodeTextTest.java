package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.UpgradeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodeTextTest {

  @Test
  void bundles_someRunAndSomeDoNot_areATable() {
    var idle = new BundleStatus("app", 11, "0f", Instant.EPOCH, 1, 900, Map.of());
    assertThat(CodeText.bundles(List.of(idle, Samples.BUNDLE), Style.PLAIN))
        .isEqualTo(
            """
            BUNDLE      VERSION   HASH   PUSHED                CLASSES      SIZE   PROCESSES
            app              11   0f     1970-01-01 00:00:00         1     900 B   -
            spaceship         2   cafe   2026-01-02 03:04:05        28   73.2 KB   1 on home, 2 on ship
            """);
  }

  @Test
  void push_oneDoesNotFit_saysWhereAndWhy() {
    assertThat(CodeText.push(Samples.PUSH, Style.PLAIN))
        .isEqualTo(
            """
            spaceship@2 pushed: 28 classes, cafe; nothing runs it before an upgrade
            NAME     NODE   FITS   PATH         REASON
            nav      ship   yes    -            -
            engine   ship   no     State.fuel   not a long
            """);
  }

  @Test
  void push_behaviorsThatCannotRun_areALineEach() {
    var push =
        new PushResult(
            "app",
            2,
            "0f",
            false,
            3,
            List.of(
                new PushResult.Refusal("a.Log", "State.last", "java.util.Date is mutable"),
                new PushResult.Refusal("a.Log", "", "a.Log has no constructor")),
            List.of());
    assertThat(CodeText.push(push, Style.PLAIN))
        .isEqualTo(
            """
            app@2 pushed: 3 classes, 0f; nothing runs it before an upgrade
            a.Log cannot run: State.last: java.util.Date is mutable
            a.Log cannot run: a.Log has no constructor
            """);
  }

  @Test
  void push_theSameAgain_saysSo() {
    var again = new PushResult("app", 1, "0f", true, 1, List.of(), List.of());
    assertThat(CodeText.push(again, Style.PLAIN))
        .isEqualTo("app@1 was there already: 1 class, 0f; nothing runs it before an upgrade\n");
  }

  @Test
  void upgrade_oneStaysBehind_saysWhereAndWhy() {
    assertThat(CodeText.upgrade(Samples.HALF_UPGRADE, false, Style.PLAIN))
        .isEqualTo(
            """
            nav, radar run spaceship@2: paused 1.5 ms at most, took 4.2 ms
            1 process stays as it was, serving:
            NAME     PATH         REASON
            engine   State.fuel   not a long
            """);
  }

  @Test
  void upgrade_allStayBehind_saysSo() {
    var upgrade =
        new UpgradeResult(
            "nav", "app@9", List.of(), Samples.HALF_UPGRADE.failed(), Duration.ZERO, Duration.ZERO);
    assertThat(CodeText.upgrade(upgrade, false, Style.PLAIN))
        .startsWith("no process went to app@9\n1 process stays as it was, serving:\n");
  }

  @Test
  void upgrade_dryRun_isAboutWhatWouldBe() {
    assertThat(CodeText.upgrade(Samples.HALF_UPGRADE, true, Style.PLAIN))
        .startsWith("nav, radar would go to spaceship@2\n1 process would stay behind:\n");
  }

  @Test
  void upgrade_many_areNotAllNamed() {
    List<String> names = IntStream.rangeClosed(1, 7).mapToObj(i -> "p" + i).toList();
    var upgrade = new UpgradeResult("p*", "app@2", names, List.of(), Duration.ZERO, Duration.ZERO);
    assertThat(CodeText.upgrade(upgrade, true, Style.PLAIN))
        .isEqualTo("p1, p2, p3, p4, p5 and 2 more would go to app@2\n");
  }

  @Test
  void value_ofTheFacade_looksAsItsCommandShowsIt() {
    assertThat(Text.value(List.of(Samples.BUNDLE), Style.PLAIN)).startsWith("BUNDLE");
    assertThat(Text.value(Samples.PUSH, Style.PLAIN)).startsWith("spaceship@2 pushed");
    assertThat(Text.value(Samples.UPGRADE, Style.PLAIN)).startsWith("nav runs spaceship@2");
  }
}
