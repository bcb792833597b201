package dev.jumpgate.benchmarks.move;

import static dev.jumpgate.benchmarks.local.Figures.print;

import dev.jumpgate.Node;
import dev.jumpgate.benchmarks.OtherJvm;
import dev.jumpgate.benchmarks.local.Figures;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.process.Ref;
import dev.jumpgate.shell.client.GateClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many small processes that leave a node at once, while callers of both nodes call any of them. */
final class Evacuations {

  private static final int MANY = 10_000;
  private static final int WARM = 4_000;
  private static final int RUNS = 3;
  private static final long SETTLE_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Node near;
  private final OtherJvm far;
  private final String farName;
  private final GateClient gate;
  private final int callers;

  /**
   * Evacuations of the near node.
   *
   * @param callers how many call meanwhile, half of them on each node where they go by names
   */
  Evacuations(Node near, OtherJvm far, String farName, GateClient gate, int callers) {
    this.near = near;
    this.far = far;
    this.farName = farName;
    this.gate = gate;
    this.callers = callers;
  }

  void run() throws Exception {
    run(spawn("warm-", WARM), "warm-", null); // a node in service has its code compiled
    run(spawn("ev-", MANY), "ev-", "evacuate.global_named_seq_" + MANY);
    run(spawn(null, MANY), null, "evacuate.unnamed_bulk_" + MANY);
  }

  private List<Ref<Sized.Message>> spawn(@Nullable String prefix, int count) {
    List<Ref<Sized.Message>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sized.State state = Sized.State.of(1);
      all.add(
          prefix == null
              ? near.spawn(Sized.class, state)
              : near.spawn(prefix + i, Sized.class, state));
    }
    return all;
  }

  private void run(
      List<Ref<Sized.Message>> all,
      @Nullable String prefix,
      @Nullable String metric)
      throws Exception {
    boolean both = prefix != null; // the other node finds them by their names alone
    var crowd = Crowd.start(near.name(), both ? callers / 2 : callers, all);
    if (both) {
      far.ask("crowd %s %d %d".formatted(prefix, all.size(), callers / 2));
    }
    double[] millis = new double[RUNS];
    double[] worst = new double[RUNS];
    double[] cpu = new double[RUNS];
    long left = 0;
    for (int i = 0; i < RUNS; i++) {
      Thread.sleep(SETTLE_MILLIS);
      crowd.reset();
      Hammer.Tally before = both ? Hammer.Tally.parse(far.ask("reset")) : null;
      long spent = spent();
      RelocationResult gone = gate.evacuate(near.name(), List.of(farName));
      cpu[i] = (spent() - spent) / 1e6;
      Thread.sleep(SETTLE_MILLIS);
      millis[i] = gone.total().toNanos() / 1e6;
      long there = before == null ? 0 : Hammer.Tally.parse(far.ask("tally")).worst();
      worst[i] = Math.max(crowd.tally().worst(), there) / 1e6;
      left += all.size() - gone.moved();
      gate.evacuate(farName, List.of(near.name()));
    }
    Hammer.Tally calls = crowd.stop();
    if (both) {
      calls = calls.plus(Hammer.Tally.parse(far.ask("stop")));
    }
    if (metric != null) {
      report(metric, millis, worst, cpu, calls, left, audit(all));
    }
    all.forEach(one -> gate.stop(String.valueOf(one.pid()), false));
  }

  // Of both nodes, with their callers: it tells more than the clock does where others are at work.
  private long spent() throws IOException {
    return Move.cpu() + Long.parseLong(far.ask("cpu"));
  }

  private static Sized.Tally audit(List<Ref<Sized.Message>> all) throws InterruptedException {
    var n = new AtomicLong();
    var doubled = new AtomicLong();
    var reordered = new AtomicLong();
    Figures.together(
        all.size(),
        i -> {
          Sized.Tally one = all.get(i).call(new Sized.Message.Audit(), PATIENCE);
          n.addAndGet(one.n());
          doubled.addAndGet(one.doubled());
          reordered.addAndGet(one.reordered());
        });
    return new Sized.Tally(n.get(), doubled.get(), reordered.get());
  }

  private static void report(
      String metric,
      double[] millis,
      double[] worst,
      double[] cpu,
      Hammer.Tally calls,
      long left,
      Sized.Tally counted) {
    Arrays.sort(millis);
    Arrays.sort(worst);
    Arrays.sort(cpu);
    print(metric, millis[RUNS / 2], "ms");
    print(metric + ".slowest", millis[RUNS - 1], "ms");
    print(metric + ".worst_call", worst[RUNS / 2], "ms");
    print(metric + ".cpu", cpu[RUNS / 2], "ms");
    count(metric + ".calls", calls.acknowledged(), "calls");
    count(metric + ".left_behind", left, "processes");
    count(metric + ".failed_calls", calls.failed(), "calls");
    count(metric + ".lost_acked_updates", Math.max(0, calls.acknowledged() - counted.n()), "calls");
    count(metric + ".doubled", counted.doubled(), "calls");
    count(metric + ".reordered", counted.reordered(), "calls");
  }

  private static void count(String metric, long value, String unit) {
    print(metric, (double) value, unit);
  }
}
