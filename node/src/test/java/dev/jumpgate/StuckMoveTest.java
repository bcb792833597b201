package dev.jumpgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Kin;
import dev.jumpgate.fixture.Sloth;
import dev.jumpgate.fixture.Sloth.Message;
import dev.jumpgate.fixture.Slow;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.ChildStatus;
import dev.jumpgate.process.ChildStatus.State;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process whose handler does not return is moved as of its last revision. */
class StuckMoveTest extends OperatorAtHome {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final MoveOptions PATIENT = new MoveOptions(50, null, SHORT);
  private static final MoveOptions FORCED = PATIENT.withLastRevision();
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String name = "sloth-" + RUNS.incrementAndGet();
  private Ref<Message> sloth;
  private Ref<Message> friend;

  @BeforeEach
  void spawn() {
    Sloth.reset();
    sloth = nodes.ship().spawn(name, Sloth.class, Sloth.State.EMPTY);
    friend = nodes.ship().spawn(Sloth.class, Sloth.State.EMPTY);
  }

  private static <M> CompletableFuture<Object> calling(Ref<M> process, Request<M, ?> message) {
    var answer = new CompletableFuture<Object>();
    Thread.startVirtualThread(() -> {
      try {
        answer.complete(process.call(message, Duration.ofMinutes(1)));
      } catch (RuntimeException e) {
        answer.complete(e);
      }
    });
    return answer;
  }

  private CompletableFuture<Object> cling() throws InterruptedException {
    sloth.send(new Message.Note("kept"));
    CompletableFuture<Object> clinging = calling(sloth, new Message.Cling(friend, name));
    Sloth.awaitStuck();
    return clinging;
  }

  private static MoveResult move(String process, String node, MoveOptions options)
      throws IOException {
    return ((Result.Moved) operator.ask(new Call.Move(process, node, options))).move();
  }

  private static Cell<?, ?> cell(Ref<?> process) {
    return nodes.ship().processes().find(requireNonNull(process.pid())).orElseThrow();
  }

  private static Halt halt(Cell<?, ?> cell, Duration wait) throws InterruptedException {
    Optional<Halt> stands = Halt.atLastRevision(cell, Hold.MOVING, wait, nodes.ship().processes());
    return stands.orElseThrow();
  }

  private static List<String> notes(Ref<Message> process) {
    return process.call(new Message.Notes()).stream().toList();
  }

  // --- what is said of it ---

  @Test
  void stuckProcess_isRefusedWithWhatItIsAtAndWhatItsLastRevisionWouldLose() throws Exception {
    var _ = cling();
    assertThatThrownBy(() -> move(name, "home", PATIENT))
        .isInstanceOfSatisfying(
            OperatorException.class,
            e -> {
              assertThat(e)
                  .hasMessageMatching(
                      name
                          + " has been on .*Cling.* since 20\\S+Z, for \\d+ m?s, did not come to"
                          + " the end of its message within 100 ms and stays where it is");
              assertThat(e.hint())
                  .contains("--last-revision moves it as of revision 2")
                  .contains("goes to the dead letters", "still do is lost")
                  .contains("its caller gets an exception that says that it was not applied");
            });
    Sloth.release();
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "clung", "timer");
  }

  @Test
  void dryRun_ofAStuckProcess_countsItOnlyWhereItsLastRevisionIsNotWanted() throws Exception {
    var _ = cling();
    Await.until(() -> !plan(PATIENT).reasons().isEmpty());
    assertThat(plan(PATIENT).reasons()).containsExactly(name + " has been at one message for long");
    assertThat(plan(FORCED).reasons()).isEmpty();
    Sloth.release();
  }

  private MovePlan plan(MoveOptions options) {
    try {
      Result planned = operator.ask(new Call.PlanMove(name, "home", options));
      return ((Result.MovesPlanned) planned).plans().getFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // --- as of its last revision ---

  @Test
  void stuckProcess_goesOnAtTheTargetWithItsLastStateAndWhatWaits() throws Exception {
    CompletableFuture<Object> clinging = cling();
    sloth.send(new Message.Note("first"));
    sloth.send(new Message.Note("second"));

    MoveResult moved = move(name, "home", FORCED);

    assertThat(moved.crash()).isNotNull();
    assertThat(moved.to()).isEqualTo("home");
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "MOVED", "first", "second");
    assertThat(clinging.get())
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e).hasMessageContaining("was not applied: " + name + " went on"));
    assertKept(requireNonNull(moved.crash()));

    Sloth.release();
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "MOVED", "first", "second");
    assertThat(notes(friend)).containsExactly("SPAWNED");
  }

  private void assertKept(String id) throws IOException {
    Crash crash = ((Result.Crash) operator.ask(new Call.Crash(id))).crash();
    assertThat(crash.status().error()).contains("given up");
    assertThat(crash.revision()).isEqualTo(2);
    assertThat(crash.stack()).anyMatch(frame -> frame.contains("Sloth.await"));
    List<DeadLetter> letters =
        ((Result.DeadLetters) operator.ask(new Call.DeadLetters())).letters();
    assertThat(letters)
        .filteredOn(letter -> letter.process().equals(name))
        .singleElement()
        .satisfies(letter -> assertThat(letter.crash()).isEqualTo(id));
  }

  @Test
  void localNames_ofTheMessageThatIsGivenUp_areFree() throws Exception {
    var _ = cling();
    halt(cell(sloth), SHORT).resume();
    nodes.ship().register(name + "-early", friend);
    Sloth.release();
    assertThat(nodes.ship().whereis(name + "-early", Sloth.class)).isPresent();
    nodes.ship().register(name + "-late", friend);
  }

  @Test
  void handlerThatSpins_isLeftToItself() throws Exception {
    sloth.send(new Message.Spin(friend));
    Sloth.awaitStuck();
    assertThat(move(name, "home", FORCED).crash()).isNotNull();
    assertThat(notes(sloth)).containsExactly("SPAWNED", "MOVED");
    Sloth.release();
    assertThat(notes(friend)).containsExactly("SPAWNED");
    assertThat(notes(sloth)).containsExactly("SPAWNED", "MOVED");
  }

  @Test
  void timerThatIsGivenUp_isNotDueAgain() throws Exception {
    sloth.send(new Message.Doze());
    Sloth.awaitStuck();
    move(name, "home", FORCED);
    assertThat(notes(sloth)).containsExactly("SPAWNED", "MOVED");
    Sloth.release();
  }

  @Test
  void processThatIsNotStuck_losesNothingByTheOption() throws Exception {
    sloth.send(new Message.Note("kept"));
    assertThat(move(name, "home", FORCED).crash()).isNull();
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "MOVED");
  }

  @Test
  void many_someOfThemStuck_goByTheOption() throws Exception {
    var _ = cling();
    nodes.ship().spawn(name + "-free", Sloth.class, Sloth.State.EMPTY);
    var moves =
        ((Result.MovedMany) operator.ask(new Call.MoveMany(List.of(name + "*"), "home", FORCED)))
            .moves();
    assertThat(moves.failed()).isEmpty();
    assertThat(moves.moved())
        .hasSize(2)
        .filteredOn(moved -> moved.crash() != null)
        .singleElement()
        .satisfies(moved -> assertThat(moved.name()).isEqualTo(name));
    Sloth.release();
  }

  @Test
  void processWithASynchronousStandby_goesOnFromAllThatItHasAnswered() throws Exception {
    operator.ask(new Call.Keep(name, "home", true));
    CompletableFuture<Object> clinging = cling();
    sloth.send(new Message.Note("next"));

    halt(cell(sloth), SHORT).resume();

    assertThat(clinging.get()).isInstanceOf(CallFailedException.class);
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "next");
    Sloth.release();
    assertThat(notes(friend)).containsExactly("SPAWNED");
    Sloth.reset();
    CompletableFuture<Object> again = cling();
    move(name, "home", FORCED);
    assertThat(again.get()).isInstanceOf(CallFailedException.class);
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "next", "kept", "MOVED");
    Sloth.release();
  }

  @Test
  void childThatIsStuckInItsStart_countsAsStarted() throws Exception {
    Ref<Supervisor.Message> top =
        nodes
            .ship()
            .supervise(
                name + "-top",
                Supervisor.oneForOne()
                    .child(nodes.ship().child("lazy", Sloth.class, Sloth.State.ASLEEP))
                    .child(nodes.ship().child("keen", Sloth.class, Sloth.State.EMPTY)));
    Sloth.awaitStuck();
    assertThat(states(top)).containsExactly(State.STARTING, State.WAITING);
    Pid lazy = requireNonNull(top.call(new Supervisor.Message.Children()).get(0).pid());
    move(lazy.toString(), "home", FORCED);
    Await.until(() -> states(top).equals(List.of(State.RUNNING, State.RUNNING)));
    assertThat(top.call(new Supervisor.Message.Children()).get(0).pid()).isEqualTo(lazy);
    Sloth.release();
  }

  private static List<State> states(Ref<Supervisor.Message> top) {
    return top.call(new Supervisor.Message.Children()).stream().map(ChildStatus::state).toList();
  }

  @Test
  void linkedAndWatching_areToldNothing() throws Exception {
    Ref<Kin.Message> kin = nodes.ship().spawn(Kin.class, Kin.EMPTY);
    kin.send(new Kin.Message.Watch("it", sloth));
    kin.send(new Kin.Message.Tie(sloth));
    kin.call(new Kin.Message.Notes());
    var _ = cling();
    move(name, "home", FORCED);
    assertThat(notes(sloth)).containsExactly("SPAWNED", "kept", "MOVED");
    assertThat(kin.call(new Kin.Message.Notes())).isEmpty();
    Sloth.release();
  }

  // --- where nothing comes of the move ---

  @Test
  void moveThatFails_goesOnHereWithTheNextMessageAndSaysWhatWasGivenUp() throws Exception {
    try (var pair = new NodePair()) {
      Ref<Message> there = pair.ship().spawn("there", Sloth.class, Sloth.State.EMPTY);
      there.send(new Message.Sulk());
      there.send(new Message.Note("next"));
      Sloth.awaitStuck();
      // Home has agreed to take it, and is found to have it when all of it has come.
      Slow.hold("arrival");
      var outcome = new CompletableFuture<Object>();
      Thread.startVirtualThread(() -> outcome.complete(refusal(pair)));
      Slow.awaitHeld();
      Processes ship = pair.ship().processes();
      Cell<?, ?> cell = ship.find(requireNonNull(there.pid())).orElseThrow();
      pair.home().processes().landing().prepare(ship.images().snapshot(cell));
      Slow.release();
      assertThat(String.valueOf(outcome.get()))
          .contains("there is on home already; its message was given up, see crash ship-");
      assertThat(notes(there)).containsExactly("SPAWNED", "next");
      Sloth.release();
      assertThat(notes(there)).containsExactly("SPAWNED", "next");
    }
  }

  private static Object refusal(NodePair pair) {
    try (var gate = new GateConnection(pair.ship())) {
      return gate.ask(new Call.Move("there", "home", FORCED));
    } catch (IOException | OperatorException e) {
      return e;
    }
  }

  @Test
  void process_takenFromItsHandlersAgainAndAgain_appliesWhatItAnswersAndNothingElse()
      throws Exception {
    Cell<?, ?> cell = cell(sloth);
    var over = new AtomicBoolean();
    List<CompletableFuture<Calls>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(CompletableFuture.supplyAsync(() -> calls(over)));
    }
    for (int givenUp = 0; givenUp < 200; ) {
      Halt stands = halt(cell, Duration.ZERO);
      givenUp += stands.givenUp() == null ? 0 : 1;
      stands.resume();
    }
    over.set(true);
    var all = new Calls(0, 0);
    for (CompletableFuture<Calls> caller : callers) {
      all = all.plus(caller.get());
    }
    assertThat(all.refused).isEqualTo(200);
    assertThat(notes(sloth)).filteredOn("pondered"::equals).hasSize(all.applied);
  }

  private record Calls(int applied, int refused) {
    Calls plus(Calls more) {
      return new Calls(applied + more.applied, refused + more.refused);
    }
  }

  private Calls calls(AtomicBoolean over) {
    var all = new Calls(0, 0);
    while (!over.get()) {
      try {
        sloth.call(new Message.Ponder(Duration.ofNanos(20_000)));
        all = all.plus(new Calls(1, 0));
      } catch (CallFailedException e) {
        assertThat(e).hasMessageContaining("was not applied");
        all = all.plus(new Calls(0, 1));
      }
    }
    return all;
  }
}
