package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Joiner;
import dev.jumpgate.fixture.Joiner.Message;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.PMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Process groups over two nodes. */
class GroupTest {

  private static final PMap<String, String> FAST = PMap.of("kind", "fast");
  private static final PMap<String, String> SLOW = PMap.of("kind", "slow");

  private NodePair nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = new NodePair();
  }

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  private static Ref<Message> spawn(Node node) {
    return node.spawn(Joiner.class, Joiner.NEW);
  }

  private static Ref<Message> joined(Node node, String group, PMap<String, String> metadata) {
    Ref<Message> ref = spawn(node);
    ref.call(new Message.Join(group, metadata));
    return ref;
  }

  private static List<Group.Member<Message>> members(Node node, String group) {
    return node.group(group, Joiner.class).members();
  }

  private static void awaitSize(Node node, String group, int size) {
    Await.until(() -> members(node, group).size() == size);
  }

  @Test
  void join_isSeenHereAtOnceAndThereSoon() {
    Ref<Message> worker = joined(nodes.ship(), "workers", FAST);
    var member = new Group.Member<>(worker, "ship", FAST);
    assertThat(members(nodes.ship(), "workers")).containsExactly(member);
    awaitSize(nodes.home(), "workers", 1);
    assertThat(members(nodes.home(), "workers")).containsExactly(member);
  }

  @Test
  void join_again_saysSomethingElseOfIt() {
    Ref<Message> worker = joined(nodes.ship(), "workers", FAST);
    worker.call(new Message.Join("workers", SLOW));
    assertThat(members(nodes.ship(), "workers"))
        .containsExactly(new Group.Member<>(worker, "ship", SLOW));
  }

  @Test
  void leaveAndEnd_areSeenOnBothNodes() {
    Ref<Message> leaver = joined(nodes.ship(), "workers", FAST);
    Ref<Message> ender = joined(nodes.home(), "workers", SLOW);
    awaitSize(nodes.ship(), "workers", 2);
    awaitSize(nodes.home(), "workers", 2);
    leaver.call(new Message.Leave("workers"));
    leaver.call(new Message.Leave("workers")); // a second time is no error
    ender.send(new Message.End());
    awaitSize(nodes.ship(), "workers", 0);
    awaitSize(nodes.home(), "workers", 0);
  }

  @Test
  void handlerThatThrows_hasNotJoined() {
    Ref<Message> fails = spawn(nodes.ship());
    assertThatThrownBy(() -> fails.call(new Message.JoinAndFail("workers")))
        .isInstanceOf(CallFailedException.class);
    assertThat(members(nodes.ship(), "workers")).isEmpty();
  }

  @Test
  void query_thatJoinsOrSetsATimer_isRefused() {
    Ref<Message> sneak = spawn(nodes.ship());
    assertThatThrownBy(() -> sneak.call(new Message.Sneak("workers")))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("a query must change nothing");
    assertThatThrownBy(() -> sneak.call(new Message.Linger()))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("a query must change nothing");
    assertThat(members(nodes.ship(), "workers")).isEmpty();
  }

  @Test
  void move_takesTheMembershipAlong() throws Exception {
    Ref<Message> worker = nodes.ship().spawn("worker", Joiner.class, Joiner.NEW);
    worker.call(new Message.Join("workers", FAST));
    awaitSize(nodes.home(), "workers", 1);
    List<String> changes = new ArrayList<>();
    Queue<Group.Change<Message>> seen = new ConcurrentLinkedQueue<>();
    try (var _ = nodes.ship().follow("workers", Joiner.class, seen::add)) {
      nodes.move("worker", nodes.home());
      for (Node node : List.of(nodes.ship(), nodes.home())) {
        Await.until(() ->
            members(node, "workers").equals(List.of(new Group.Member<>(worker, "home", FAST))));
      }
      worker.call(new Message.Leave("workers"));
      awaitSize(nodes.ship(), "workers", 0);
      Await.until(() -> seen.stream().anyMatch(c -> c instanceof Group.Change.Left<?>));
    }
    seen.forEach(c -> changes.add(c.getClass().getSimpleName() + " " + c.member().node()));
    assertThat(changes).containsExactly("Changed home", "Left home");
  }

  @Test
  void newcomer_hearsOfAllThatJoinedBefore() throws Exception {
    int many = 2_500; // more than goes into one part
    for (int i = 0; i < many; i++) {
      joined(nodes.ship(), "crowd", PMap.of("number", String.valueOf(i)));
    }
    var config = nodes.config("late").join(List.of(nodes.ship().address()));
    try (Node late = Node.start(config)) {
      awaitSize(late, "crowd", many);
      assertThat(members(late, "crowd")).isEqualTo(members(nodes.ship(), "crowd"));
    }
  }

  @Test
  void lostNode_takesItsMembersAlong() {
    Ref<Message> stays = joined(nodes.ship(), "workers", FAST);
    joined(nodes.home(), "workers", SLOW);
    awaitSize(nodes.ship(), "workers", 2);
    nodes.home().crash();
    awaitSize(nodes.ship(), "workers", 1);
    assertThat(members(nodes.ship(), "workers").getFirst().ref()).isEqualTo(stays);
  }

  @Test
  void lostNode_takesAlongWhatHadMovedThere() throws Exception {
    nodes.ship().spawn("worker", Joiner.class, Joiner.NEW).call(new Message.Join("workers", FAST));
    nodes.move("worker", nodes.home());
    nodes.home().crash();
    awaitSize(nodes.ship(), "workers", 0);
  }

  @Test
  void send_reachesAllMembersFromNodeAndFromProcess() {
    Ref<Message> here = joined(nodes.ship(), "all", FAST);
    Ref<Message> there = joined(nodes.home(), "all", FAST);
    awaitSize(nodes.ship(), "all", 2);
    nodes.ship().group("all", Joiner.class).send(new Message.Hear());
    spawn(nodes.ship()).send(new Message.Tell("all"));
    Await.until(() -> here.call(new Message.Heard()) == 2 && there.call(new Message.Heard()) == 2);
  }

  @Test
  void pick_choosesAmongAll_pickNear_hereFirst() {
    Ref<Message> here = joined(nodes.ship(), "some", FAST);
    Ref<Message> there = joined(nodes.home(), "some", FAST);
    awaitSize(nodes.ship(), "some", 2);
    awaitSize(nodes.home(), "some", 2);
    Group<Message> ofShip = nodes.ship().group("some", Joiner.class);
    assertThat(ofShip.pick()).hasValueSatisfying(one -> assertThat(one).isIn(here, there));
    assertThat(ofShip.pickNear()).contains(here);
    assertThat(nodes.home().group("some", Joiner.class).pickNear()).contains(there);
    here.call(new Message.Leave("some"));
    assertThat(ofShip.pickNear()).as("nobody is near").contains(there);
    assertThat(nodes.ship().group("none", Joiner.class).pick()).isEmpty();
  }

  @Test
  void manyJoinsAndLeavesAndMoves_endInEqualViews() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Ref<Message>> processes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Node node = i % 2 == 0 ? nodes.ship() : nodes.home();
      processes.add(node.spawn("p" + i, Joiner.class, Joiner.NEW));
    }
    // Several at once, each with processes of its own, so that the last word is known.
    List<Thread> threads = new ArrayList<>();
    List<Map<String, String>> expected = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      var mine = new Random(random.nextLong());
      List<Integer> own = List.of(t * 3, t * 3 + 1, t * 3 + 2);
      Map<String, String> last = new TreeMap<>();
      expected.add(last);
      threads.add(Thread.startVirtualThread(() -> stir(mine, own, processes, last)));
    }
    var away = new boolean[processes.size()];
    for (int i = 0; i < 30; i++) {
      int index = random.nextInt(processes.size());
      away[index] = !away[index];
      nodes.move("p" + index, (index % 2 == 0) == away[index] ? nodes.home() : nodes.ship());
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Map<String, String> all = new TreeMap<>();
    expected.forEach(all::putAll);
    try {
      Await.until(() -> view(nodes.ship()).equals(all) && view(nodes.home()).equals(all));
    } catch (AssertionError e) {
      throw new AssertionError(
          "seed %d: expected %s, ship sees %s, home sees %s"
              .formatted(seed, all, view(nodes.ship()), view(nodes.home())),
          e);
    }
    for (int g = 0; g < 3; g++) {
      assertThat(members(nodes.ship(), "g" + g))
          .as("seed %d", seed)
          .isEqualTo(members(nodes.home(), "g" + g));
    }
  }

  private static void stir(
      Random random, List<Integer> own, List<Ref<Message>> processes, Map<String, String> last) {
    for (int i = 0; i < 400; i++) {
      int index = own.get(random.nextInt(own.size()));
      String group = "g" + random.nextInt(3);
      String key = group + "/p" + index;
      if (random.nextInt(3) == 0) {
        processes.get(index).call(new Message.Leave(group));
        last.remove(key);
      } else {
        String value = String.valueOf(random.nextInt(5));
        processes.get(index).call(new Message.Join(group, PMap.of("value", value)));
        last.put(key, value);
      }
    }
  }

  private static Map<String, String> view(Node node) {
    Map<String, String> view = new TreeMap<>();
    for (int g = 0; g < 3; g++) {
      for (Group.Member<Message> member : members(node, "g" + g)) {
        view.put("g" + g + "/" + member.ref().name(), member.metadata().get("value"));
      }
    }
    return view;
  }
}
