package dev.jumpgate.benchmarks.local;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;

/**
 * One JVM's run of the section that is named: {@code spawn}, {@code call}, {@code inspect} or {@code
 * memory}. What one leaves in the heap is not for the next to carry.
 */
public final class Local {

  private Local() {}

  public static void main(String[] arguments) throws Exception {
    String name = "bench-" + ProcessHandle.current().pid();
    try (Node node = Node.start(NodeConfig.named(name))) {
      switch (arguments[0]) {
        case "spawn" -> new Spawns(node).run();
        case "call" -> new Calls(node).run();
        case "inspect" -> new Inspect(node).run();
        case "memory" -> new Memory(node).run();
        default -> throw new IllegalArgumentException("no section is named " + arguments[0]);
      }
    }
  }
}
