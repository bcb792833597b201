package dev.jumpgate.benchmarks.remote;

import static dev.jumpgate.benchmarks.local.Figures.print;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.benchmarks.OtherJvm;
import dev.jumpgate.benchmarks.local.Counter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** One run: a node in this JVM, another in a JVM of its own, and what goes between them. */
public final class Remote {

  static final int SERVERS = 100;

  private static final long RUN = ProcessHandle.current().pid();
  private static final String NEAR = "near-" + RUN;
  private static final String FAR = "far-" + RUN;
  static final String THIRD = "third-" + RUN;

  private Remote() {}

  /**
   * Drives, over TLS or with {@code --plain} in the clear; {@code serve NAME SEED KEYS} is the other
   * node.
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 4 && args[0].equals("serve")) {
      serve(args[1], args[2], Keys.of(args[3]));
      return;
    }
    boolean plain = List.of(args).contains("--plain");
    Keys keys = plain ? Keys.clear() : Keys.make(List.of(NEAR, FAR, THIRD));
    try {
      drive(keys);
    } finally {
      keys.delete();
    }
  }

  private static void serve(String name, String seed, Keys keys) throws IOException {
    long start = System.nanoTime();
    try (Node node = Node.start(keys.with(NodeConfig.named(name).join(List.of(seed))))) {
      print("cluster.join", (System.nanoTime() - start) / 1e6, "ms");
      print("cluster.second_jvm_start_to_up", sinceStart(), "ms");
      node.spawn("cell", Counter.class, Counter.State.small(0));
      for (int i = 0; i < SERVERS; i++) {
        node.spawn("cell-" + i, Counter.class, Counter.State.small(i));
      }
      OtherJvm.ready();
      int _ = System.in.read();
    }
  }

  private static void drive(Keys keys) throws Exception {
    long start = System.nanoTime();
    try (Node node = Node.start(keys.with(NodeConfig.named(NEAR)))) {
      print("boot.node_start", (System.nanoTime() - start) / 1e6, "ms");
      print("boot.jvm_start_to_node_up", sinceStart(), "ms");
      try (OtherJvm _ =
          OtherJvm.start(Remote.class, "serve", FAR, node.address(), keys.argument())) {
        new Traffic(node, keys).run();
      }
    }
  }

  private static double sinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }
}
