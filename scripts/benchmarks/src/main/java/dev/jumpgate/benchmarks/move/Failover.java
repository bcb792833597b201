package dev.jumpgate.benchmarks.move;

import static dev.jumpgate.benchmarks.local.Figures.print;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.benchmarks.OtherJvm;
import dev.jumpgate.benchmarks.remote.Keys;
import dev.jumpgate.process.Ref;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A process with a synchronous standby whose owner is killed under load, again and again: a plain
 * member, and the eldest. Each time the cluster is a new one of three JVMs; the callers are here.
 */
public final class Failover {

  private static final long RUN = ProcessHandle.current().pid();
  private static final String HERE = "callers-" + RUN;
  private static final String OWNER = "owner-" + RUN;
  private static final String STANDBY = "standby-" + RUN;
  private static final String NAME = "kept";
  private static final long STATE_BYTES = 1 << 20;
  private static final long SETTLE_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String NOBODY = "-";

  private Failover() {}

  /** Kills the owner so often: {@code --kills N}, 20 unless told; {@code --plain} without TLS. */
  public static void main(String[] args) throws Exception {
    List<String> all = List.of(args);
    if (all.size() == 4 && all.getFirst().equals("serve")) {
      serve(all.get(1), all.get(2), Keys.of(all.get(3)));
      return;
    }
    int at = all.indexOf("--kills");
    int kills = at < 0 ? 20 : Integer.parseInt(all.get(at + 1));
    Keys keys =
        all.contains("--plain") ? Keys.clear() : Keys.make(List.of(HERE, OWNER, STANDBY));
    try {
      for (Victim victim : Victim.values()) {
        List<Kill> seen = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
          seen.add(kill(victim, keys));
        }
        report("kill9_owner." + victim.name().toLowerCase(Locale.ROOT), seen);
      }
    } finally {
      keys.delete();
    }
  }

  private enum Victim {
    MEMBER,
    ELDEST
  }

  /** One loss of the owner, and what the callers saw. */
  private record Kill(Hammer.Tally calls, Sized.Tally counted) {

    double lost() {
      return Math.max(0, calls.acknowledged() - counted.n());
    }
  }

  private static Kill kill(Victim victim, Keys keys) throws Exception {
    if (victim == Victim.MEMBER) {
      try (Node here = Node.start(keys.with(NodeConfig.named(HERE)));
          OtherJvm owner = start(OWNER, here.address(), keys)) {
        return kill(here, owner, keys);
      }
    }
    try (OtherJvm owner = start(OWNER, NOBODY, keys);
        Node here =
            Node.start(
                keys.with(NodeConfig.named(HERE).join(List.of(owner.ask("address")))))) {
      return kill(here, owner, keys);
    }
  }

  private static OtherJvm start(String name, String seed, Keys keys) throws Exception {
    return OtherJvm.start(Failover.class, "serve", name, seed, keys.argument());
  }

  private static Kill kill(Node here, OtherJvm owner, Keys keys) throws Exception {
    try (OtherJvm standby = start(STANDBY, here.address(), keys);
        GateClient gate = Gates.ofThisUser().connect(HERE)) {
      standby.ask("address");
      owner.ask("spawn");
      gate.standby(NAME, STANDBY);
      Hammer callers = Hammer.start(here, NAME);
      Thread.sleep(SETTLE_MILLIS);
      callers.reset();
      owner.kill();
      Thread.sleep(SETTLE_MILLIS);
      Hammer.Tally calls = callers.stop();
      Ref<Sized.Message> kept = here.find(NAME, Sized.class);
      return new Kill(calls, kept.call(new Sized.Message.Audit(), PATIENCE));
    }
  }

  private static void report(String metric, List<Kill> kills) {
    double[] gaps = kills.stream().mapToDouble(kill -> kill.calls.gap() / 1e6).sorted().toArray();
    print(metric + ".served_again", gaps[gaps.length / 2], "ms");
    print(metric + ".served_again_worst", gaps[gaps.length - 1], "ms");
    print(metric + ".calls", sum(kills, kill -> kill.calls.acknowledged()), "calls");
    print(metric + ".failed_calls", sum(kills, kill -> kill.calls.failed()), "calls");
    print(metric + ".lost_acked_updates", sum(kills, Kill::lost), "calls");
    print(metric + ".doubled", sum(kills, kill -> kill.counted.doubled()), "calls");
    System.out.println("# each: " + Arrays.toString(gaps));
  }

  private static double sum(List<Kill> kills, ToDoubleFunction<Kill> figure) {
    return kills.stream().mapToDouble(figure).sum();
  }

  private static void serve(String name, String seed, Keys keys) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    NodeConfig config = NodeConfig.named(name);
    try (Node node =
        Node.start(keys.with(seed.equals(NOBODY) ? config : config.join(List.of(seed))))) {
      OtherJvm.ready();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("spawn")) {
          node.spawn(NAME, Sized.class, Sized.State.of(STATE_BYTES));
        }
        System.out.println(node.address());
      }
    }
  }
}
