package dev.jumpgate.benchmarks.move;

import com.sun.management.OperatingSystemMXBean;
import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.benchmarks.OtherJvm;
import dev.jumpgate.benchmarks.remote.Keys;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run: a node in this JVM, another in a JVM of its own, and processes that go between them. */
public final class Move {

  private static final long RUN = ProcessHandle.current().pid();
  private static final String NEAR = "near-" + RUN;
  private static final String FAR = "far-" + RUN;

  private Move() {}

  /**
   * Drives moves of one process, or with {@code evacuate} of many under {@code --callers N}, over
   * TLS or with {@code --plain} in the clear; {@code serve NAME SEED KEYS} is the other node.
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 4 && args[0].equals("serve")) {
      serve(args[1], args[2], Keys.of(args[3]));
      return;
    }
    List<String> given = List.of(args);
    int callers = given.indexOf("--callers");
    Keys keys = given.contains("--plain") ? Keys.clear() : Keys.make(List.of(NEAR, FAR));
    try {
      drive(
          keys,
          given.contains("evacuate"),
          callers < 0 ? 2 * Hammer.CALLERS : Integer.parseInt(given.get(callers + 1)));
    } finally {
      keys.delete();
    }
  }

  private static void drive(Keys keys, boolean evacuate, int callers) throws Exception {
    System.out.printf(
        "# %s, heap of at most %,d MB%n", collector(), Runtime.getRuntime().maxMemory() >> 20);
    try (Node near = Node.start(keys.with(NodeConfig.named(NEAR)));
        OtherJvm far = OtherJvm.start(Move.class, "serve", FAR, near.address(), keys.argument());
        GateClient gate = Gates.ofThisUser().connect(NEAR)) {
      if (evacuate) {
        new Evacuations(near, far, FAR, gate, callers).run();
      } else {
        new Moves(near, far, FAR, gate).run();
      }
    }
  }

  private static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  private static void serve(String name, String seed, Keys keys) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Node node = Node.start(keys.with(NodeConfig.named(name).join(List.of(seed))))) {
      OtherJvm.ready();
      Hammer hammer = null;
      Crowd crowd = null;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("hammer")) {
          hammer = Hammer.start(node, words[1]);
        }
        if (words[0].equals("crowd")) {
          crowd =
              crowd(node, words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        }
        if (words[0].equals("cpu")) {
          System.out.println(cpu());
          continue;
        }
        System.out.println(crowd == null ? answer(words[0], hammer) : answer(words[0], crowd));
      }
    }
  }

  /** What this JVM has computed so far, in nanoseconds. */
  static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Crowd crowd(Node node, String prefix, int count, int callers) {
    return Crowd.start(
        node.name(),
        callers,
        IntStream.range(0, count).mapToObj(i -> node.find(prefix + i, Sized.class)).toList());
  }

  private static String answer(String command, Crowd crowd) throws InterruptedException {
    if (command.equals("reset")) {
      crowd.reset();
    }
    return (command.equals("stop") ? crowd.stop() : crowd.tally()).line();
  }

  private static String answer(String command, @Nullable Hammer hammer)
      throws InterruptedException {
    if (command.equals("collect")) {
      System.gc();
      return "collected";
    }
    Hammer callers = Objects.requireNonNull(hammer, "no callers yet");
    if (command.equals("reset")) {
      callers.reset();
    }
    return (command.equals("stop") ? callers.stop() : callers.tally()).line();
  }
}
