package dev.jumpgate.benchmarks.local;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.benchmarks.local.Counter.Message;
import dev.jumpgate.process.Ref;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** One JVM's run: prints {@code metric<TAB>value<TAB>unit} for the sections that are named. */
public final class Local {

  private final Node node;

  private Local(Node node) {
    this.node = node;
  }

  public static void main(String[] sections) throws Exception {
    try (Node node = Node.start(NodeConfig.named("bench-" + ProcessHandle.current().pid()))) {
      var run = new Local(node);
      for (String section : sections) {
        switch (section) {
          case "spawn" -> run.spawn();
          case "call" -> run.call();
          case "cast" -> run.cast();
          case "mem" -> run.memory();
          default -> throw new IllegalArgumentException("no section is named " + section);
        }
      }
    }
  }

  private static void out(String metric, double value, String unit) {
    System.out.printf(Locale.ROOT, value >= 1000 ? "%s\t%.0f\t%s%n" : "%s\t%.3f\t%s%n", metric, value, unit);
  }

  private static double median(int runs, DoubleSupplier figure) {
    double[] figures = new double[runs];
    for (int i = 0; i < runs; i++) {
      figures[i] = figure.getAsDouble();
    }
    Arrays.sort(figures);
    return figures[runs / 2];
  }

  private static void latency(String metric, long[] nanos) {
    Arrays.sort(nanos);
    out(metric + ".p50", nanos[nanos.length / 2] / 1e3, "us");
    out(metric + ".p99", nanos[(int) (nanos.length * 0.99)] / 1e3, "us");
    out(metric + ".p999", nanos[(int) (nanos.length * 0.999)] / 1e3, "us");
  }

  private Ref<Message> start(int id) {
    return node.spawn(Counter.class, Counter.State.small(id));
  }

  private void spawn() {
    out("local.gen_server_start", median(5, () -> {
      long start = System.nanoTime();
      for (int i = 0; i < 100_000; i++) {
        start(i);
      }
      return 100_000 * 1e9 / (System.nanoTime() - start);
    }), "proc/s");
  }

  private void call() throws Exception {
    Ref<Message> one = start(1);
    virtually(1, i -> loop(one, 50_000));
    out("local.call_1caller", median(5, () -> {
      long start = System.nanoTime();
      virtually(1, i -> loop(one, 200_000));
      return 200_000 * 1e9 / (System.nanoTime() - start);
    }), "call/s");
    long[] nanos = new long[200_000];
    virtually(1, i -> timed(one, nanos, 0, nanos.length));
    latency("local.call_1caller", nanos);
    for (int callers : new int[] {2, 16, 1000}) {
      List<Ref<Message>> servers = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        servers.add(start(i));
      }
      out("local.call_%dcallers".formatted(callers), median(3, () -> many(servers)), "call/s");
      int each = Math.max(50, 100_000 / callers);
      long[] all = new long[each * callers];
      virtually(callers, i -> timed(servers.get(i), all, i * each, each));
      latency("local.call_%dcallers".formatted(callers), all);
    }
    long start = System.nanoTime();
    loop(one, 20_000);
    out("local.call_1platform_caller", 20_000 * 1e9 / (System.nanoTime() - start), "call/s");
  }

  private static double many(List<Ref<Message>> servers) {
    var calls = new LongAdder();
    long start = System.nanoTime();
    long end = start + 1_000_000_000L;
    virtually(servers.size(), i -> {
      Ref<Message> server = servers.get(i);
      long n = 0;
      for (; System.nanoTime() < end; n++) {
        server.call(new Message.IncrementAndGet());
      }
      calls.add(n);
    });
    return calls.sum() * 1e9 / (System.nanoTime() - start);
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

  private void cast() {
    Ref<Message> one = start(1);
    out("local.cast_1to1", median(5, () -> cast(one, 1, 2_000_000)), "msg/s");
    out("local.cast_1000to1", median(5, () -> cast(one, 1000, 2_000_000)), "msg/s");
  }

  private static double cast(Ref<Message> target, int senders, int total) {
    long start = System.nanoTime();
    virtually(senders, s -> {
      for (int i = 0; i < total / senders; i++) {
        target.send(new Message.Increment());
      }
    });
    target.call(new Message.Ping(), java.time.Duration.ofMinutes(1));
    return total * 1e9 / (System.nanoTime() - start);
  }

  private interface Task {
    void run(int index);
  }

  private static void virtually(int threads, Task task) {
    var done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int index = i;
      Thread.startVirtualThread(() -> {
        task.run(index);
        done.countDown();
      });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void memory() throws Exception {
    int count = 1_000_000;
    for (int i = 0; i < 1000; i++) {
      start(-i);
    }
    long heap = heap();
    long rss = rss();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      start(i);
    }
    out("mem.start_rate_1m", count * 1e9 / (System.nanoTime() - start), "proc/s");
    out("mem.processes_per_proc_1m", (heap() - heap) / (double) count, "B");
    out("mem.rss_per_proc_1m", (rss() - rss) / (double) count, "B");
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(100);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long rss() throws Exception {
    try (var words = new java.util.Scanner(Path.of("/proc/self/statm"), java.nio.charset.StandardCharsets.UTF_8)) {
      words.next();
      return words.nextLong() * 4096;
    }
  }
}
