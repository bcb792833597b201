package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.examples.spaceship.Launcher.Result;
import dev.jumpgate.examples.spaceship.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A demo whose script does nothing until it is released. */
final class HeldDemo implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Launcher launcher = new Launcher();
  private final Path folder = Files.createTempDirectory("jg-held");
  private final Path release = folder.resolve("release");
  private final Running demo;

  HeldDemo() throws IOException {
    Path script = folder.resolve("hold.jsh");
    Files.writeString(
        script,
        """
        IO.println("held");
        await(java.time.Duration.ofMinutes(2),
            () -> java.nio.file.Files.exists(java.nio.file.Path.of("%s")));
        """
            .formatted(release));
    demo = launcher.start("demo", "--script", script.toString());
    await(() -> !demo.process().isAlive() || demo.saidOut().contains("held"));
    assertThat(demo.process().isAlive()).as("demo is up: %s", demo.saidErr()).isTrue();
  }

  Launcher launcher() {
    return launcher;
  }

  /** The demo's own JVM: the launcher has become it. */
  Process process() {
    return demo.process();
  }

  /** The JVMs of its nodes. */
  List<ProcessHandle> nodes() throws IOException, InterruptedException {
    JsonNode nodes = json("nodes", "--json");
    return nodes
        .valueStream()
        .map(node -> ProcessHandle.of(node.get("pid").asLong()).orElseThrow())
        .toList();
  }

  /** Runs a command from outside and reads the one document that it prints. */
  JsonNode json(String... command) throws IOException, InterruptedException {
    Result result = launcher.run(command);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    return JsonMapper.shared().readTree(result.out());
  }

  /** Lets the script end and waits for the demo's own end. */
  Result end() throws IOException, InterruptedException {
    Files.createFile(release);
    return demo.await();
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    launcher.close();
    Files.deleteIfExists(release);
    Files.deleteIfExists(folder.resolve("hold.jsh"));
    Files.delete(folder);
  }
}
