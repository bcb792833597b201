package dev.jumpgate.benchmarks.local;

import static dev.jumpgate.benchmarks.local.Figures.median;
import static dev.jumpgate.benchmarks.local.Figures.perSecond;
import static dev.jumpgate.benchmarks.local.Figures.print;
import static dev.jumpgate.benchmarks.local.Figures.printLatency;
import static dev.jumpgate.benchmarks.local.Figures.together;
import static dev.jumpgate.benchmarks.local.Figures.warm;

import dev.jumpgate.Node;
import dev.jumpgate.benchmarks.local.Counter.Message;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Spawns, calls and one-way messages, as the section {@code spawn call} of the BEAM's suite. */
final class Calls {

  private static final int SPAWNS = 100_000;
  private static final int CALLS = 200_000;
  private static final int CASTS = 1_000_000;

  private final Node node;

  Calls(Node node) {
    this.node = node;
  }

  void run() throws Exception {
    warm(this::spawn);
    print("local.gen_server_start", median(3, this::spawn), "proc/s");
    Ref<Message> one = start(1);
    warm(() -> oneCaller(one));
    print("local.call_1caller", median(5, () -> oneCaller(one)), "call/s");
    long[] nanos = new long[CALLS];
    together(1, i -> timed(one, nanos, 0, nanos.length));
    printLatency("local.call_1caller", nanos);
    for (int callers : new int[] {2, 16, 1000}) {
      manyCallers(callers);
    }
    warm(() -> cast(one, 1));
    print("local.cast_1to1", median(5, () -> cast(one, 1)), "msg/s");
    warm(() -> cast(one, 1000));
    print("local.cast_1000to1", median(3, () -> cast(one, 1000)), "msg/s");
    long start = System.nanoTime();
    loop(one, 20_000);
    print("local.call_1platform_thread", perSecond(20_000, start), "call/s");
  }

  private Ref<Message> start(int id) {
    return node.spawn(Counter.class, Counter.State.small(id));
  }

  private double spawn() {
    long start = System.nanoTime();
    for (int i = 0; i < SPAWNS; i++) {
      start(i);
    }
    return perSecond(SPAWNS, start);
  }

  private static double oneCaller(Ref<Message> server) throws InterruptedException {
    long start = System.nanoTime();
    together(1, i -> loop(server, CALLS));
    return perSecond(CALLS, start);
  }

  private void manyCallers(int callers) throws Exception {
    List<Ref<Message>> servers = IntStream.range(0, callers).mapToObj(this::start).toList();
    String metric = "local.call_" + callers + "callers";
    warm(() -> forASecond(servers));
    print(metric, median(3, () -> forASecond(servers)), "call/s");
    int each = Math.max(50, 100_000 / callers);
    long[] nanos = new long[each * callers];
    together(callers, i -> timed(servers.get(i), nanos, i * each, each));
    printLatency(metric, nanos);
  }

  private static double forASecond(List<Ref<Message>> servers) throws InterruptedException {
    var calls = new LongAdder();
    long start = System.nanoTime();
    together(
        servers.size(),
        i -> {
          long made = 0;
          while (System.nanoTime() - start < 1_000_000_000L) {
            servers.get(i).call(new Message.IncrementAndGet());
            made++;
          }
          calls.add(made);
        });
    return perSecond(calls.sum(), start);
  }

  private static void loop(Ref<Message> server, int calls) {
    for (int i = 0; i < calls; i++) {
      server.call(new Message.IncrementAndGet());
    }
  }

  private static void timed(Ref<Message> server, long[] nanos, int from, int count) {
    for (int i = from; i < from + count; i++) {
      long start = System.nanoTime();
      server.call(new Message.IncrementAndGet());
      nanos[i] = System.nanoTime() - start;
    }
  }

  // Until the last one is handled, as the BEAM's suite has it.
  private static double cast(Ref<Message> target, int senders) throws InterruptedException {
    long start = System.nanoTime();
    together(
        senders,
        s -> {
          for (int i = 0; i < CASTS / senders; i++) {
            target.send(new Message.Increment());
          }
        });
    target.call(new Message.Ping(), Duration.ofMinutes(1));
    return perSecond(CASTS, start);
  }
}
