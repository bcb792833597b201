package dev.jumpgate.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM, started as this one was, which is told what to do in lines and answers in lines.
 * What it says before {@code ready} is printed here. It ends when its input does.
 */
public final class OtherJvm implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private OtherJvm(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts it and waits until it is ready. */
  public static OtherJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    var other =
        new OtherJvm(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String line = other.line();
    while (!READY.equals(line)) {
      System.out.println(line);
      line = other.line();
    }
    return other;
  }

  /** To be called by the other one. */
  public static void ready() {
    System.out.println(READY);
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the other node is gone");
    }
    return line;
  }

  /** Tells it something and gives its answer. */
  public String ask(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
    return line();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      kill();
    }
  }
}
