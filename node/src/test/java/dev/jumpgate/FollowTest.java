package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Follower;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java code that follows what happens in the cluster. */
class FollowTest {

  private NodePair nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = new NodePair();
    // The tests count: what belongs to the start is to be over.
    Await.until(() -> events(nodes.ship()).stream().anyMatch(e -> e.kind() == Event.Kind.JOINED));
  }

  private static List<Event> events(Node node) {
    try (var gate = new GateConnection(node)) {
      return ((Result.Events) gate.ask(new Call.Events())).events();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  /** Keeps what it is told, and how much it was not. */
  private static final class Notebook implements Follower<Event> {

    private final ConcurrentLinkedQueue<Event> told = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();

    @Override
    public void next(Event event) {
      told.add(event);
      order.add("event");
    }

    @Override
    public void missed(long count) {
      order.add("missed " + count);
    }

    boolean has(Event.Kind kind) {
      return told.stream().anyMatch(event -> event.kind() == kind);
    }
  }

  @Test
  void follow_movesCrashesJoinsAndLeaves() throws Exception {
    var notebook = new Notebook();
    try (var _ = nodes.ship().follow(notebook)) {
      Ref<Message> tally = nodes.ship().spawn("followed", Tally.class, Tally.EMPTY);
      nodes.move("followed", nodes.home());
      tally.send(new Message.Fail("on purpose"));
      Node.start(nodes.config("late").join(List.of(nodes.ship().address()))).close();
      Await.until(() ->
          notebook.has(Event.Kind.MOVED)
              && notebook.has(Event.Kind.CRASHED)
              && notebook.has(Event.Kind.JOINED)
              && notebook.has(Event.Kind.LEFT));
    }
  }

  @Test
  void follow_hearsEachNodeInItsOrderAndWithoutGaps() throws Exception {
    var notebook = new Notebook();
    int each = 40;
    try (var _ = nodes.ship().follow(notebook)) {
      List<Ref<Message>> failing = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        failing.add(nodes.ship().spawn(Tally.class, Tally.EMPTY));
        failing.add(nodes.home().spawn(Tally.class, Tally.EMPTY));
      }
      for (int i = 0; i < each; i++) {
        failing.forEach(ref -> ref.send(new Message.Fail("on purpose")));
      }
      Await.until(() -> notebook.told.size() >= 8 * each);
    }
    Map<String, Long> last = new HashMap<>();
    for (Event event : notebook.told) {
      Long before = last.put(event.node(), event.sequence());
      assertThat(before == null || before + 1 == event.sequence())
          .as("%s after %s", event, before)
          .isTrue();
    }
    assertThat(last).containsKeys("ship", "home");
  }

  @Test
  void slowFollower_losesTheOldestAndIsToldHowMany() throws Exception {
    var blocked = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var notebook = new Notebook();
    var slow =
        new Follower<Event>() {
          @Override
          public void next(Event event) {
            notebook.next(event);
            blocked.countDown();
            awaitQuietly(go);
          }

          @Override
          public void missed(long count) {
            notebook.missed(count);
          }
        };
    var quick = new Notebook();
    int kept = 1024;
    int lost = 300;
    try (var _ = nodes.ship().follow(slow);
        var _ = nodes.ship().follow(quick)) {
      Ref<Message> failing = nodes.ship().spawn(Tally.class, Tally.EMPTY);
      failing.send(new Message.Fail("the first"));
      blocked.await();
      for (int i = 0; i < kept + lost; i++) {
        failing.send(new Message.Fail("number " + i));
        if (i % 100 == 0) { // the quick one is to keep up
          int sofar = i;
          Await.until(() -> quick.told.size() > sofar);
        }
      }
      Await.until(() -> quick.told.size() == 1 + kept + lost);
      go.countDown();
      Await.until(() -> notebook.told.size() == 1 + kept);
    }
    assertThat(notebook.order).startsWith("event", "missed " + lost, "event");
    assertThat(notebook.order).filteredOn(line -> line.startsWith("missed")).hasSize(1);
    assertThat(List.copyOf(notebook.told).get(1).detail()).contains("number " + lost);
    assertThat(quick.order).doesNotContain("missed " + lost);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closedFollower_isToldNothingMore() throws Exception {
    var open = new Notebook();
    var subscription = new AtomicReference<Operator.Subscription>();
    var closesItself = new Notebook();
    var ready = new CountDownLatch(1);
    subscription.set(
        nodes
            .ship()
            .follow(event -> {
              awaitQuietly(ready);
              closesItself.next(event);
              subscription.get().close();
            }));
    ready.countDown();
    try (var _ = nodes.ship().follow(open)) {
      Ref<Message> failing = nodes.ship().spawn(Tally.class, Tally.EMPTY);
      for (int i = 0; i < 10; i++) {
        failing.send(new Message.Fail("on purpose"));
      }
      Await.until(() -> open.told.size() == 10);
    }
    assertThat(closesItself.told).hasSize(1);
  }

  @Test
  void followerThatThrows_isToldTheNext() throws Exception {
    var notebook = new Notebook();
    try (var _ =
        nodes
            .ship()
            .follow(event -> {
              notebook.next(event);
              throw new IllegalStateException("on purpose");
            })) {
      Ref<Message> failing = nodes.ship().spawn(Tally.class, Tally.EMPTY);
      failing.send(new Message.Fail("one"));
      failing.send(new Message.Fail("two"));
      Await.until(() -> notebook.told.size() == 2);
    }
  }
}
