package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a demo ends, it leaves no JVM behind. */
final class DemoEndIT {

  @Test
  void demo_terminated_takesItsNodesWithIt() throws Exception {
    try (var demo = new HeldDemo()) {
      List<ProcessHandle> nodes = demo.nodes();
      assertThat(nodes).hasSize(2).allMatch(ProcessHandle::isAlive);

      demo.process().destroy();

      demo.process().waitFor();
      assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void demo_killed_takesItsNodesWithIt() throws Exception {
    try (var demo = new HeldDemo()) {
      List<ProcessHandle> nodes = demo.nodes();
      assertThat(nodes).hasSize(2).allMatch(ProcessHandle::isAlive);

      demo.process().destroyForcibly();

      HeldDemo.await(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void demo_navDiesWithItsShip_ledgerIsNotClean(@TempDir Path folder) throws Exception {
    Path script = folder.resolve("kill.jsh");
    Files.writeString(script, "killNode(\"ship\");\nThread.sleep(1000);\n");
    try (var launcher = new Launcher()) {
      var result = launcher.run("demo", "--script", script.toString());

      assertThat(result.exit()).isEqualTo(1);
      Outcomes.assertClean(result, "ledger before kill of ship: ");
      assertThat(result.ledger("ledger: "))
          .singleElement()
          .asString()
          .containsPattern("failed [1-9]")
          .contains("lost 0 doubled 0 reordered 0");
      assertThat(result.err()).contains("demo: first failed call: ");
    }
  }

  @Test
  void demo_anotherOneRuns_isRefusedInOneLine() throws Exception {
    try (var demo = new HeldDemo()) {
      var second = demo.launcher().run("demo", "--script", "scripts/failover.jsh");

      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err()).contains("a node named ship runs on this machine already");
      Outcomes.assertDone(demo.end());
    }
  }
}
