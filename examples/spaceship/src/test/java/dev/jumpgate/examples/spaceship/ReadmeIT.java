package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code sh} block of the README, run as it stands. */
final class ReadmeIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  // Runs this very test: it has come this far, so it works.
  private static final String OURSELVES = "mvn verify";

  private static List<String> blocks() throws IOException {
    String readme = Files.readString(Launcher.root().resolve("README.md"));
    return BLOCK.matcher(readme).results().map((MatchResult match) -> match.group(1)).toList();
  }

  static List<String> otherBlocks() throws IOException {
    return blocks().stream().filter(block -> !block.strip().equals(OURSELVES)).toList();
  }

  @Test
  void readme_setUp_isTwoCommands() throws IOException {
    assertThat(blocks()).startsWith("scripts/jumpgate demo\n", OURSELVES + "\n");
  }

  @ParameterizedTest
  @MethodSource("otherBlocks")
  void block_runFromTheRoot_works(String block) throws Exception {
    try (var launcher = new Launcher()) {
      var result = launcher.shell(block);

      assertThat(result.exit()).as("%s%n%s", result.out(), result.err()).isZero();
    }
  }
}
