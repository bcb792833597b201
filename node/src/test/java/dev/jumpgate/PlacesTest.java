package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Client;
import dev.jumpgate.fixture.Slow;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators do about the places of many processes at once. */
@Timeout(120)
class PlacesTest {

  private NodePair nodes;
  private GateConnection operator;

  @BeforeEach
  void start() throws Exception {
    nodes = new NodePair();
    operator = new GateConnection(nodes.home());
  }

  @AfterEach
  void stop() throws Exception {
    operator.close();
    nodes.close();
  }

  private Result ask(Call call) {
    try {
      return operator.ask(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ref<Message> spawn(String name) {
    return nodes.ship().spawn(name, Tally.class, Tally.EMPTY);
  }

  private String nodeOf(String name) {
    return ((Result.Processes) ask(new Call.Ps(name, null))).processes().getFirst().node();
  }

  @Test
  void moveMany_namesAndPatterns_goTogether_andWhatCannotIsTold() {
    List.of("a-1", "a-2", "b", "c").forEach(this::spawn);
    ask(new Call.Suspend("a-2"));
    nodes.ship().find("b", Tally.class).send(new Message.Sleep(Duration.ofSeconds(60)));
    var impatient = new MoveOptions(50, null, Duration.ofMillis(200));
    MovesResult moves =
        ((Result.MovedMany)
                ask(new Call.MoveMany(List.of("a-*", "b", "nobody"), "home", impatient)))
            .moves();
    assertThat(moves.moved()).extracting(MoveResult::name).containsExactly("a-1", "a-2");
    assertThat(moves.failed()).extracting(MoveFailure::name).containsExactly("b", "nobody");
    assertThat(moves.failed().getFirst().reason()).startsWith("b has been on Sleep");
    assertThat(moves.failed().getLast().reason()).isEqualTo("no process is named nobody");
    assertThat(List.of("a-1", "a-2", "b", "c"))
        .extracting(this::nodeOf)
        .containsExactly("home", "home", "ship", "ship");
    ask(new Call.Stop("b", true));
  }

  @Test
  void moveMany_ofThoseThere_movesNothing_andOfNobodyIsRefused() {
    spawn("a-1");
    assertThatThrownBy(() -> ask(many("z*", "home"))).hasMessage("no process matches z*");
    for (String there : List.of("a*", "a-1")) {
      MovesResult none = ((Result.MovedMany) ask(many(there, "ship"))).moves();
      assertThat(none.moved()).isEmpty();
      assertThat(none.failed()).isEmpty();
    }
    assertThatThrownBy(() -> ask(many("a*", "mars"))).hasMessage("no node is named mars");
  }

  @Test
  void evacuate_underLoad_leavesNobodyBehind_andNobodyNotices() throws Exception {
    List<Client> clients = new ArrayList<>();
    List<Ref<Message>> unnamed = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      spawn("n-" + i);
      unnamed.add(nodes.ship().spawn(Tally.class, Tally.EMPTY));
    }
    for (int i = 0; i < 4; i++) {
      clients.add(new Client("ship-" + i, nodes.ship().find("n-" + i, Tally.class)));
      clients.add(new Client("home-" + i, nodes.home().find("n-" + i, Tally.class)));
      clients.add(new Client("pid-" + i, unnamed.get(i)));
    }
    spawn("large").call(new Message.AddAndCount("me", 1));
    nodes.ship().find("large", Tally.class).send(new Message.Note("x".repeat(200_000)));

    RelocationResult gone = evacuate("ship");

    assertThat(gone.failed()).isEmpty();
    assertThat(gone.moved()).isEqualTo(601);
    assertThat(gone.flows()).extracting(f -> f.from() + " " + f.to()).containsExactly("ship home");
    assertThat(names("ship")).isEmpty();
    assertThat(names("home")).hasSize(601);
    long before = clients.stream().mapToLong(Client::calls).sum();
    Await.until(() -> clients.stream().mapToLong(Client::calls).sum() > before + 100);
    for (Client client : clients) {
      assertThat(client.stop()).isEmpty();
    }
    assertThat(unnamed.get(299).call(new Message.Notes())).containsExactly("MOVED");
    assertThat(evacuate("home").moved()).isEqualTo(601);
  }

  private RelocationResult evacuate(String node) {
    return ((Result.Relocated) ask(new Call.Evacuate(node, List.of(), false))).relocation();
  }

  private List<String> names(String node) {
    return ((Result.Processes) ask(new Call.Ps("*", null)))
        .processes().stream()
            .filter(p -> p.node().equals(node))
            .map(p -> p.name() == null ? p.pid().toString() : p.name())
            .toList();
  }

  @Test
  void evacuate_takesTimersMailboxAndKeptAnswersAlong() throws Exception {
    Ref<Message> laden = spawn("laden");
    var answer = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> answer.complete(laden.call(new Message.Keep())));
    laden.send(new Message.Remind(Duration.ofMillis(300), "reminded"));
    laden.call(new Message.Notes());
    laden.send(new Message.Sleep(Duration.ofMillis(200)));
    laden.send(new Message.Note("waited"));

    assertThat(evacuate("ship").moved()).isEqualTo(1);

    laden.send(new Message.Release("from home"));
    assertThat(answer.get()).isEqualTo("from home");
    Await.until(() -> laden.call(new Message.Notes()).contains("reminded"));
    assertThat(laden.call(new Message.Notes())).contains("MOVED", "waited");
  }

  @Test
  void evacuate_whatIsStuck_staysAndIsTold_andWhatIsSuspendedGoes() {
    List.of("a", "b").forEach(this::spawn);
    ask(new Call.Suspend("a"));
    nodes.ship().find("b", Tally.class).send(new Message.Sleep(Duration.ofSeconds(60)));
    var plan =
        ((Result.RelocationPlanned) ask(new Call.Evacuate("ship", List.of("home"), true))).plan();
    assertThat(plan.processes()).isEqualTo(2);
    assertThat(plan.staying()).isEmpty();
    assertThat(names("ship")).as("a plan changes nothing").containsExactly("a", "b");
    RelocationResult gone = evacuate("ship");
    assertThat(gone.moved()).isEqualTo(1);
    assertThat(gone.failed()).extracting(MoveFailure::name).containsExactly("b");
    assertThat(names("ship")).containsExactly("b");
    assertThat(status("a")).isEqualTo("suspended");
    ask(new Call.Stop("b", true));
  }

  @Test
  void evacuate_toNobodyOrItself_isRefused() throws Exception {
    spawn("a");
    assertThatThrownBy(() -> ask(new Call.Evacuate("ship", List.of("ship"), false)))
        .hasMessage("ship cannot take its own processes");
    assertThatThrownBy(() -> ask(new Call.Evacuate("ship", List.of("mars"), false)))
        .hasMessage("no node is named mars");
    assertThatThrownBy(() -> ask(new Call.Evacuate("mars", List.of(), false)))
        .hasMessage("no node is named mars");
    nodes.ship().close();
    Await.until(() -> nodes.home().members() == 1);
    assertThatThrownBy(() -> evacuate("home"))
        .hasMessage("there is no other node that could take the processes of home");
  }

  @Test
  void evacuate_toANodeThatDiesInTheMiddle_leavesTheSourceServing() throws Exception {
    // All of them are slow to build: any other would be there before the node dies, as those that
    // stand at the same time need not be in the same convoy.
    List<Ref<Slow.Message>> slow =
        IntStream.range(0, 8)
            .mapToObj(i -> nodes.ship().spawn("slow-" + i, Slow.class, new Slow.State(i)))
            .toList();
    var answers = new ArrayList<CompletableFuture<Integer>>();
    Slow.hold("shipload", "arrival");
    var gone = new CompletableFuture<RelocationResult>();
    try (var gate = new GateConnection(nodes.ship())) {
      Thread.startVirtualThread(() -> {
        try {
          gone.complete(
              ((Result.Relocated) gate.ask(new Call.Evacuate("ship", List.of(), false)))
                  .relocation());
        } catch (IOException | RuntimeException e) {
          gone.completeExceptionally(e);
        }
      });
      Slow.awaitHeld();
      for (Ref<Slow.Message> one : slow) {
        var answer = new CompletableFuture<Integer>();
        Thread.startVirtualThread(() -> answer.complete(one.call(new Slow.Message.Read())));
        answers.add(answer);
      }
      nodes.home().crash();
      assertThat(gone.get().moved()).isZero();
      assertThat(gone.get().failed())
          .hasSize(slow.size())
          .extracting(MoveFailure::reason)
          .contains("home was lost during the move")
          // Those that were not on their way yet have another.
          .allSatisfy(reason -> assertThat(reason).contains("home"));
    } finally {
      Slow.release();
    }
    for (int i = 0; i < slow.size(); i++) {
      assertThat(answers.get(i).get()).as("asked during the move").isEqualTo(i);
      assertThat(slow.get(i).call(new Slow.Message.Read())).isEqualTo(i);
    }
  }

  @Test
  void balance_movesTheSurplusAlone() {
    for (int i = 0; i < 10; i++) {
      spawn("s-" + i);
    }
    nodes.home().spawn("h", Tally.class, Tally.EMPTY);
    var plan = ((Result.RelocationPlanned) ask(new Call.Balance(true))).plan();
    assertThat(plan.flows()).hasSize(1);
    assertThat(plan.processes()).isEqualTo(4);
    var done = ((Result.Relocated) ask(new Call.Balance(false))).relocation();
    assertThat(done.moved()).isEqualTo(4);
    assertThat(names("ship")).hasSize(6);
    assertThat(names("home")).hasSize(5);
    assertThat(((Result.Relocated) ask(new Call.Balance(false))).relocation().moved()).isZero();
  }

  private static Call many(String pattern, String node) {
    return new Call.MoveMany(List.of(pattern), node, MoveOptions.DEFAULT);
  }

  @Test
  void planMove_saysWhatItWouldTake_andWhatStandsInItsWay() {
    spawn("heavy").send(new Message.Note("x".repeat(10_000)));
    Await.until(() -> plan("heavy", "home").stateBytes() > 10_000);
    MovePlan plan = plan("heavy", "home");
    assertThat(plan.reasons()).isEmpty();
    assertThat(plan.from() + " " + plan.to()).isEqualTo("ship home");
    assertThat(plan.bytes()).isGreaterThanOrEqualTo(plan.stateBytes());
    assertThat(plan.pause()).isPositive();
    assertThat(plan("heavy", "ship").reasons()).containsExactly("heavy is on ship already");
    assertThat(nodeOf("heavy")).isEqualTo("ship");
  }

  private MovePlan plan(String name, String node) {
    return ((Result.MovesPlanned) ask(new Call.PlanMove(name, node, MoveOptions.DEFAULT)))
        .plans()
        .getFirst();
  }

  @Test
  void move_whoseOperatorLeavesAnotherNodesGate_isGivenUp() throws Exception {
    Ref<Message> busy = spawn("busy");
    busy.send(new Message.Sleep(Duration.ofSeconds(60)));
    var patient = new MoveOptions(50, null, Duration.ofSeconds(50));
    try (var gate = new GateConnection(nodes.home())) {
      gate.say(new Call.Move("busy", "home", patient));
      Await.until(() -> status("busy").equals("moving"));
    }
    Await.until(() -> !status("busy").equals("moving"));
    ask(new Call.Stop("busy", true));
  }

  private String status(String name) {
    return ((Result.Processes) ask(new Call.Ps(name, null))).processes().getFirst().status();
  }
}
