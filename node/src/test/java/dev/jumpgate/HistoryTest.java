package dev.jumpgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.fixture.Wretch;
import dev.jumpgate.fixture.Wretch.Message;
import dev.jumpgate.fixture.Wretch.State;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What operators see of a process's past, and of its messages as they are handled. */
class HistoryTest extends OperatorAtHome {

  private static void add(Ref<Message> wretch, int from, int to) {
    for (int i = from; i <= to; i++) {
      wretch.call(new Message.AddAsked("note " + i));
    }
  }

  private static History history(String process) throws IOException {
    return ((Result.History) operator.ask(new Call.History(process, null))).history();
  }

  private static Tree at(String process, long revision) throws IOException {
    return Codec.tree(((Result.At) operator.ask(new Call.At(process, revision))).state().toArray());
  }

  @Test
  void history_ofANamedProcess_keepsTheLastSixteenRevisions() throws Exception {
    add(wretch("long"), 1, 40);
    History history = history("long");
    assertThat(history.on()).isTrue();
    assertThat(history.entries())
        .extracting(History.Entry::revision)
        .containsExactlyElementsOf(LongStream.rangeClosed(25, 40).boxed().toList());
    assertThat(requireNonNull(history.entries().getLast().message()).get("note").asText())
        .isEqualTo("note 40");
    assertThat(at("long", 25).get("count").asLong()).isEqualTo(25);
    assertThatThrownBy(() -> at("long", 7))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("revision 7 of long is not kept");
  }

  @Test
  void history_ofAShortLife_hasItsBeginning() throws Exception {
    add(wretch("short"), 1, 2);
    assertThat(history("short").entries())
        .extracting(History.Entry::revision)
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void history_isOffForUnnamedProcessesUntilItIsSwitchedOn() throws Exception {
    Ref<Message> unnamed = nodes.ship().spawn(Wretch.class, State.EMPTY);
    String pid = String.valueOf(unnamed.pid());
    add(unnamed, 1, 20);
    assertThat(history(pid).on()).isFalse();
    operator.ask(new Call.History(pid, true));
    add(unnamed, 21, 22);
    assertThat(history(pid).entries())
        .extracting(History.Entry::revision)
        .containsExactly(20L, 21L, 22L);
    operator.ask(new Call.History(pid, false));
    add(unnamed, 23, 23);
    assertThat(history(pid).entries()).isEmpty();
  }

  @Test
  void diff_isOfTheLastTwoUnlessSaid() throws Exception {
    add(wretch("differs"), 1, 5);
    var last = (Result.Diff) operator.ask(new Call.Diff("differs", null, null));
    assertThat(List.of(last.from(), last.to())).containsExactly(4L, 5L);
    var said = (Result.Diff) operator.ask(new Call.Diff("differs", 1L, 3L));
    assertThat(Codec.tree(said.old().toArray()).get("count").asLong()).isEqualTo(1);
    assertThat(Codec.tree(said.now().toArray()).get("count").asLong()).isEqualTo(3);
  }

  @Test
  void trace_showsEachMessageUntilItsLimit() throws Exception {
    Ref<Message> wretch = wretch("traced");
    add(wretch, 1, 3);
    String id = open("traced", new TraceLimits(2, 100));
    add(wretch, 4, 4);
    assertThatThrownBy(() -> wretch.call(new Message.Fail("seen")));
    add(wretch, 5, 5);
    List<TraceStep> steps = untilOver(id);
    assertThat(steps).hasSize(3);
    assertThat(steps.get(0))
        .isInstanceOfSatisfying(
            TraceStep.Handled.class,
            step -> {
              assertThat(requireNonNull(step.message()).get("note").asText()).isEqualTo("note 4");
              assertThat(step.before()).isEqualTo(3);
              assertThat(step.after()).isEqualTo(4);
              assertThat(step.effects()).isEqualTo(1);
              assertThat(step.outcome()).isEqualTo("committed");
            });
    assertThat(steps.get(1))
        .isInstanceOfSatisfying(
            TraceStep.Handled.class, step -> assertThat(step.outcome()).isEqualTo("crashed"));
    assertThat(steps.get(2)).isInstanceOf(TraceStep.Over.class);
  }

  @Test
  void trace_ofTooMany_saysHowManyItDropped() throws Exception {
    Ref<Message> wretch = wretch("rapid");
    String id = open("rapid", new TraceLimits(1_000, 1));
    add(wretch, 1, 200);
    operator.ask(new Call.Stop("rapid", false));
    List<TraceStep> steps = untilOver(id);
    long shown = steps.stream().filter(step -> step instanceof TraceStep.Handled).count();
    long dropped =
        steps.stream()
            .filter(step -> step instanceof TraceStep.Dropped)
            .mapToLong(step -> ((TraceStep.Dropped) step).messages())
            .sum();
    assertThat(shown).isBetween(1L, 199L);
    assertThat(shown + dropped).isEqualTo(200);
    assertThat(steps.getLast()).isEqualTo(new TraceStep.Over("rapid has ended"));
  }

  @Test
  void trace_throughAGate_endsWithTheProcess() throws Exception {
    Ref<Message> wretch = wretch("watched");
    try (var watcher = new GateConnection(nodes.home())) {
      watcher.ask(new Call.Trace("watched", TraceLimits.USUAL));
      add(wretch, 1, 1);
      assertThat(watcher.step()).isInstanceOf(TraceStep.Handled.class);
      operator.ask(new Call.Stop("watched", false));
      assertThat(watcher.step()).isEqualTo(new TraceStep.Over("watched has ended"));
    }
  }

  private static String open(String process, TraceLimits limits) throws IOException {
    return ((Result.TraceOpened) operator.ask(new Call.TraceOpen(process, limits))).id();
  }

  private static List<TraceStep> untilOver(String id) throws IOException {
    List<TraceStep> steps = new ArrayList<>();
    while (steps.isEmpty() || !(steps.getLast() instanceof TraceStep.Over)) {
      steps.addAll(((Result.Traced) operator.ask(new Call.TraceNext(id))).steps());
    }
    return steps;
  }
}
