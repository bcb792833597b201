package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code scripts/jumpgate} of this repository, run as a user would, with gates and logs of its own.
 *
 * <p>Its folder is in the temporary folder and short, because a socket's path is.
 */
final class Launcher implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path root = root();
  private final Path folder;
  private final Map<String, String> environment;
  private final List<Process> started = new ArrayList<>();
  private int runs;

  Launcher() throws IOException {
    folder = Files.createTempDirectory("jg");
    Path runtime = Files.createDirectory(folder.resolve("r"));
    // Maven has packaged everything before it runs these tests; a build inside of it would collide.
    environment =
        Map.of(
            "XDG_RUNTIME_DIR", runtime.toString(),
            "JUMPGATE_HOME", folder.resolve("h").toString(),
            "JUMPGATE_NO_BUILD", "1");
  }

  /** What came of one run. */
  record Result(int exit, String out, String err) {

    /** The ledger lines, each from {@code calls} on. */
    List<String> ledger(String prefix) {
      return out.lines()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .toList();
    }
  }

  /** A run that goes on. */
  record Running(Process process, Path out, Path err) {

    Result await() throws InterruptedException {
      boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroy();
      }
      var result = new Result(ended ? process.exitValue() : -1, saidOut(), saidErr());
      assertThat(ended)
          .as("it ended in time; out:%n%s%nerr:%n%s", result.out(), result.err())
          .isTrue();
      return result;
    }

    String saidOut() {
      return text(out);
    }

    String saidErr() {
      return text(err);
    }

    private static String text(Path file) {
      try {
        return Files.exists(file) ? Files.readString(file) : "";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).await();
  }

  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("scripts/jumpgate").toString());
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** Runs lines of shell from the root of the repository. */
  Result shell(String lines) throws IOException, InterruptedException {
    return start(List.of("sh", "-e", "-c", lines)).await();
  }

  /** Runs on a terminal, in black and white. */
  Pty onTerminal(String arguments) throws IOException {
    var builder = new ProcessBuilder();
    builder.environment().remove("JUMPGATE_CONNECT");
    builder.environment().putAll(environment);
    builder.environment().putAll(Map.of("TERM", "xterm-256color", "NO_COLOR", "1"));
    return new Pty("scripts/jumpgate " + arguments, builder);
  }

  private Running start(List<String> command) throws IOException {
    runs++;
    Path out = folder.resolve("out" + runs);
    Path err = folder.resolve("err" + runs);
    var builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().remove("JUMPGATE_CONNECT");
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    started.add(process);
    return new Running(process, out, err);
  }

  /** The repository's root: the folder above this module that has the launcher. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, Objects::nonNull, Path::getParent)
        .filter(folder -> Files.isExecutable(folder.resolve("scripts/jumpgate")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no scripts/jumpgate above " + here));
  }

  @Override
  public void close() throws IOException {
    started.forEach(Launcher::end);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void end(Process process) {
    process.destroy();
    Process ended = process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    ended.destroyForcibly();
    ended.onExit().join();
  }
}
