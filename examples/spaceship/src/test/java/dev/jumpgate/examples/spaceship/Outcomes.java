package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Launcher.Result;
import java.util.regex.Pattern;

/** What several acceptance tests expect of a demo. */
final class Outcomes {

  private static final Pattern NOISE =
      Pattern.compile("warn|unsafe|deprecat|SLF4J", Pattern.CASE_INSENSITIVE);
  private static final Pattern CLEAN =
      Pattern.compile("calls ([1-9]\\d*) failed 0 lost 0 doubled 0 reordered 0 cut \\d+");

  private Outcomes() {}

  static void assertDone(Result result) {
    assertThat(result.exit())
        .as("exit code; out:%n%s%nerr:%n%s", result.out(), result.err())
        .isZero();
    assertThat(result.err()).doesNotContainPattern(NOISE);
  }

  /** The one ledger line behind {@code prefix} is clean; returns how many calls it counts. */
  static long assertClean(Result result, String prefix) {
    assertThat(result.ledger(prefix)).as(result.out()).hasSize(1);
    String line = result.ledger(prefix).getFirst();
    var match = CLEAN.matcher(line);
    assertThat(match.matches()).as(line).isTrue();
    return Long.parseLong(match.group(1));
  }
}
