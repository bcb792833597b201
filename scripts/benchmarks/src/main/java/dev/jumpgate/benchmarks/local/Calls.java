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
import java.util.stream.IntStream;

/** Calls and one-way messages, as the section {@code call} of the BEAM's suite. */
final class Calls {

  private static final int CALLS = 200_000;
  private static final int CASTS = 1_000_000;
  private static final long WINDOW_NANOS = 1_000_000_000L;

  private final Node node;

  Calls(Node node) {
    this.node = node;
  }

  void run() throws Exception {
    Ref<Message> one = start(1);
    warm(() -> Callers.one(one, CALLS));
    print("local.call_1caller", median(5, () -> Callers.one(one, CALLS)), "call/s");
    printLatency("local.call_1caller", Callers.timed(List.of(one), CALLS));
    for (int callers : new int[] {2, 16, 1000}) {
      manyCallers(callers);
    }
    warm(() -> cast(one, 1));
    print("local.cast_1to1", median(5, () -> cast(one, 1)), "msg/s");
    warm(() -> cast(one, 1000));
    print("local.cast_1000to1", median(3, () -> cast(one, 1000)), "msg/s");
    long start = System.nanoTime();
    Callers.loop(one, 20_000);
    print("local.call_1platform_thread", perSecond(20_000, start), "call/s");
  }

  private Ref<Message> start(int id) {
    return node.spawn(Counter.class, Counter.State.small(id));
  }

  private void manyCallers(int callers) throws Exception {
    List<Ref<Message>> servers = IntStream.range(0, callers).mapToObj(this::start).toList();
    String metric = "local.call_" + callers + "callers";
    warm(() -> Callers.many(servers, WINDOW_NANOS));
    print(metric, median(3, () -> Callers.many(servers, WINDOW_NANOS)), "call/s");
    printLatency(metric, Callers.timed(servers, Math.max(50, 100_000 / callers)));
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
