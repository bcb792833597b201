package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a standby, on three nodes of one JVM, one of which hosts nothing. */
class StandbyTest {

  @TempDir Path folder;
  private Node ship;
  private Node home;
  private Node guard;
  private Ref<Message> nav;

  @BeforeEach
  void start() {
    var sockets = new GateSockets(folder);
    ship = Node.start(NodeConfig.named("ship").sockets(sockets));
    List<String> seed = List.of(ship.address());
    home = Node.start(NodeConfig.named("home").sockets(sockets).join(seed));
    guard = Node.start(NodeConfig.named("guard").sockets(sockets).join(seed).witness());
    nav = ship.spawn("nav", Tally.class, Tally.EMPTY);
  }

  @AfterEach
  void stop() {
    guard.close();
    home.close();
    ship.close();
  }

  private static Result ask(Node node, Call call) {
    try (var gate = new GateConnection(node)) {
      return gate.ask(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessStatus keep(Node node, @Nullable String place) {
    return ((Result.Changed) ask(node, new Call.Keep("nav", place, true))).process();
  }

  private static String refusal(Node node, Call call) {
    try {
      ask(node, call);
    } catch (OperatorException e) {
      return String.valueOf(e.getMessage());
    }
    return Assertions.fail("it was not refused");
  }

  private static ProcessStatus ps(Node node) {
    return ((Result.Processes) ask(node, new Call.Ps("nav", null))).processes().getFirst();
  }

  private static void await(Node node, Predicate<ProcessStatus> holds) {
    Await.until(() -> {
      List<ProcessStatus> all =
          ((Result.Processes) ask(node, new Call.Ps("nav", null))).processes();
      return all.size() == 1 && holds.test(all.getFirst());
    });
  }

  private static boolean stable(Node node) {
    return ((Result.About) ask(node, new Call.About("nav", false))).stable();
  }

  // Until the loss is seen, calls there fail.
  private static boolean serves(Ref<Message> process) {
    try {
      process.call(new Message.CountOf("home"));
      return true;
    } catch (CallFailedException | NoProcessException e) {
      return false;
    }
  }

  private void addAndCount(Node from, int count) {
    Ref<Message> there = from.find("nav", Tally.class);
    for (int i = 1; i <= count; i++) {
      assertThat(there.call(new Message.AddAndCount(from.name(), i)).applied()).isEqualTo(i);
    }
  }

  @Test
  void process_withAStandby_answersAndShowsIt() {
    assertThat(stable(home)).isFalse();
    ProcessStatus kept = keep(home, "home");
    assertThat(kept.standby()).isEqualTo("home");
    addAndCount(home, 100);
    addAndCount(ship, 100);
    await(ship, p -> Long.valueOf(0).equals(p.lag()));
    assertThat(stable(guard)).isTrue();
    assertThat(ps(home).node()).isEqualTo("ship");
  }

  @Test
  void process_whoseOwnerIsLost_goesOnAtTheStandbyWithAllOfItsState() {
    keep(ship, "home");
    addAndCount(home, 50);
    nav.send(new Message.Note("before"));
    assertThat(nav.call(new Message.Notes())).contains("before");
    ship.crash();
    Ref<Message> there = home.find("nav", Tally.class);
    Await.until(() -> serves(there));
    assertThat(there.call(new Message.CountOf("home")).applied()).isEqualTo(50);
    assertThat(there.call(new Message.Notes())).contains("before", "PROMOTED");
    Await.until(() ->
        ((Result.Events) ask(home, new Call.Events()))
            .events().stream().anyMatch(event -> event.kind() == Event.Kind.PROMOTED));
  }

  @Test
  void process_whoseStandbyIsLost_goesOnAndHasItAgainWhenOneJoins() {
    keep(ship, "home");
    addAndCount(ship, 10);
    home.crash();
    await(ship, p -> p.standby() == null);
    assertThat(nav.call(new Message.AddAndCount("ship", 11)).applied()).isEqualTo(11);
    home =
        Node.start(
            NodeConfig.named("moon")
                .sockets(new GateSockets(folder))
                .join(List.of(ship.address())));
    await(ship, p -> "moon".equals(p.standby()));
    Await.until(() -> stable(ship));
    assertThat(nav.call(new Message.AddAndCount("ship", 12)).applied()).isEqualTo(12);
  }

  @Test
  void failover_whileBothLive_goesOnThereAndHasTheFormerOwnerFollow() {
    keep(ship, "home");
    addAndCount(ship, 10);
    var moved = (Result.Moved) ask(guard, new Call.FailOver("nav", false));
    assertThat(moved.move().to()).isEqualTo("home");
    assertThat(nav.call(new Message.AddAndCount("ship", 11)).applied()).isEqualTo(11);
    assertThat(ps(guard).node()).isEqualTo("home");
    await(guard, p -> "ship".equals(p.standby()));
    addAndCount(home, 10);
  }

  @Test
  void standby_thatIsTakenAway_holdsNothingBack() {
    keep(ship, "home");
    addAndCount(ship, 5);
    assertThat(keep(ship, null).standby()).isNull();
    addAndCount(home, 5);
    assertThat(stable(ship)).isFalse();
  }

  @Test
  void move_ofAProcessWithAStandby_keepsTheWishForOne() {
    keep(ship, "home");
    addAndCount(ship, 5);
    ask(ship, new Call.Move("nav", "home"));
    assertThat(nav.call(new Message.AddAndCount("ship", 6)).applied()).isEqualTo(6);
    await(guard, p -> p.node().equals("home") && "ship".equals(p.standby()));
    addAndCount(home, 5);
  }

  @Test
  void badInput_isRefusedInOneLine() {
    assertThat(refusal(ship, new Call.Keep("gone", "home", true)))
        .isEqualTo("no process is named gone");
    assertThat(refusal(ship, new Call.Keep("nav", "mars", true)))
        .isEqualTo("no node is named mars");
    assertThat(refusal(ship, new Call.Keep("nav", "ship", true)))
        .isEqualTo("nav runs on ship: its standby must be on another node");
    assertThat(refusal(ship, new Call.Keep("nav", "guard", true)))
        .isEqualTo("guard is a witness: it hosts no processes");
    assertThat(refusal(ship, new Call.FailOver("nav", false))).isEqualTo("nav has no standby");
    ask(ship, new Call.Suspend("nav"));
    assertThat(refusal(ship, new Call.Keep("nav", "home", true))).isEqualTo("nav is suspended");
  }

  @Test
  void standby_thatIsAsWantedAlready_staysSo() {
    assertThat(keep(ship, null).standbyStatus()).isNull();
    keep(ship, "home");
    ProcessStatus again = keep(ship, "home");
    assertThat(again.standby()).isEqualTo("home");
    assertThat(events(Event.Kind.STANDBY)).hasSize(1);
  }

  private List<Event> events(Event.Kind kind) {
    return ((Result.Events) ask(home, new Call.Events()))
        .events().stream().filter(event -> event.kind() == kind).toList();
  }

  @Test
  void ps_showsHowTheStandbyFollows_orThatNoNodeIsThereForIt() {
    assertThat(ps(ship).standbyStatus()).isNull();
    assertThat(keep(ship, "home").standbyStatus()).isEqualTo("sync");
    ask(ship, new Call.Keep("nav", "home", false));
    assertThat(ps(guard).standbyStatus()).isEqualTo("async");
    home.crash();
    await(ship, p -> "wanted".equals(p.standbyStatus()) && p.standby() == null && p.lag() == null);
  }

  @Test
  void move_toTheNodeOfTheStandby_copiesNothing_andHasTheFormerOwnerFollow() {
    keep(ship, "home");
    nav.call(new Message.AddAndCount("ship", 1));
    MovePlan plan =
        ((Result.MovesPlanned) ask(guard, new Call.PlanMove("nav", "home", MoveOptions.DEFAULT)))
            .plans()
            .getFirst();
    assertThat(plan.standby()).isTrue();
    assertThat(plan.bytes()).isZero();
    assertThat(plan.reasons()).isEmpty();
    assertThat(ps(guard).node()).as("a plan changes nothing").isEqualTo("ship");

    MoveResult move = ((Result.Moved) ask(guard, new Call.Move("nav", "home"))).move();

    assertThat(move.from() + " " + move.to()).isEqualTo("ship home");
    assertThat(move.rounds()).isZero();
    assertThat(move.bytes()).isZero();
    assertThat(nav.call(new Message.AddAndCount("ship", 2)).applied()).isEqualTo(2);
    await(guard, p -> p.node().equals("home") && "ship".equals(p.standby()));
    Await.until(() -> events(Event.Kind.MOVED).size() == 1);
    assertThat(events(Event.Kind.MOVED).getFirst().detail())
        .isEqualTo("from ship to home, epoch %d, by its standby".formatted(move.epoch()));
    assertThat(ps(ship).revision()).as("not started anew").isGreaterThan(1);
  }

  @Test
  void move_ofAStuckProcess_toTheNodeOfItsStandby_waitsAsLongAsItIsTold_andOffersItsLastRevision() {
    keep(ship, "home");
    nav.send(new Message.Sleep(Duration.ofSeconds(60)));
    var impatient = new MoveOptions(50, null, Duration.ofMillis(200));
    assertThat(refusal(ship, new Call.Move("nav", "home", impatient)))
        .startsWith("nav has been on Sleep")
        .endsWith("did not come to the end of its message within 200 ms and stays where it is");

    ask(ship, new Call.Move("nav", "home", impatient.withLastRevision()));

    assertThat(nav.call(new Message.AddAndCount("ship", 1)).applied()).isEqualTo(1);
    await(guard, p -> p.node().equals("home"));
  }

  @Test
  void failover_whileBothLive_isAPromotionInTheEvents_andNoMove() {
    keep(ship, "home");
    ask(guard, new Call.FailOver("nav", false));
    Await.until(() -> events(Event.Kind.PROMOTED).size() == 1);
    assertThat(events(Event.Kind.PROMOTED).getFirst().detail())
        .startsWith("from ship to home, epoch ")
        .endsWith(": as an operator wanted");
    assertThat(events(Event.Kind.MOVED)).isEmpty();
  }

  @Test
  void witness_hostsNothingAndSaysSo() {
    Assertions.assertThatThrownBy(() -> guard.spawn("log", Tally.class, Tally.EMPTY))
        .isInstanceOf(RefusedException.class)
        .hasMessage("guard is a witness: it hosts no processes");
    assertThat(refusal(ship, new Call.Move("nav", "guard")))
        .isEqualTo("guard is a witness: it hosts no processes");
    assertThat(((Result.Nodes) ask(ship, new Call.Nodes())).nodes())
        .filteredOn(node -> node.name().equals("guard"))
        .extracting(NodeStatus::state)
        .containsExactly("witness");
  }
}
