package dev.jumpgate.examples.spaceship;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A program on a pseudo-terminal of 30 lines and 100 columns, and the person in front of it. It
 * answers what programs ask of terminals: what it is, and where its cursor is.
 */
final class Pty implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private static final String WHAT_ARE_YOU = "\033[c";
  private static final String WHERE_IS_THE_CURSOR = "\033[6n";

  private final Process process;
  private final OutputStream keyboard;
  // Guarded by itself: what was shown and not yet awaited.
  private final StringBuilder screen = new StringBuilder();
  // Guarded by the screen: true once nothing more will be shown.
  private boolean dark;

  /** Starts a command of the system's shell. */
  Pty(String command, ProcessBuilder builder) throws IOException {
    builder.command("script", "-qfec", "stty rows 30 cols 100; exec " + command, "/dev/null");
    builder.redirectErrorStream(true).directory(new File(Launcher.root().toString()));
    process = builder.start();
    keyboard = process.getOutputStream();
    Thread.ofPlatform().daemon().name("screen").start(this::watch);
  }

  private void watch() {
    var part = new char[4096];
    // Of a question that the last part ended in.
    String tail = "";
    try (Reader shown = process.inputReader(StandardCharsets.UTF_8)) {
      for (int length = shown.read(part); length >= 0; length = shown.read(part)) {
        String text = new String(part, 0, length);
        synchronized (screen) {
          screen.append(text);
          screen.notifyAll();
        }
        tail = answer(tail + text);
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

  private String answer(String text) throws IOException {
    String rest = text;
    int asked = rest.indexOf('\033');
    while (asked >= 0) {
      rest = rest.substring(asked);
      if (rest.startsWith(WHAT_ARE_YOU)) {
        type("\033[?1;2c");
      } else if (rest.startsWith(WHERE_IS_THE_CURSOR)) {
        type("\033[1;1R");
      } else if (WHERE_IS_THE_CURSOR.startsWith(rest) || WHAT_ARE_YOU.startsWith(rest)) {
        return rest;
      }
      asked = rest.indexOf('\033', 1);
    }
    return "";
  }

  /** Types keys, as in {@code "1+1\r"}. */
  void type(String keys) throws IOException {
    synchronized (keyboard) {
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    }
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

  /** Waits for the end; the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("it does not end; on the screen: <" + screen + ">");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
