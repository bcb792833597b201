package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process goes on from its copy, and keeps what it has promised. */
class SuccessorTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Fleet fleet = new Fleet();
  private final Fleet.Ship ship = fleet.join("ship");
  private final Fleet.Ship home = fleet.join("home");
  private final Fleet.Ship port = fleet.join("port");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private static Halt halt(Fleet.Ship on, Cell<?, ?> cell) throws InterruptedException {
    return on.processes().halt(cell, Hold.UPGRADING, LONG).orElseThrow();
  }

  /** Its copy is at home from now on. */
  private Copy copied(Ref<?> process, long seed) throws InterruptedException {
    Cell<?, ?> cell = ship.cell(process);
    Halt halt = halt(ship, cell);
    var copy = new Copy(cell, ship.processes().images(), seed);
    cell.shadow(copy);
    halt.resume();
    entries(cell, owner(cell, ship, 1, "home", true));
    return copy;
  }

  private static Owner owner(
      Cell<?, ?> cell, Fleet.Ship on, long epoch, String standby, boolean sync) {
    // Nobody asks for the life of a standby's node here.
    return Owner.at(cell.pid(), on.self(), epoch).followedBy(new Standby(standby, 0, sync, false));
  }

  private void entries(Cell<?, ?> cell, Owner owner) {
    fleet.own(cell.pid().toString(), owner);
    if (cell.name() != null) {
      fleet.own(cell.name(), owner);
    }
  }

  /** The process goes on at home. */
  private Cell<?, ?> promote(Copy copy) {
    Cell<?, ?> cell = home.processes().landing().prepare(copy.last());
    entries(cell, Owner.at(cell.pid(), home.self(), cell.epoch()));
    home.processes().landing().activate(cell);
    return cell;
  }

  private Ref<Message> tally(String name) {
    return ship.processes().spawn(name, Tally.class, Tally.EMPTY);
  }

  private static <M> Ref<M> at(Fleet.Ship ship, Ref<M> process) {
    return ship.processes().ref(process.pid(), process.name());
  }

  // --- calls of threads ---

  @Test
  void call_thatWasAppliedBeforeTheLoss_isAnsweredBySuccessorAndNotAppliedAgain() throws Exception {
    Ref<Message> tally = tally("tally");
    Keeper keeper = new Keeper(ship.cell(tally));
    Halt halt = halt(ship, ship.cell(tally));
    ship.cell(tally).shadow(keeper);
    halt.resume();
    entries(ship.cell(tally), owner(ship.cell(tally), ship, 1, "home", true));
    Ref<Message> far = at(port, tally);
    var count = new CompletableFuture<Tally.Count>();
    Thread.startVirtualThread(
        () -> count.complete(far.call(new Message.AddAndCount("c", 1), LONG)));
    Await.until(() -> keeper.last() == 2); // it has a copy, and has added
    ProcessImage image = ship.processes().images().snapshot(ship.cell(tally));
    ship.lose();
    assertThat(count).isNotDone();
    Cell<?, ?> cell = home.processes().landing().prepare(image);
    entries(cell, Owner.at(cell.pid(), home.self(), 2));
    home.processes().landing().activate(cell);
    assertThat(count.join()).isEqualTo(new Tally.Count(1, 1, 0));
    assertThat(far.call(new Message.CountOf("c"))).isEqualTo(new Tally.Count(1, 1, 0));
  }

  @Test
  void call_whileThereIsNoOwner_waitsForTheNext() throws Exception {
    Ref<Message> tally = tally("tally");
    try (Copy copy = copied(tally, 1)) {
      Ref<Message> far = at(port, tally);
      assertThat(far.call(new Message.AddAndCount("c", 1)).applied()).isEqualTo(1);
      ship.lose();
      var count = new CompletableFuture<Tally.Count>();
      Thread.startVirtualThread(
          () -> count.complete(far.call(new Message.AddAndCount("c", 2), LONG)));
      promote(copy);
      assertThat(count.join()).isEqualTo(new Tally.Count(2, 2, 0));
    }
  }

  @Test
  void call_toAProcessWhoseStandbyLagsBehind_failsAndSaysThatItMayHaveBeenApplied()
      throws Exception {
    Ref<Message> tally = tally("tally");
    Cell<?, ?> cell = ship.cell(tally);
    entries(cell, owner(cell, ship, 1, "home", false));
    Ref<Message> far = at(port, tally);
    var kept = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> {
      try {
        kept.complete(far.call(new Message.Keep(), LONG));
      } catch (RuntimeException e) {
        kept.completeExceptionally(e);
      }
    });
    Await.until(() -> cell.committed().sequence() == 1);
    ship.lose();
    assertThatThrownBy(kept::join)
        .hasCauseInstanceOf(CallFailedException.class)
        .hasMessageContaining("may have been applied");
    assertThatThrownBy(() -> far.call(new Message.Keep()))
        .isInstanceOf(NoProcessException.class)
        .hasMessageContaining("was not applied");
  }

  @Test
  void call_toAProcessThatNobodyTakesOver_fails() throws Exception {
    Ref<Message> tally = tally("tally");
    try (Copy copy = copied(tally, 1)) {
      Ref<Message> far = at(port, tally);
      var kept = new CompletableFuture<String>();
      Thread.startVirtualThread(() -> {
        try {
          kept.complete(far.call(new Message.Keep(), LONG));
        } catch (RuntimeException e) {
          kept.completeExceptionally(e);
        }
      });
      Await.until(() -> ship.cell(tally).committed().sequence() == 2);
      ship.lose();
      assertThat(kept).isNotDone();
      fleet.disown("tally");
      assertThatThrownBy(kept::join).hasMessageContaining("may have been applied");
      assertThat(copy.last()).isNotNull();
    }
  }

  @Test
  void answer_thatWasToComeLater_reachesTheCallerFromTheSuccessor() throws Exception {
    Ref<Message> tally = tally("tally");
    try (Copy copy = copied(tally, 3)) {
      Ref<Message> far = at(port, tally);
      var kept = new CompletableFuture<String>();
      Thread.startVirtualThread(() -> kept.complete(far.call(new Message.Keep(), LONG)));
      Await.until(() -> ship.cell(tally).committed().sequence() == 2);
      far.call(new Message.AddAndCount("c", 1)); // so that the copy has both
      ship.lose();
      promote(copy);
      far.call(new Message.AddAndCount("c", 2));
      far.send(new Message.Release("at home"));
      assertThat(kept.join()).isEqualTo("at home");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void calls_ofMany_whileTheOwnerIsLost_areAppliedOnceAndInOrder(long seed) throws Exception {
    Ref<Message> tally = tally("tally");
    var random = new Random(seed);
    try (Copy copy = copied(tally, seed)) {
      var calls = new AtomicLong();
      List<CompletableFuture<Tally.Count>> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "client-" + i;
        Ref<Message> far = at(i % 4 == 0 ? home : port, tally);
        var last = new CompletableFuture<Tally.Count>();
        clients.add(last);
        Thread.startVirtualThread(() -> {
          try {
            for (int n = 1; n <= 50; n++) {
              if (n % 7 == 0) {
                failOnce(far);
              }
              Tally.Count count = far.call(new Message.AddAndCount(name, n), LONG);
              if (!count.equals(new Tally.Count(n, n, 0))) {
                throw new IllegalStateException("call " + n + " of " + name + ": " + count);
              }
              calls.incrementAndGet();
            }
            last.complete(far.call(new Message.CountOf(name), LONG));
          } catch (RuntimeException e) {
            last.completeExceptionally(e);
          }
        });
      }
      int at = 100 + random.nextInt(700);
      Await.until(() -> calls.get() >= at);
      ship.lose();
      promote(copy);
      for (CompletableFuture<Tally.Count> client : clients) {
        assertThat(client.join()).isEqualTo(new Tally.Count(50, 50, 0));
      }
    }
  }

  private static void failOnce(Ref<Message> tally) {
    try {
      throw new IllegalStateException(tally.call(new Message.Fail("on purpose"), LONG));
    } catch (CallFailedException e) {
      if (!String.valueOf(e.getMessage()).endsWith("on purpose")) {
        throw e;
      }
    }
  }

  // --- what processes ask for ---

  /** Adds to a tally, by a message or by a request, and says how often. */
  public static final class Adder implements Behavior<Adder.State, Adder.Job> {

    public record State(long sent, long answered) {}

    public sealed interface Job {

      record Add(Ref<Tally.Message> to) implements Job, Request<Job, Long> {}

      record Ask(Ref<Tally.Message> to) implements Job {}

      record Born() implements Job, Request<Job, Ref<Tally.Message>> {}

      record Answered() implements Job, Query<Job, Long> {}
    }

    @Override
    public State handle(State state, Job job, Context<Job> context) {
      return switch (job) {
        case Job.Add add -> {
          long next = state.sent() + 1;
          context.send(add.to(), new Tally.Message.Add("adder", next));
          context.reply(add, next);
          yield new State(next, state.answered());
        }
        case Job.Ask(var to) -> {
          long next = state.sent() + 1;
          context.ask(to, new Tally.Message.AddAndCount("adder", next), "tag");
          yield new State(next, state.answered());
        }
        case Job.Born born -> {
          context.reply(born, context.spawn(Tally.class, Tally.EMPTY));
          yield new State(state.sent() + 1, state.answered());
        }
        case Job.Answered ask -> {
          context.reply(ask, state.answered());
          yield state;
        }
      };
    }

    @Override
    public State answered(State state, Answer<?> answer, Context<Job> context) {
      return new State(
          state.sent(), state.answered() + (answer instanceof Answer.Value<?> ? 1 : 0));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sends_ofAProcessThatIsLost_allArriveOnceAndInOrder(long seed) throws Exception {
    Ref<Message> tally = port.processes().spawn("tally", Tally.class, Tally.EMPTY);
    Ref<Adder.Job> adder = ship.processes().spawn("adder", Adder.class, new Adder.State(0, 0));
    try (Copy copy = copied(adder, seed)) {
      Ref<Adder.Job> far = at(port, adder);
      var calls = new AtomicLong();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        clients.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int n = 0; n < 30; n++) {
                    far.call(new Adder.Job.Add(tally), LONG);
                    calls.incrementAndGet();
                  }
                },
                Thread::startVirtualThread));
      }
      int at = 20 + new Random(seed).nextInt(250);
      Await.until(() -> calls.get() >= at);
      ship.lose();
      promote(copy);
      clients.forEach(CompletableFuture::join);
      Await.until(() -> tally.call(new Message.CountOf("adder")).last() == 300);
      assertThat(tally.call(new Message.CountOf("adder"))).isEqualTo(new Tally.Count(300, 300, 0));
    }
  }

  @Test
  void questions_toAProcessThatIsLost_areAskedAgainAndAppliedOnce() throws Exception {
    Ref<Message> tally = tally("tally");
    Ref<Adder.Job> adder = port.processes().spawn("adder", Adder.class, new Adder.State(0, 0));
    try (Copy copy = copied(tally, 7)) {
      for (int i = 0; i < 200; i++) {
        adder.send(new Adder.Job.Ask(at(port, tally)));
      }
      Await.until(() -> adder.call(new Adder.Job.Answered()) >= 20);
      ship.lose();
      promote(copy);
      Await.until(() -> adder.call(new Adder.Job.Answered()) == 200);
      assertThat(at(port, tally).call(new Message.CountOf("adder")))
          .isEqualTo(new Tally.Count(200, 200, 0));
    }
  }

  @Test
  void child_thatWasAboutToBegin_beginsWithTheSuccessor() throws Exception {
    Ref<Adder.Job> adder = ship.processes().spawn("adder", Adder.class, new Adder.State(0, 0));
    Cell<?, ?> cell = ship.cell(adder);
    Keeper keeper = new Keeper(cell);
    Halt halt = halt(ship, cell);
    cell.shadow(keeper);
    halt.resume();
    entries(cell, owner(cell, ship, 1, "home", true));
    var child = new CompletableFuture<Ref<Message>>();
    Ref<Adder.Job> far = at(port, adder);
    Thread.startVirtualThread(() -> child.complete(far.call(new Adder.Job.Born(), LONG)));
    Await.until(() -> keeper.last() == 2);
    ProcessImage image = ship.processes().images().snapshot(cell);
    ship.lose();
    Cell<?, ?> next = home.processes().landing().prepare(image);
    entries(next, Owner.at(next.pid(), home.self(), 2));
    home.processes().landing().activate(next);
    Ref<Message> born = child.join();
    Pid pid = Objects.requireNonNull(born.pid());
    assertThat(pid.node()).isEqualTo("ship");
    assertThat(born.call(new Message.AddAndCount("c", 1)).applied()).isEqualTo(1);
    assertThat(home.processes().find(pid)).isPresent();
  }

  // --- a planned move ---

  @Test
  void move_ofAProcessAheadOfItsCopy_takesWhatHasNotLeftAlong() throws Exception {
    Ref<Message> tally = port.processes().spawn("tally", Tally.class, Tally.EMPTY);
    Ref<Adder.Job> adder = ship.processes().spawn("adder", Adder.class, new Adder.State(0, 0));
    Cell<?, ?> cell = ship.cell(adder);
    Keeper keeper = new Keeper(cell);
    Halt halt = halt(ship, cell);
    cell.shadow(keeper);
    halt.resume();
    Ref<Adder.Job> far = at(port, adder);
    var sent = new CompletableFuture<Long>();
    Thread.startVirtualThread(() -> sent.complete(far.call(new Adder.Job.Add(tally), LONG)));
    Await.until(() -> keeper.last() == 2);
    Halt leaving = halt(ship, cell);
    ProcessImage image = leaving.export(Cause.MOVED);
    keeper.acknowledgesAll(); // too late: it leaves elsewhere
    assertThat(tally.call(new Message.CountOf("adder")).applied()).isZero();
    Cell<?, ?> next = home.processes().landing().prepare(image);
    entries(next, Owner.at(next.pid(), home.self(), 2));
    leaving.depart("home", 2);
    home.processes().landing().activate(next);
    assertThat(sent.join()).isEqualTo(1);
    Await.until(() -> tally.call(new Message.CountOf("adder")).applied() == 1);
    assertThat(far.call(new Adder.Job.Add(tally), LONG)).isEqualTo(2);
    Await.until(() -> tally.call(new Message.CountOf("adder")).applied() == 2);
    assertThat(tally.call(new Message.CountOf("adder"))).isEqualTo(new Tally.Count(2, 2, 0));
    assertThat(keeper.isOver()).isTrue();
  }
}
