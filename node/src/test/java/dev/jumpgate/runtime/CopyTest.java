package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process is copied while it runs: whole at first, then as what changed. */
class CopyTest {

  private final LoneNode here = new LoneNode();
  private final LoneNode there = new LoneNode();
  private final Deque<byte[]> chunks = new ArrayDeque<>();

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  /** Has some of everything. */
  public static final class Hoard implements Behavior<Hoard.State, Hoard.Message> {

    public record State(PMap<Long, Long> numbers, PVec<String> notes) {}

    public sealed interface Message {

      record Put(long from, int count, long value) implements Message, Request<Message, Integer> {}

      record Remind(Duration after, int count) implements Message, Request<Message, Integer> {}

      record Due(int number) implements Message {}

      record Ask(Ref<Message> other, int count) implements Message, Request<Message, Integer> {}

      record Tie(Ref<Message> other, String group) implements Message, Request<Message, Integer> {}

      record Silence() implements Message, Request<Message, Integer> {}

      record Look() implements Message, Query<Message, State> {}
    }

    @Override
    public State started(State state, Context<Message> context, Cause cause) {
      return cause == Cause.SPAWNED
          ? state
          : new State(state.numbers(), state.notes().plus(cause.name()));
    }

    @Override
    public State handle(State state, Message message, Context<Message> context) {
      return switch (message) {
        case Message.Put ask -> {
          var more = state.numbers().builder();
          for (long i = ask.from(); i < ask.from() + ask.count(); i++) {
            more.put(i, ask.value());
          }
          context.reply(ask, 0);
          yield new State(more.build(), state.notes());
        }
        case Message.Remind ask -> {
          for (int i = 0; i < ask.count(); i++) {
            context.after(ask.after(), new Message.Due(i));
          }
          context.reply(ask, 0);
          yield state;
        }
        case Message.Due(var number) ->
            new State(state.numbers(), state.notes().plus("due " + number));
        case Message.Ask ask -> {
          for (int i = 0; i < ask.count(); i++) {
            context.ask(ask.other(), new Message.Silence(), "tag " + i);
          }
          context.reply(ask, 0);
          yield state;
        }
        case Message.Tie ask -> {
          context.monitor(ask.other());
          context.link(ask.other());
          context.join(ask.group());
          context.reply(ask, 0);
          yield state;
        }
        case Message.Silence _ -> state;
        case Message.Look ask -> {
          context.reply(ask, state);
          yield state;
        }
      };
    }

    @Override
    public State answered(State state, Answer<?> answer, Context<Message> context) {
      return new State(state.numbers(), state.notes().plus("answered"));
    }
  }

  private static final Hoard.State NOTHING = new Hoard.State(PMap.empty(), PVec.empty());

  private Ref<Hoard.Message> hoard() {
    return here.processes().spawn(null, Hoard.class, NOTHING);
  }

  private CopyWriter writer(Ref<?> process) {
    return here.processes().images().copy(here.cell(process), chunks::add);
  }

  private CopyReader reader() {
    return there.processes().landing().copies(chunks::poll);
  }

  private Ref<Hoard.Message> arrived(CopyReader copy) {
    Cell<?, ?> cell = there.processes().landing().prepare(copy, Cause.MOVED);
    there.processes().landing().activate(cell);
    return there.processes().ref(cell.pid(), null);
  }

  @Test
  void copy_ofALargeState_costsWhatChanged() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    hoard.call(new Hoard.Message.Put(0, 300_000, 1));
    CopyWriter writer = writer(hoard);
    writer.write();
    long whole = writer.bytes();
    for (int i = 0; i < 10; i++) {
      hoard.call(new Hoard.Message.Put(i * 20_000L, 1, 2));
    }
    assertThat(writer.write()).isEqualTo(11);
    assertThat(whole).isGreaterThan(1_000_000);
    assertThat(writer.bytes() - whole).isLessThan(400);

    CopyReader reader = reader();
    assertThat(reader.read()).isEqualTo(1);
    assertThat(reader.read()).isEqualTo(11);
    assertThat(arrived(reader).call(new Hoard.Message.Look()).numbers())
        .isEqualTo(hoard.call(new Hoard.Message.Look()).numbers());
  }

  @Test
  void copy_ofALargeLedger_costsWhatChanged() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    Ref<Hoard.Message> other = hoard();
    hoard.call(new Hoard.Message.Remind(Duration.ofHours(1), 20_000));
    hoard.call(new Hoard.Message.Ask(other, 1_000));
    hoard.call(new Hoard.Message.Tie(other, "one"));
    CopyWriter writer = writer(hoard);
    writer.write();
    long whole = writer.bytes();
    hoard.call(new Hoard.Message.Remind(Duration.ofHours(2), 1));
    hoard.call(new Hoard.Message.Tie(other, "two"));
    writer.write();
    assertThat(writer.bytes() - whole).isLessThan(500);

    CopyReader reader = reader();
    reader.read();
    reader.read();
    Ledger ledger = reader.revision().ledger();
    Ledger original = here.cell(hoard).committed().ledger();
    assertThat(ledger.timers().keySet()).isEqualTo(original.timers().keySet());
    assertThat(ledger.asked().keySet()).isEqualTo(original.asked().keySet());
    assertThat(ledger.groups()).isEqualTo(original.groups()).containsKeys("one", "two");
    assertThat(ledger.ties()).isEqualTo(original.ties()).isNotEqualTo(Ties.NONE);
    assertThat(ledger.nextId()).isEqualTo(original.nextId());
  }

  @Test
  void timers_ofACopy_fireThereOnceAndNotBeforeTheirTime() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    long start = System.nanoTime();
    hoard.call(new Hoard.Message.Remind(Duration.ofMillis(400), 3));
    CopyWriter writer = writer(hoard);
    writer.write();
    hoard.call(new Hoard.Message.Remind(Duration.ofMillis(500), 1));
    writer.write();
    CopyReader reader = reader();
    reader.read();
    reader.read();
    Ref<Hoard.Message> copy = arrived(reader);
    Await.until(() -> copy.call(new Hoard.Message.Look()).notes().size() == 5);
    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(500).toNanos());
    assertThat(copy.call(new Hoard.Message.Look()).notes())
        .startsWith("MOVED")
        .containsOnlyOnce("due 1", "due 2");
    assertThat(there.cell(copy).committed().ledger().timers()).isEmpty();
  }

  @Test
  void copy_ofAProcessThatWasHalted_hasWhatWaitsInItsOrder() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    hoard.call(new Hoard.Message.Look()); // it has started: there it starts because it moved
    CopyWriter writer = writer(hoard);
    writer.write();
    Halt halt =
        here.processes().halt(here.cell(hoard), Hold.MOVING, Duration.ofSeconds(10)).orElseThrow();
    for (int i = 0; i < 5_000; i++) {
      hoard.send(new Hoard.Message.Due(i));
    }
    halt.export(writer, Cause.MOVED);
    CopyReader reader = reader();
    while (!reader.isComplete()) {
      reader.read();
    }
    Ref<Hoard.Message> copy = arrived(reader);
    PVec<String> notes = copy.call(new Hoard.Message.Look()).notes();
    assertThat(notes).hasSize(5_001).startsWith("MOVED", "due 0", "due 1").endsWith("due 4999");
  }

  @Test
  void pledges_areCopiedAsWhatChanged() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    Cell<?, ?> cell = here.cell(hoard);
    pledge(cell);
    for (int i = 0; i < 500; i++) {
      hoard.call(new Hoard.Message.Put(i, 1, 1));
    }
    CopyWriter writer = writer(hoard);
    writer.write();
    long whole = writer.bytes();
    hoard.call(new Hoard.Message.Put(1, 1, 7));
    writer.write();
    assertThat(writer.bytes() - whole).isLessThan(500);
    CopyReader reader = reader();
    reader.read();
    reader.read();
    assertThat(reader.revision().ledger().pledges())
        .isNotNull()
        .isEqualTo(cell.committed().ledger().pledges());
  }

  private <S, M> void pledge(Cell<S, M> cell) throws InterruptedException {
    Halt halt = here.processes().halt(cell, Hold.UPGRADING, Duration.ofSeconds(10)).orElseThrow();
    Revision<S, M> now = cell.committed();
    cell.become(now.with(now.ledger().with(Pledges.NONE)));
    halt.resume();
  }

  @Test
  void copy_thatEndsInTheMiddle_isRefused() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    hoard.call(new Hoard.Message.Put(0, 100_000, 1));
    writer(hoard).write();
    chunks.removeLast();
    CopyReader reader = reader();
    assertThatThrownBy(reader::read).hasMessageContaining("the bytes end early");
    assertThatThrownBy(() -> reader().read()).isInstanceOf(IOException.class);
  }

  @Test
  void copy_toWhereTheProcessIs_isRefused() throws Exception {
    Ref<Hoard.Message> hoard = hoard();
    writer(hoard).write();
    CopyReader reader = here.processes().landing().copies(chunks::poll);
    reader.read();
    assertThatThrownBy(() -> here.processes().landing().prepare(reader, Cause.MOVED))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is on alone already");
  }
}
