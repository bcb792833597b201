package dev.jumpgate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link NodeOnALine} as its tester sees it: what it is told, what it answers, what is done to
 * it.
 */
final class ChildNode implements AutoCloseable {

  private static final List<String> INHERITED =
      List.of(
          "--add-exports",
          "--add-opens",
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access");

  private static final Set<String> STARTED = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Process process;
  private final Map<String, CompletableFuture<String>> open = new ConcurrentHashMap<>();
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final AtomicLong ids = new AtomicLong();

  private ChildNode(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts the JVM and returns at once.
   *
   * @param before what goes before {@code java} on its command line
   * @param arguments those of {@link NodeOnALine}, without the name
   */
  static ChildNode start(String name, List<String> before, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> INHERITED.stream().anyMatch(flag::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.add("-Dlog4j2.configurationFile=log4j2-child.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NodeOnALine.class.getName(), name));
    command.addAll(arguments);
    File log = Path.of("target", "child-" + name + ".log").toFile();
    // One that is started again goes on in its log.
    Redirect place = STARTED.add(name) ? Redirect.to(log) : Redirect.appendTo(log);
    Process process = new ProcessBuilder(command).redirectError(place).start();
    var child = new ChildNode(name, process);
    child.open.put("0", child.address);
    // Not a virtual one: a read of a pipe keeps its carrier, and the node in this JVM needs those.
    Thread.ofPlatform().daemon().name("child-" + name).start(child::listen);
    return child;
  }

  private void listen() {
    try (var answers = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = answers.readLine()) != null; ) {
        int space = line.indexOf(' ');
        var asked = open.remove(line.substring(0, space));
        if (asked != null) {
          asked.complete(line.substring(space + 1));
        }
      }
    } catch (IOException e) {
      // As good as the end.
    }
    open.values().forEach(asked -> asked.complete("ended"));
  }

  String name() {
    return name;
  }

  /** Where members reach it, once it is up. */
  String address() {
    String answer = address.join();
    if (!answer.startsWith("ok ")) {
      throw new IllegalStateException(name + " did not start: see target/child-" + name + ".log");
    }
    return answer.substring(3);
  }

  /** True once it is up; false where it did not start. */
  boolean isUp() {
    return address.join().startsWith("ok ");
  }

  /** Tells it something without waiting for its answer. */
  CompletableFuture<String> tell(String command) {
    var answer = new CompletableFuture<String>();
    String id = String.valueOf(ids.incrementAndGet());
    open.put(id, answer);
    try {
      synchronized (process) {
        process
            .getOutputStream()
            .write((id + " " + command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not listen", e);
    }
    return answer;
  }

  /** {@code ok WHAT}, or the name of an exception and its message. */
  String ask(String command) {
    return tell(command).join();
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Tells it to end, as {@code kill} does, and waits until it has. */
  void terminate() throws IOException, InterruptedException {
    // Not by Process.destroy, which closes its input too.
    signal("TERM");
    process.onExit().join();
  }

  /** Stops it where it is, as {@code kill -STOP} does. */
  void halt() throws IOException, InterruptedException {
    signal("STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + signal + " says " + status);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
