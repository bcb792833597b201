package dev.jumpgate.shell.demo;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.script.NodeKiller;

/** What runs while the demo's nodes are up: the prompt, or a script. */
@FunctionalInterface
public interface DemoFrontend {

  /**
   * Runs to its end.
   *
   * @param operator the cluster, through the gate of {@code home}
   * @param killer kills one of the demo's nodes, after printing the ledger
   * @return its exit code
   */
  int run(Operator operator, NodeKiller killer);
}
