package dev.jumpgate.benchmarks.remote;

import static dev.jumpgate.benchmarks.local.Figures.print;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run: a node in this JVM, another in a JVM of its own, and what goes between them. */
public final class Remote {

  static final int SERVERS = 100;

  private static final String FAR = "far-" + ProcessHandle.current().pid();

  private Remote() {}

  /** Without arguments drives; {@code serve NAME SEED} is the other node. */
  public static void main(String[] args) throws Exception {
    if (args.length == 3 && args[0].equals("serve")) {
      serve(args[1], args[2]);
    } else {
      drive();
    }
  }

  private static void serve(String name, String seed) throws IOException {
    long start = System.nanoTime();
    try (Node node = Node.start(NodeConfig.named(name).join(List.of(seed)))) {
      print("cluster.join", (System.nanoTime() - start) / 1e6, "ms");
      print("cluster.second_jvm_start_to_up", sinceStart(), "ms");
      node.spawn("cell", Cell.class, Cell.State.small(0));
      for (int i = 0; i < SERVERS; i++) {
        node.spawn("cell-" + i, Cell.class, Cell.State.small(i));
      }
      System.out.println("ready");
      int _ = System.in.read();
    }
  }

  private static void drive() throws Exception {
    long start = System.nanoTime();
    try (Node node = Node.start(NodeConfig.named("near-" + ProcessHandle.current().pid()))) {
      print("boot.node_start", (System.nanoTime() - start) / 1e6, "ms");
      print("boot.jvm_start_to_node_up", sinceStart(), "ms");
      Process other = other(node.address());
      try (var out = other.inputReader(StandardCharsets.UTF_8)) {
        printUntilReady(out);
        new Traffic(node).run();
      } finally {
        other.getOutputStream().close();
        if (!other.waitFor(10, TimeUnit.SECONDS)) {
          other.destroyForcibly().waitFor();
        }
      }
    }
  }

  private static void printUntilReady(BufferedReader out) throws IOException {
    String line = out.readLine();
    while (!"ready".equals(line)) {
      if (line == null) {
        throw new IOException("the other node did not start");
      }
      System.out.println(line);
      line = out.readLine();
    }
  }

  private static double sinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private static Process other(String seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), Remote.class.getName(), "serve", FAR, seed));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
