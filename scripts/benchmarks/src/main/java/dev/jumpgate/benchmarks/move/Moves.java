package dev.jumpgate.benchmarks.move;

import static dev.jumpgate.benchmarks.local.Figures.print;

import dev.jumpgate.Node;
import dev.jumpgate.benchmarks.OtherJvm;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.process.Ref;
import dev.jumpgate.shell.client.GateClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Moves of one process under load, by size of its state. */
final class Moves {

  private static final long SETTLE_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Node near;
  private final OtherJvm far;
  private final String farName;
  private final GateClient gate;
  private int serial;

  Moves(Node near, OtherJvm far, String farName, GateClient gate) {
    this.near = near;
    this.far = far;
    this.farName = farName;
    this.gate = gate;
  }

  private enum Size {
    KB_1("1KB", 1L << 10, 3),
    MB_1("1MB", 1L << 20, 3),
    MB_10("10MB", 10L << 20, 3),
    MB_100("100MB", 100L << 20, 3),
    GB_1("1GB", 1L << 30, 1);

    private final String label;
    private final long bytes;
    private final int runs;

    Size(String label, long bytes, int runs) {
      this.label = label;
      this.bytes = bytes;
      this.runs = runs;
    }
  }

  /** One move and what its callers saw; times in milliseconds. */
  private record Run(
      MoveResult move,
      double gap,
      double gapBefore,
      Hammer.Tally calls,
      Sized.Tally counted,
      double load) {

    double lost() {
      return Math.max(0, calls.acknowledged() - counted.n());
    }
  }

  void run() throws Exception {
    once(1 << 20); // a node in service has its code compiled
    for (Size size : Size.values()) {
      var runs = new Run[size.runs];
      for (int i = 0; i < size.runs; i++) {
        runs[i] = once(size.bytes);
      }
      report("move_pace5ms.forward_" + size.label, runs);
    }
  }

  private Run once(long bytes) throws Exception {
    String name = "moved-" + ++serial;
    Ref<Sized.Message> moved = near.spawn(name, Sized.class, Sized.State.of(bytes));
    Hammer here = Hammer.start(near, name);
    far.ask("hammer " + name);
    long start = System.nanoTime();
    Thread.sleep(SETTLE_MILLIS);
    long before = here.tally().plus(Hammer.Tally.parse(far.ask("tally"))).gap();
    here.reset();
    far.ask("reset");
    MoveResult result = gate.move(name, farName);
    Thread.sleep(SETTLE_MILLIS);
    Hammer.Tally calls = here.stop().plus(Hammer.Tally.parse(far.ask("stop")));
    double seconds = (System.nanoTime() - start) / 1e9;
    Sized.Tally counted = moved.call(new Sized.Message.Audit(), PATIENCE);
    gate.stop(name, false);
    collect();
    return new Run(
        result, calls.gap() / 1e6, before / 1e6, calls, counted, calls.acknowledged() / seconds);
  }

  // So that the garbage of one run is not collected in the next.
  private void collect() throws IOException {
    System.gc();
    far.ask("collect");
  }

  private static void report(String metric, Run[] runs) {
    print(metric + ".total", median(runs, run -> run.move.total().toNanos() / 1e6), "ms");
    print(metric + ".gap", median(runs, Run::gap), "ms");
    print(metric + ".gap_before_move", median(runs, Run::gapBefore), "ms");
    print(metric + ".worst_call", median(runs, run -> run.calls.worst() / 1e6), "ms");
    print(metric + ".failed_calls", worst(runs, run -> run.calls.failed()), "calls");
    print(metric + ".lost_acked_updates", worst(runs, Run::lost), "calls");
    print(metric + ".doubled", worst(runs, run -> run.counted.doubled()), "calls");
    print(metric + ".reordered", worst(runs, run -> run.counted.reordered()), "calls");
    print(metric + ".load", median(runs, Run::load), "call/s");
    print(metric + ".pause", median(runs, run -> run.move.pause().toNanos() / 1e6), "ms");
    print(metric + ".rounds", median(runs, run -> run.move.rounds()), "rounds");
    print(metric + ".sent", median(runs, run -> run.move.bytes()), "B");
  }

  private static double median(Run[] runs, ToDoubleFunction<Run> figure) {
    double[] sorted = Arrays.stream(runs).mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double worst(Run[] runs, ToDoubleFunction<Run> figure) {
    return Arrays.stream(runs).mapToDouble(figure).max().orElseThrow();
  }
}
