package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing of a revision leaves a process before its copy elsewhere has that revision. */
class ShadowTest {

  private final LoneNode node = new LoneNode();
  private final Ref<Message> tally = spawn();
  private final Ref<Message> other = spawn();
  private final Keeper keeper = shadowed(tally);

  @AfterEach
  void stop() {
    node.close();
  }

  private Ref<Message> spawn() {
    return node.processes().spawn(null, Tally.class, Tally.EMPTY);
  }

  private Keeper shadowed(Ref<?> process) {
    Cell<?, ?> cell = node.cell(process);
    var shadow = new Keeper(cell);
    Halt halt = halt(cell);
    cell.shadow(shadow);
    halt.resume();
    return shadow;
  }

  private Halt halt(Cell<?, ?> cell) {
    try {
      return node.processes().halt(cell, Hold.MOVING, Duration.ofSeconds(10)).orElseThrow();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private <R> CompletableFuture<R> call(Request<Message, R> request) {
    var answer = new CompletableFuture<R>();
    long before = node.cell(tally).taken();
    Thread.startVirtualThread(() -> {
      try {
        answer.complete(tally.call(request));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    Await.until(() -> node.cell(tally).taken() != before);
    return answer;
  }

  /** Returns once all that was sent to it before is handled, and what it asked for has left. */
  private void handled() {
    note("handled");
  }

  private void note(String text) {
    long revision = keeper.last();
    tally.send(new Message.Note(text));
    Await.until(() -> keeper.last() > revision && node.cell(tally).isIdle());
  }

  @Test
  void answer_waitsForTheCopy_whileTheProcessGoesOn() {
    CompletableFuture<Tally.Count> first = call(new Message.AddAndCount("c", 1));
    CompletableFuture<Tally.Count> second = call(new Message.AddAndCount("c", 2));
    handled();
    assertThat(first).isNotDone();
    keeper.acknowledge(2);
    assertThat(first.join()).isEqualTo(new Tally.Count(1, 1, 0));
    assertThat(second).isNotDone();
    keeper.acknowledge(3);
    assertThat(second.join()).isEqualTo(new Tally.Count(2, 2, 0));
  }

  @Test
  void answerToAQuery_waitsForWhatItHasSeen() {
    note("seen");
    var notes = call(new Message.Notes());
    handled();
    assertThat(notes).isNotDone();
    keeper.acknowledge(2);
    assertThat(notes.join()).containsExactly("seen");
  }

  @Test
  void failure_waitsForWhatTheHandlerHasSeen() {
    note("seen");
    var failed = call(new Message.Fail("no"));
    handled();
    assertThat(failed).isNotDone();
    keeper.acknowledge(2);
    assertThatThrownBy(failed::join).hasCauseInstanceOf(CallFailedException.class);
  }

  /** Adds to a tally, and looks what is counted there. */
  public static final class Adder implements Behavior<Adder.State, Adder.Job> {

    public record State(long sent) {}

    public sealed interface Job {

      record Add(Ref<Tally.Message> to) implements Job {}

      record Look(Ref<Tally.Message> at) implements Job, Request<Job, Long> {}
    }

    @Override
    public State handle(State state, Job job, Context<Job> context) {
      return switch (job) {
        case Job.Add(var to) -> {
          context.send(to, new Tally.Message.Add("adder", state.sent() + 1));
          yield new State(state.sent() + 1);
        }
        case Job.Look look -> {
          Tally.Count count = context.call(look.at(), new Tally.Message.CountOf("adder"));
          context.reply(look, count.applied());
          yield state;
        }
      };
    }
  }

  private Ref<Adder.Job> adder() {
    return node.processes().spawn(null, Adder.class, new Adder.State(0));
  }

  @Test
  void sends_leaveInOrder_onceTheCopyHasThem() {
    Ref<Adder.Job> adder = adder();
    Keeper copy = shadowed(adder);
    for (int i = 1; i <= 100; i++) {
      adder.send(new Adder.Job.Add(other));
    }
    Await.until(() -> copy.last() == 101);
    assertThat(other.call(new Message.CountOf("adder")).applied()).isZero();
    copy.acknowledge(51);
    assertThat(other.call(new Message.CountOf("adder"))).isEqualTo(new Tally.Count(50, 50, 0));
    copy.acknowledge(101);
    assertThat(other.call(new Message.CountOf("adder"))).isEqualTo(new Tally.Count(100, 100, 0));
  }

  @Test
  void call_withinAHandler_comesBehindWhatEarlierMessagesHaveSent() {
    Ref<Adder.Job> adder = adder();
    Keeper copy = shadowed(adder);
    adder.send(new Adder.Job.Add(other));
    var counted = new CompletableFuture<Long>();
    Thread.startVirtualThread(() -> counted.complete(adder.call(new Adder.Job.Look(other))));
    Await.until(() -> node.cell(adder).taken() == 3);
    assertThat(other.call(new Message.CountOf("adder")).applied()).isZero();
    copy.acknowledgesAll();
    assertThat(counted.join()).isEqualTo(1);
  }

  @Test
  void process_thatLosesItsCopy_letsAllLeaveAtOnce() {
    CompletableFuture<Tally.Count> first = call(new Message.AddAndCount("c", 1));
    handled();
    node.cell(tally).shadow(null);
    assertThat(first.join().applied()).isEqualTo(1);
    assertThat(keeper.isOver()).isTrue();
    assertThat(tally.call(new Message.AddAndCount("c", 2)).applied()).isEqualTo(2);
    assertThat(node.cell(tally).committed().ledger().pledges()).isNull();
  }

  @Test
  void process_farAheadOfItsCopy_standsAndGoesOnWithIt() {
    for (int i = 1; i <= 2 * Withheld.MOST; i++) {
      tally.send(new Message.AskNotesOf(other, "ask"));
    }
    Cell<?, ?> cell = node.cell(tally);
    Await.until(() -> cell.isHeld());
    assertThat(Objects.requireNonNull(cell.withheld()).size()).isEqualTo(Withheld.MOST);
    assertThat(other.call(new Message.Notes())).isEmpty();
    keeper.acknowledgesAll();
    Await.until(() -> cell.isIdle());
    assertThat(Objects.requireNonNull(cell.withheld()).hasLeft()).isTrue();
  }

  @Test
  void process_thatStandsAheadOfItsCopy_canBeKilled() throws Exception {
    for (int i = 1; i <= 2 * Withheld.MOST; i++) {
      tally.send(new Message.AskNotesOf(other, "ask"));
    }
    Cell<?, ?> cell = node.cell(tally);
    Await.until(() -> cell.isHeld());
    node.processes().steering().kill(cell, "alone");
    assertThat(keeper.isOver()).isTrue();
    assertThatThrownBy(() -> tally.call(new Message.Notes()))
        .isInstanceOf(NoProcessException.class);
  }

  @Test
  void kill_ofAProcessAheadOfItsCopy_leavesNoCallerWaiting() throws Exception {
    List<CompletableFuture<Tally.Count>> calls = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      calls.add(call(new Message.AddAndCount("c" + i, 1)));
    }
    handled();
    assertThat(calls).noneMatch(CompletableFuture::isDone);
    node.processes().steering().kill(node.cell(tally), "alone");
    for (CompletableFuture<Tally.Count> call : calls) {
      assertThat(call.join().applied()).isEqualTo(1);
    }
  }

  @Test
  void copy_thatIsExchangedUnderLoad_holdsBackAndLosesNothing() throws Exception {
    var stopped = new AtomicBoolean();
    List<CompletableFuture<Tally.Count>> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "client-" + i;
      clients.add(
          CompletableFuture.supplyAsync(
              () -> {
                long n = 0;
                Tally.Count count;
                do {
                  tally.send(new Message.Add(name, ++n));
                  count = tally.call(new Message.AddAndCount(name, ++n));
                } while (count.equals(new Tally.Count(n, n, 0)) && !stopped.get());
                return count.equals(new Tally.Count(n, n, 0)) ? new Tally.Count(0, 0, 0) : count;
              },
              Thread::startVirtualThread));
    }
    Cell<?, ?> cell = node.cell(tally);
    Images images = node.processes().images();
    for (int i = 0; i < 20; i++) {
      cell.shadow(null);
      Halt halt = halt(cell);
      try (var copy = new Copy(cell, images, i)) {
        cell.shadow(copy);
        halt.resume();
        long from = cell.committed().sequence();
        Await.until(() -> cell.committed().sequence() > from + 100);
        assertThat(copy.last().sequence()).isLessThanOrEqualTo(cell.committed().sequence());
        cell.shadow(null);
      }
    }
    stopped.set(true);
    for (CompletableFuture<Tally.Count> client : clients) {
      assertThat(client.join()).isEqualTo(new Tally.Count(0, 0, 0));
    }
    assertThat(tally.call(new Message.AddAndCount("last", 1)).applied()).isEqualTo(1);
    assertThat(cell.committed().ledger().pledges()).isNull();
  }

  @Test
  void end_waitsForTheCopy_behindWhatWasAskedForBefore() {
    CompletableFuture<Tally.Count> counted = call(new Message.AddAndCount("c", 1));
    tally.send(new Message.End());
    tally.send(new Message.Note("never handled"));
    Cell<?, ?> cell = node.cell(tally);
    Await.until(() -> cell.isHeld());
    assertThat(counted).isNotDone();
    keeper.acknowledgesAll();
    assertThat(counted.join().applied()).isEqualTo(1);
    Await.until(() -> cell.isClosed() && keeper.isOver());
  }

  @Test
  void process_thatEndsWhileItsCopyIsLost_ends() {
    CompletableFuture<Tally.Count> counted = call(new Message.AddAndCount("c", 1));
    tally.send(new Message.End());
    Await.until(() -> node.cell(tally).isHeld());
    Cell<?, ?> cell = node.cell(tally);
    cell.shadow(null);
    assertThat(counted.join().applied()).isEqualTo(1);
    Await.until(() -> cell.isClosed());
  }

  @Test
  void shadow_thatHoldsNothing_isToldOfEachRevision() {
    Ref<Message> free = spawn();
    Cell<?, ?> cell = node.cell(free);
    var revisions = new ConcurrentLinkedQueue<Long>();
    Halt halt = halt(cell);
    cell.shadow(
        new Shadow() {
          @Override
          public boolean holds() {
            return false;
          }

          @Override
          public void committed(long revision) {
            revisions.add(revision);
          }
        });
    halt.resume();
    assertThat(free.call(new Message.AddAndCount("c", 1)).applied()).isEqualTo(1);
    assertThatThrownBy(() -> free.call(new Message.Fail("no")))
        .isInstanceOf(CallFailedException.class);
    assertThat(free.call(new Message.AddAndCount("c", 2)).applied()).isEqualTo(2);
    assertThat(revisions).containsExactly(1L, 2L, 3L);
    assertThat(cell.committed().ledger()).isSameAs(Ledger.EMPTY);
  }

  @Test
  void shadow_ofAProcessThatRuns_isRefused() {
    assertThatThrownBy(() -> node.cell(other).shadow(new Keeper(node.cell(other))))
        .isInstanceOf(IllegalStateException.class);
  }
}
