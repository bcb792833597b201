package dev.jumpgate.benchmarks.remote;

import static dev.jumpgate.benchmarks.local.Figures.median;
import static dev.jumpgate.benchmarks.local.Figures.perSecond;
import static dev.jumpgate.benchmarks.local.Figures.print;
import static dev.jumpgate.benchmarks.local.Figures.printLatency;
import static dev.jumpgate.benchmarks.local.Figures.together;
import static dev.jumpgate.benchmarks.local.Figures.warm;

import dev.jumpgate.Node;
import dev.jumpgate.benchmarks.local.Callers;
import dev.jumpgate.benchmarks.local.Counter;
import dev.jumpgate.benchmarks.local.Counter.Message;
import dev.jumpgate.cluster.ClusterConfig;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.hazelcast.HazelcastCluster;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Calls, one-way messages and names between two nodes, as the section {@code remote} of the BEAM's
 * suite.
 */
final class Traffic {

  private static final int CALLS = 20_000;
  private static final int CASTS = 500_000;
  private static final int NAMES = 2_000;
  private static final int CALLERS = 100;
  private static final int NAMES_EACH = 100;
  private static final int LOOKUPS = 1_000_000;
  // One-way messages were seen to get four times as fast within that time.
  private static final int WARM_SECONDS = 8;
  private static final long WINDOW_NANOS = 2_000_000_000L;

  private final Node node;
  private final Keys keys;
  private final Ref<Message> one;
  private final List<Ref<Message>> servers;
  private int generation;

  Traffic(Node node, Keys keys) {
    this.node = node;
    this.keys = keys;
    this.one = node.find("cell", Counter.class);
    this.servers =
        IntStream.range(0, Remote.SERVERS)
            .mapToObj(i -> node.<Message>find("cell-" + i, Counter.class))
            .toList();
  }

  void run() throws Exception {
    oneCaller();
    manyCallers();
    warm(WARM_SECONDS, this::cast);
    print("remote.cast_64B", median(3, this::cast), "msg/s");
    names();
  }

  private void oneCaller() throws Exception {
    warm(() -> Callers.one(one, CALLS));
    printLatency("remote.call_1caller", Callers.timed(List.of(one), CALLS));
    print("remote.call_1caller", median(3, () -> Callers.one(one, CALLS)), "call/s");
  }

  private void manyCallers() throws Exception {
    warm(() -> Callers.many(servers, WINDOW_NANOS));
    print("remote.call_100callers", median(3, () -> Callers.many(servers, WINDOW_NANOS)), "call/s");
    printLatency("remote.call_100callers", Callers.timed(servers, 1_000));
  }

  // Until the last one is handled, as the BEAM's suite has it, and none is missing.
  private double cast() throws InterruptedException {
    long before = one.call(new Message.Ping());
    Bytes blob = Bytes.of(new byte[64]);
    long start = System.nanoTime();
    together(
        1,
        i -> {
          for (int n = 0; n < CASTS; n++) {
            one.send(new Message.Blob(blob));
          }
        });
    long after = one.call(new Message.Ping(), Duration.ofMinutes(1));
    double rate = perSecond(CASTS, start);
    if (after - before != CASTS) {
      throw new IllegalStateException("%,d of %,d arrived".formatted(after - before, CASTS));
    }
    return rate;
  }

  private void names() throws Exception {
    warm(WARM_SECONDS, () -> register(1, NAMES));
    print("global.register_2nodes", median(3, () -> register(1, NAMES)), "reg/s");
    warm(() -> register(CALLERS, NAMES_EACH));
    print(
        "global.register_2nodes_100callers",
        median(3, () -> register(CALLERS, NAMES_EACH)),
        "reg/s");
    long[] nanos = new long[CALLS];
    together(
        1,
        i -> {
          for (int n = 0; n < CALLS; n++) {
            long start = System.nanoTime();
            node.find("cell", Counter.class).call(new Message.IncrementAndGet());
            nanos[n] = System.nanoTime() - start;
          }
        });
    printLatency("global.call_cross_node", nanos);
    print("global.whereis_2nodes", lookUp(), "lookup/s");
  }

  private double register(int callers, int names) throws InterruptedException {
    int round = generation++;
    long start = System.nanoTime();
    together(
        callers,
        i -> {
          for (int n = 0; n < names; n++) {
            String name = "two-" + round + "-" + i + "-" + n;
            node.spawn(name, Counter.class, Counter.State.small(n));
          }
        });
    return perSecond((long) callers * names, start);
  }

  // As a member of its own, which is the only one who may ask the registry itself.
  private double lookUp() throws InterruptedException {
    var third =
        new ClusterConfig(
            Remote.THIRD,
            System.currentTimeMillis(),
            "127.0.0.1",
            0,
            List.of(node.address()),
            keys.of(new Holder.OfNode(Remote.THIRD)),
            (door, from, why) -> System.err.println("# refused at " + door + ": " + why));
    try (var cluster = HazelcastCluster.start(third)) {
      Registry registry = cluster.registry();
      awaitKnown(registry);
      look(registry);
      long start = System.nanoTime();
      together(1, i -> look(registry));
      return perSecond(LOOKUPS, start);
    }
  }

  // Its copy of the table comes a moment after it has joined.
  private static void awaitKnown(Registry registry) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (registry.known("cell").isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the name is not known within 10 s");
      }
      Thread.sleep(1);
    }
  }

  private static void look(Registry registry) {
    for (int n = 0; n < LOOKUPS; n++) {
      if (registry.known("cell").isEmpty()) {
        throw new IllegalStateException("the name is gone");
      }
    }
  }
}
