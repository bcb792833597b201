package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that is stuck in a handler, as seen from two nodes that were started by hand. */
final class StuckIT {

  private static final String PACKAGE = "dev.jumpgate.examples.spaceship.";

  @TempDir private Path folder;

  @Test
  void inspect_navIsStuck_showsItsStateAndWhereItIs() throws Exception {
    try (var launcher = new Launcher()) {
      Path jar = Launcher.root().resolve("examples/spaceship/target/spaceship.jar");
      up(launcher.start("node", "ship", "--app", jar.toString(), "--main", PACKAGE + "Spaceship"));
      up(launcher.start("node", "prod", "--app", prodder().toString(), "--main", PACKAGE + "Prod"));

      HeldDemo.await(() -> about(launcher, "prod").get("handling").isString());

      for (String gate : new String[] {"ship", "prod"}) {
        JsonNode about = about(launcher, gate);
        assertThat(about.get("handling").asString()).contains("Hold");
        assertThat(about.get("stack").toString()).contains("Navigation.hold");
        assertThat(about.get("state").get("chart").get("home").get("x").asDouble()).isZero();
      }
      assertThat(launcher.run("inspect", "nav", "fuel").out()).startsWith("100000");
    }
  }

  private static void up(Running node) {
    HeldDemo.await(() -> !node.process().isAlive() || node.saidOut().contains("member"));
    assertThat(node.process().isAlive()).as(node.saidErr()).isTrue();
  }

  private static JsonNode about(Launcher launcher, String gate) {
    try {
      var result = launcher.run("--connect", gate, "inspect", "nav", "--about", "--json");
      assertThat(result.exit()).as(result.err()).isZero();
      return JsonMapper.shared().readTree(result.out());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The spaceship's classes and, beside them, the one that holds its {@code nav}. */
  private Path prodder() throws IOException {
    Path module = Launcher.root().resolve("examples/spaceship/target");
    Path classes = module.resolve("classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, folder.resolve(classes.relativize(file).toString()));
      }
    }
    String prod = (PACKAGE + "Prod").replace('.', '/') + ".class";
    copy(module.resolve("test-classes").resolve(prod), folder.resolve(prod));
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }
}
