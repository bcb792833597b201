package dev.jumpgate.benchmarks.local;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;

/** One JVM's run of the sections that are named: {@code call memory inspect}. */
public final class Local {

  private Local() {}

  public static void main(String[] sections) throws Exception {
    String name = "bench-" + ProcessHandle.current().pid();
    try (Node node = Node.start(NodeConfig.named(name))) {
      for (String section : sections) {
        switch (section) {
          case "memory" -> new Memory(node).run();
          case "call" -> new Calls(node).run();
          case "inspect" -> new Inspect(node).run();
          default -> throw new IllegalArgumentException("no section is named " + section);
        }
      }
    }
  }
}
