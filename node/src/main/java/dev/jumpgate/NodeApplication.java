package dev.jumpgate;

/** An application: what {@code jumpgate node --main CLASS} runs in its bundle's class loader. */
@FunctionalInterface
public interface NodeApplication {

  /**
   * Spawns the application's processes. Runs once, when the node has joined its cluster; what it
   * throws ends the node.
   */
  void start(Node node) throws Exception;
}
