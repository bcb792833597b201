package dev.jumpgate.benchmarks.local;

import static dev.jumpgate.benchmarks.local.Figures.median;
import static dev.jumpgate.benchmarks.local.Figures.perSecond;
import static dev.jumpgate.benchmarks.local.Figures.print;
import static dev.jumpgate.benchmarks.local.Figures.warm;

import dev.jumpgate.Node;

/** How fast processes begin, as the section {@code spawn} of the BEAM's suite. */
final class Spawns {

  private static final int SPAWNS = 100_000;

  private final Node node;

  Spawns(Node node) {
    this.node = node;
  }

  void run() throws Exception {
    warm(this::spawn);
    print("local.gen_server_start", median(3, this::spawn), "proc/s");
  }

  private double spawn() {
    long start = System.nanoTime();
    for (int i = 0; i < SPAWNS; i++) {
      node.spawn(Counter.class, Counter.State.small(i));
    }
    return perSecond(SPAWNS, start);
  }
}
