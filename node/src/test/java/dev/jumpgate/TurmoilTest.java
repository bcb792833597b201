package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Courier;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Count;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of processes that send, call, sleep, fail, end and move, all at once; and a ledger of
 * what must have come of it. {@code -Djumpgate.turmoil} is how often each client does something.
 */
class TurmoilTest {

  private static final int STEPS = Integer.getInteger("jumpgate.turmoil", 250);
  private static final int CLIENTS = 24;
  private static final int TALLIES = 120;
  private static final int COURIERS = 24;
  // Every call must end; how soon is for the benchmarks to say.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Seed seed = Seed.fresh();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  @Test
  void everything_atOnce_losesDoublesAndReordersNothing() throws Exception {
    try (var nodes = new NodePair()) {
      for (int i = 0; i < TALLIES; i++) {
        node(nodes, i).spawn(tally(i), Tally.class, Tally.EMPTY);
      }
      for (int i = 0; i < COURIERS; i++) {
        node(nodes, i).spawn(courier(i), Courier.class, Courier.EMPTY);
      }
      var random = seed.random();
      var running = new CountDownLatch(CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        var client = new Turmoil("client-" + i, node(nodes, i), new Random(random.nextLong()));
        Thread.startVirtualThread(() -> {
          try {
            client.run();
          } finally {
            running.countDown();
          }
        });
      }
      moveToAndFro(nodes, new Random(random.nextLong()), running);
      running.await();

      checkCouriers(nodes);
      assertThat(complaints).as(seed.toString()).isEmpty();
    }
  }

  private static Node node(NodePair nodes, int i) {
    return i % 2 == 0 ? nodes.ship() : nodes.home();
  }

  private static String tally(int i) {
    return "tally-" + i;
  }

  private static String courier(int i) {
    return "courier-" + i;
  }

  private void moveToAndFro(NodePair nodes, Random random, CountDownLatch running)
      throws IOException {
    Map<String, Integer> moves = new HashMap<>();
    try (var gate = new GateConnection(nodes.ship())) {
      while (running.getCount() > 0) {
        // A few processes, so that they are back before the last one's ways are forgotten.
        int i = random.nextInt(8);
        String name = random.nextInt(3) == 0 ? courier(i) : tally(i);
        int before = moves.merge(name, 1, Integer::sum) - 1;
        gate.ask(new Call.Move(name, node(nodes, i + before + 1).name()));
      }
    }
  }

  private void checkCouriers(NodePair nodes) {
    for (int i = 0; i < COURIERS; i++) {
      Ref<Courier.Message> courier = nodes.home().find(courier(i), Courier.class);
      for (int j = 0; j < TALLIES; j++) {
        String name = tally(j);
        long sent = courier.call(new Courier.Message.Sent(name), PATIENCE);
        if (sent > 0) {
          Ref<Message> tally = nodes.home().find(name, Tally.class);
          var count = new Message.CountOf(courier(i));
          // What the courier has sent may still be under way.
          Await.until(() -> tally.call(count, PATIENCE).applied() >= sent);
          compare(courier(i) + " to " + name, tally.call(count, PATIENCE), sent);
        }
      }
    }
  }

  private void compare(String way, Count count, long sent) {
    if (!count.equals(new Count(sent, sent, 0))) {
      complaints.add("%s: sent %d, came %s".formatted(way, sent, count));
    }
  }

  /** One thread that does whatever comes to its mind. */
  private final class Turmoil {

    private final String name;
    private final Node node;
    private final Random random;
    private final Map<String, Ref<Message>> known = new HashMap<>();
    private final Map<String, Long> sent = new HashMap<>();

    Turmoil(String name, Node node, Random random) {
      this.name = name;
      this.node = node;
      this.random = random;
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        try {
          step(i);
        } catch (JumpgateException e) {
          complaints.add("%s, step %d: %s".formatted(name, i, e));
        }
      }
      settle();
    }

    private void step(int i) {
      String target = tally(random.nextInt(TALLIES));
      switch (random.nextInt(12)) {
        case 0, 1 -> count(target);
        case 2 -> fail(target);
        case 3 -> ref(target).send(new Message.Sleep(Duration.ofNanos(random.nextInt(2_000_000))));
        case 4 -> nested(target);
        case 5 -> shortLife(i);
        case 6, 7 -> courier(target);
        default -> {
          for (int n = random.nextInt(4); n >= 0; n--) {
            ref(target).send(new Message.Add(name, next(target)));
          }
        }
      }
    }

    // Now the same reference, now a new one: the order is that of the sender, not the reference's.
    private Ref<Message> ref(String target) {
      return random.nextBoolean()
          ? node.find(target, Tally.class)
          : known.computeIfAbsent(target, t -> node.find(t, Tally.class));
    }

    private long next(String target) {
      return sent.merge(target, 1L, Long::sum);
    }

    private void count(String target) {
      long number = next(target);
      Count count = ref(target).call(new Message.AddAndCount(name, number), PATIENCE);
      compare(name + " to " + target, count, number);
    }

    private void fail(String target) {
      try {
        ref(target).call(new Message.Fail(name), PATIENCE);
        complaints.add(target + " answered what it cannot");
      } catch (CallFailedException expected) {
        // It goes on with the state that it had.
      }
    }

    private void nested(String target) {
      String other = tally(random.nextInt(TALLIES));
      // One way only: two that read each other from two nodes would wait until their patience ends.
      if (other.compareTo(target) > 0) {
        ref(target).call(new Message.ReadNotesOf(ref(other)), PATIENCE);
      }
    }

    private void courier(String target) {
      String courier = TurmoilTest.courier(random.nextInt(COURIERS));
      Ref<Courier.Message> ref = node.find(courier, Courier.class);
      ref.send(
          random.nextInt(4) == 0
              ? new Courier.Message.Drop(courier, target, ref(target))
              : new Courier.Message.Carry(courier, target, ref(target)));
    }

    private void shortLife(int i) {
      Ref<Message> child = node.spawn(Tally.class, Tally.EMPTY);
      child.send(new Message.Add(name, 1));
      compare("child " + i, child.call(new Message.AddAndCount(name, 2), PATIENCE), 2);
      child.send(new Message.End());
      try {
        child.call(new Message.Notes(), PATIENCE);
        complaints.add("a process that ended answers");
      } catch (NoProcessException expected) {
        // It was told at once.
      }
    }

    // Behind all that it has sent: nothing of it is under way any more.
    private void settle() {
      List.copyOf(sent.keySet()).forEach(this::count);
      for (int i = 0; i < COURIERS; i++) {
        Ref<Courier.Message> courier = node.find(TurmoilTest.courier(i), Courier.class);
        courier.call(new Courier.Message.Sent(name), PATIENCE);
      }
    }
  }
}
