package dev.jumpgate.benchmarks.local;

import static dev.jumpgate.benchmarks.local.Figures.perSecond;
import static dev.jumpgate.benchmarks.local.Figures.print;

import dev.jumpgate.Node;
import dev.jumpgate.benchmarks.local.Counter.Message;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Scanner;

/**
 * What a million idle processes need, their states counted in. The same figures stand under the
 * names of the BEAM's suite and of the bare JVM's.
 */
final class Memory {

  private static final int COUNT = 1_000_000;
  private static final int PAGE = 4096;

  private final Node node;

  Memory(Node node) {
    this.node = node;
  }

  void run() throws Exception {
    // What the first ones load and compile is not theirs.
    for (int i = 0; i < 20_000; i++) {
      start(-i);
    }
    long heap = heap();
    long resident = resident();
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array, so that the handles cost 4 bytes each
    Ref<Message>[] all = new Ref[COUNT];
    long start = System.nanoTime();
    for (int i = 0; i < COUNT; i++) {
      all[i] = start(i);
    }
    double rate = perSecond(COUNT, start);
    print("mem.start_rate_1m", rate, "proc/s");
    print("limit.create_rate_1m", rate, "proc/s");
    double handles = 4 + 24; // the array's slot and the reference: the caller's, not the process's
    double idle = (heap() - heap) / (double) COUNT - handles;
    print("mem.processes_per_proc_1m", idle, "B");
    print("limit.heap_per_idle_proc_never_messaged_1m", idle, "B");
    print("mem.rss_per_proc_1m", (resident() - resident) / (double) COUNT, "B");
    start = System.nanoTime();
    for (Ref<Message> process : all) {
      process.send(new Message.Increment());
    }
    for (Ref<Message> process : all) {
      process.call(new Message.Ping(), Duration.ofMinutes(1));
    }
    print("limit.first_message_all_1m", perSecond(2L * COUNT, start), "msg/s");
    double messaged = (heap() - heap) / (double) COUNT - handles;
    print("limit.heap_per_idle_proc_messaged_1m", messaged, "B");
  }

  private Ref<Message> start(int id) {
    return node.spawn(Counter.class, Counter.State.small(id));
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(100);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long resident() throws IOException {
    try (var words = new Scanner(Path.of("/proc/self/statm"), StandardCharsets.US_ASCII)) {
      words.next();
      return words.nextLong() * PAGE;
    }
  }
}
