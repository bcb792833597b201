package dev.jumpgate.benchmarks.local;

import static dev.jumpgate.benchmarks.local.Figures.printLatency;

import dev.jumpgate.Node;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Ref;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import java.util.concurrent.CountDownLatch;

/** How long it takes to read a state through the gate, of an idle process and of a stuck one. */
final class Inspect {

  private static final int READS = 20_000;

  private final Node node;

  Inspect(Node node) {
    this.node = node;
  }

  /** Handles its message until it is let go. */
  public static final class Stuck implements Behavior<Counter.State, Stuck.Wait> {

    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch LET_GO = new CountDownLatch(1);

    /** The one message. */
    public record Wait() {}

    @Override
    public Counter.State handle(Counter.State state, Wait message, Context<Wait> context) {
      ENTERED.countDown();
      try {
        LET_GO.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return state;
    }
  }

  void run() throws Exception {
    node.spawn("idle", Counter.class, Counter.State.small(1));
    Ref<Stuck.Wait> stuck = node.spawn("stuck", Stuck.class, Counter.State.small(2));
    stuck.send(new Stuck.Wait());
    Stuck.ENTERED.await();
    try (GateClient gate = Gates.ofThisUser().connect(node.name())) {
      printLatency("local.sys_get_state_idle", reads(() -> gate.inspect("idle")));
      printLatency("local.sys_get_state_busy", reads(() -> gate.inspect("stuck")));
      printLatency("local.process_info_busy", reads(() -> gate.about("stuck")));
    } finally {
      Stuck.LET_GO.countDown();
    }
  }

  private static long[] reads(Runnable read) {
    long[] nanos = new long[READS];
    for (int i = 0; i < READS; i++) {
      long start = System.nanoTime();
      read.run();
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }
}
