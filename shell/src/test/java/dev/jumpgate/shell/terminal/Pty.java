package dev.jumpgate.shell.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on a pseudo-terminal of 30 lines and 100 columns, and the person in front of it. */
final class Pty implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final OutputStream keyboard;
  // Guarded by itself: what was shown and not yet awaited.
  private final StringBuilder screen = new StringBuilder();
  // Guarded by the screen: true once nothing more will be shown.
  private boolean dark;

  /** Starts {@code main} of the tests' class path in a JVM of its own. */
  static Pty java(Class<?> main, Map<String, String> environment) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    return new Pty("stty rows 30 cols 100; exec '" + String.join("' '", words) + "'", environment);
  }

  private Pty(String command, Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder("script", "-qfec", command, "/dev/null");
    builder.redirectErrorStream(true).environment().putAll(environment);
    process = builder.start();
    keyboard = process.getOutputStream();
    Thread.ofPlatform().daemon().name("screen").start(this::watch);
  }

  private void watch() {
    var part = new char[4096];
    try (Reader shown = process.inputReader(StandardCharsets.UTF_8)) {
      for (int length = shown.read(part); length >= 0; length = shown.read(part)) {
        synchronized (screen) {
          screen.append(part, 0, length);
          screen.notifyAll();
        }
      }
    } catch (IOException e) {
      synchronized (screen) {
        screen.append("[").append(e).append("]");
      }
    }
    synchronized (screen) {
      dark = true;
      screen.notifyAll();
    }
  }

  /** Types keys, as in {@code "1+1\r"}. */
  void type(String keys) throws IOException {
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /** Waits until {@code text} is shown, and forgets all up to there. */
  void await(String text) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (screen) {
      while (screen.indexOf(text) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || dark) {
          throw new AssertionError("no <" + text + "> on the screen, but <" + screen + ">");
        }
        screen.wait(Math.min(left, 100));
      }
      screen.delete(0, screen.indexOf(text) + text.length());
    }
  }

  /** Waits for the end; what was shown since the last awaited text. */
  String rest() throws InterruptedException {
    exitCode();
    synchronized (screen) {
      while (!dark) {
        screen.wait();
      }
      return screen.toString();
    }
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("it does not end; on the screen: <" + screen + ">");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
