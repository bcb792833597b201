package dev.jumpgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Client;
import dev.jumpgate.fixture.Slow;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A live process moves between two nodes, and nobody who uses it notices. */
class MoveTest {

  private static NodePair nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair();
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  @Test
  void move_underLoad_losesDoublesAndReordersNothing() throws Exception {
    Ref<Message> tally = nodes.ship().spawn("busy", Tally.class, Tally.EMPTY);
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(new Client("ship-" + i, nodes.ship().find("busy", Tally.class)));
      clients.add(new Client("home-" + i, nodes.home().find("busy", Tally.class)));
      clients.add(new Client("pid-" + i, tally));
    }
    for (int i = 0; i < 20; i++) {
      long before = calls(clients);
      MoveResult result = move("busy", i % 2 == 0 ? "home" : "ship");
      assertThat(result.epoch()).isEqualTo(i + 2);
      Await.until(() -> calls(clients) > before + 100);
    }
    for (Client client : clients) {
      assertThat(client.stop()).isEmpty();
    }
  }

  private static long calls(List<Client> clients) {
    return clients.stream().mapToLong(Client::calls).sum();
  }

  @Test
  void move_takesTimersAndKeptAnswersAlong() throws Exception {
    Ref<Message> tally = nodes.ship().spawn("laden", Tally.class, Tally.EMPTY);
    var answer = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> answer.complete(tally.call(new Message.Keep())));
    Await.until(() -> !state("laden").contains("kept:Optional.empty"));
    tally.send(new Message.Remind(Duration.ofMillis(300), "reminded"));

    move("laden", "home");

    tally.send(new Message.Release("from home"));
    assertThat(answer.get()).isEqualTo("from home");
    Await.until(() -> tally.call(new Message.Notes()).contains("reminded"));
    assertThat(tally.call(new Message.Notes())).containsExactly("MOVED", "reminded");
  }

  @Test
  void move_ofAProcessWithoutAName_isFollowedByItsPid() throws Exception {
    Ref<Message> tally = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    MoveResult result = move(String.valueOf(tally.pid()), "home");
    assertThat(result.from()).isEqualTo("ship");
    assertThat(tally.call(new Message.Notes())).containsExactly("MOVED");
    assertThat(move(String.valueOf(tally.pid()), "ship").epoch()).isEqualTo(3);
    assertThat(tally.call(new Message.Notes())).containsExactly("MOVED", "MOVED");
  }

  @Test
  void move_toWhereItIs_isDoneAlready() throws Exception {
    Ref<Message> settled = nodes.ship().spawn("settled", Tally.class, Tally.EMPTY);
    MoveResult result = move("settled", "ship");
    assertThat(result.from() + " " + result.to()).isEqualTo("ship ship");
    assertThat(result.rounds()).isZero();
    assertThat(settled.call(new Message.Notes())).as("it did not start anew").isEmpty();
  }

  @Test
  void move_ofNobodyOrToNowhere_saysWhich() {
    nodes.ship().spawn("moored", Tally.class, Tally.EMPTY);
    assertThatThrownBy(() -> move("nobody", "home")).hasMessage("no process is named nobody");
    assertThatThrownBy(() -> move("moored", "nowhere")).hasMessage("no node is named nowhere");
  }

  @Test
  void move_ofAProcessThatHasEnded_saysThatThereIsNone() throws Exception {
    Ref<Message> dead = nodes.ship().spawn("dead", Tally.class, Tally.EMPTY);
    dead.send(new Message.End());
    Await.until(() -> nodes.ship().processes().find(requireNonNull(dead.pid())).isEmpty());
    assertThatThrownBy(() -> move(String.valueOf(dead.pid()), "home"))
        .hasMessage("there is no process " + dead.pid());
  }

  @Test
  void move_toANodeThatIsLeaving_isRefusedAndTheProcessServes() throws Exception {
    try (var pair = new NodePair()) {
      Ref<Message> tally = pair.home().spawn("kept", Tally.class, Tally.EMPTY);
      pair.ship().processes().leaving();
      assertThat(outcome(pair.home(), "kept", "ship"))
          .isInstanceOfSatisfying(
              OperatorException.class, e -> assertThat(e).hasMessageContaining("ship is leaving"));
      assertThat(tally.call(new Message.Notes())).isEmpty();
    }
  }

  @Test
  void move_whoseOperatorLeaves_doesNotLeaveTheProcessFrozen() throws Exception {
    Ref<Message> busy = nodes.ship().spawn("left", Tally.class, Tally.EMPTY);
    busy.send(new Message.Sleep(Duration.ofSeconds(1)));
    try (var gate = new GateConnection(nodes.ship())) {
      gate.say(new Call.Move("left", "home"));
      Await.until(() -> status("left").equals("moving"));
    }
    assertThat(busy.call(new Message.Notes())).doesNotContain("never");
    assertThat(status("left")).isNotEqualTo("moving");
  }

  @Test
  void call_toAProcessThatWentToAndFroAndEnded_failsAtOnce() throws Exception {
    Ref<Message> gone = nodes.ship().spawn(Tally.class, Tally.EMPTY);
    Ref<Message> asker = nodes.home().spawn("asker-of-gone", Tally.class, Tally.EMPTY);
    move(String.valueOf(gone.pid()), "home");
    move(String.valueOf(gone.pid()), "ship");
    asker.send(new Message.AskNotesOf(gone, "before"));
    Await.until(() -> asker.call(new Message.Notes()).size() == 1);
    gone.send(new Message.End());
    asker.send(new Message.AskNotesOf(gone, "after"));
    Await.until(() -> asker.call(new Message.Notes()).contains("after failed"));
    assertThatThrownBy(() -> gone.call(new Message.Notes())).isInstanceOf(NoProcessException.class);
  }

  private static String status(String process) {
    try (var gate = new GateConnection(nodes.home())) {
      return ((Result.Processes) gate.ask(new Call.Ps(process, null)))
          .processes()
          .getFirst()
          .status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void move_isAnEventOnBothNodes() throws Exception {
    nodes.ship().spawn("seen", Tally.class, Tally.EMPTY);
    move("seen", "home");
    for (Node node : List.of(nodes.ship(), nodes.home())) {
      Await.until(() ->
          events(node).stream()
              .anyMatch(e -> e.kind() == Event.Kind.MOVED && "seen".equals(e.process())));
      assertThat(events(node))
          .filteredOn(e -> "seen".equals(e.process()))
          .extracting(Event::kind, Event::detail)
          .startsWith(tuple(Event.Kind.MOVING, "from ship to home"));
    }
  }

  @Test
  void inspect_ofAStuckProcess_showsItsLastStateAndWhatItIsAt() throws Exception {
    Ref<Message> stuck = nodes.ship().spawn("stuck", Tally.class, Tally.EMPTY);
    stuck.call(new Message.AddAndCount("me", 1));
    stuck.send(new Message.Sleep(Duration.ofSeconds(20)));
    Await.until(() -> about("stuck").handling() != null);
    Result.About about = about("stuck");
    assertThat(about.handling()).contains("Sleep");
    assertThat(about.stack()).anyMatch(frame -> frame.contains("Tally.sleep"));
    assertThat(state("stuck")).contains("me");
  }

  @Test
  void move_toANodeThatDiesInTheMiddle_leavesTheSourceServing() throws Exception {
    try (var pair = new NodePair()) {
      Ref<Message> tally = pair.ship().spawn("brave", Tally.class, Tally.EMPTY);
      var client = new Client("me", tally);
      // The state of this process takes until the latch opens to be built on the target.
      Ref<Slow.Message> slow = pair.ship().spawn("slow", Slow.class, new Slow.State(1));
      Slow.hold("arrival");
      var moved = new CompletableFuture<Object>();
      Thread.startVirtualThread(() -> moved.complete(outcome(pair.ship(), "slow", "home")));
      Slow.awaitHeld();
      pair.home().crash();
      assertThat(moved.get())
          .isInstanceOfSatisfying(
              OperatorException.class,
              e -> assertThat(e).hasMessage("home was lost during the move"));
      Slow.release();
      assertThat(slow.call(new Slow.Message.Read())).isEqualTo(1);
      assertThat(client.stop()).isEmpty();
    }
  }

  private static Object outcome(Node at, String process, String node) {
    try (var gate = new GateConnection(at)) {
      return gate.ask(new Call.Move(process, node));
    } catch (IOException | OperatorException e) {
      return e;
    }
  }

  private static MoveResult move(String process, String node) throws IOException {
    try (var gate = new GateConnection(nodes.home())) {
      return ((Result.Moved) gate.ask(new Call.Move(process, node))).move();
    }
  }

  private static List<Event> events(Node node) {
    try (var gate = new GateConnection(node)) {
      return ((Result.Events) gate.ask(new Call.Events())).events();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Result.About about(String process) {
    try (var gate = new GateConnection(nodes.home())) {
      return (Result.About) gate.ask(new Call.About(process, false));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String state(String process) {
    return Codec.tree(about(process).state().toArray()).toString();
  }
}
