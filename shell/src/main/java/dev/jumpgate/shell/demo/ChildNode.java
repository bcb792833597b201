package dev.jumpgate.shell.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One node of the demo, in a JVM of its own on a {@link Leash}. */
final class ChildNode {

  // What 128 + signal says of a process that a signal ended.
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  private static final List<String> INHERITED =
      List.of(
          "--add-exports",
          "--add-opens",
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access",
          "-XX:TieredStopAtLevel",
          "-XX:+UseSerialGC");

  private final String name;
  private final int port;
  private final Process process;
  private final Path output;

  private ChildNode(String name, int port, Process process, Path output) {
    this.name = name;
    this.port = port;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the JVM and returns at once.
   *
   * @param arguments what follows {@code jumpgate node NAME}
   * @param properties system properties, each {@code name=value}
   * @param output takes what it prints
   */
  static ChildNode start(
      String name, int port, List<String> arguments, List<String> properties, Path output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(inheritedFlags());
    int carriers = 2 * Runtime.getRuntime().availableProcessors();
    command.add("-Djdk.virtualThreadScheduler.parallelism=" + carriers);
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
    properties.forEach(property -> command.add("-D" + property));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Leash.class.getName(), "dev.jumpgate.shell.Shell", "node", name));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(arguments);
    // Standard input stays a pipe: the leash.
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    return new ChildNode(name, port, process, output);
  }

  /** What opens the JDK to the node, and what starts it quickly: it lives as long as the demo. */
  private static List<String> inheritedFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> INHERITED.stream().anyMatch(flag::startsWith))
        .toList();
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Runs {@code action} when the process was ended by {@code kill -9}, whoever sent it. */
  void onKilled(Runnable action) {
    var _ =
        process
            .onExit()
            .thenAccept(ended -> {
              if (ended.exitValue() == KILLED) {
                action.run();
              }
            });
  }

  /** Asks it to shut down in good order. */
  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  boolean awaitExit(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** True where it ended as it should: on request, or by a kill. */
  boolean endedWell() {
    int code = process.exitValue();
    return code == 0 || code == TERMINATED || code == KILLED;
  }

  /** One line for an operator about a JVM that has ended. */
  String obituary() {
    String last = lastLine();
    return "node %s ended with exit code %d%s"
        .formatted(name, process.exitValue(), last.isEmpty() ? "" : ": " + last);
  }

  private String lastLine() {
    try (var lines = Files.lines(output)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
    } catch (IOException e) {
      return "";
    }
  }
}
