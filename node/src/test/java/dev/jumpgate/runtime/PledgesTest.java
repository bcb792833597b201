package dev.jumpgate.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Wretch;
import dev.jumpgate.fixture.Wretch.Message;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ledger of a process says it has promised, where a copy of it is to keep that. */
class PledgesTest {

  private final LoneNode node = new LoneNode();

  @AfterEach
  void stop() {
    node.close();
  }

  private Ref<Message> wretch() {
    return node.processes().spawn(null, Wretch.class, Wretch.State.EMPTY);
  }

  private Ref<Message> replicated() throws InterruptedException {
    Ref<Message> wretch = wretch();
    replicate(node.cell(wretch));
    return wretch;
  }

  private Keeper replicate(Cell<?, ?> cell) throws InterruptedException {
    var keeper = new Keeper(cell);
    Halt halt = halt(cell);
    cell.shadow(keeper);
    halt.resume();
    keeper.acknowledgesAll();
    return keeper;
  }

  private Halt halt(Cell<?, ?> cell) throws InterruptedException {
    return node.processes().halt(cell, Hold.UPGRADING, Duration.ofSeconds(10)).orElseThrow();
  }

  private Ledger ledger(Ref<?> process) {
    return node.cell(process).committed().ledger();
  }

  private Pledges pledges(Ref<?> process) {
    return requireNonNull(ledger(process).pledges());
  }

  private static List<Requests.Kept> kept(Pledges pledges) {
    return pledges.requests().callers().values().stream()
        .flatMap(caller -> caller.kept().values().stream())
        .toList();
  }

  @Test
  void process_withoutACopy_pledgesNothing() {
    Ref<Message> wretch = wretch();
    wretch.call(new Message.AddAsked("one"));
    assertThat(ledger(wretch)).isSameAs(Ledger.EMPTY);
  }

  @Test
  void request_thatWasAnswered_isKeptWithItsAnswer_inTheOutboxForAWhile() throws Exception {
    Ref<Message> wretch = replicated();
    wretch.call(new Message.AddAsked("one"));
    Pledges pledges = pledges(wretch);
    Signal.Result answer = new Signal.Result.Value(bytes(1L));
    assertThat(kept(pledges)).containsExactly(new Requests.Answered(answer));
    assertThat(pledges.outbox().unconfirmed())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.revision()).isEqualTo(2);
          assertThat(entry.index()).isZero();
          assertThat(entry.effect())
              .isInstanceOfSatisfying(
                  Outgoing.Answer.class, out -> assertThat(out.result()).isEqualTo(answer));
        });
    Await.until(() -> {
      wretch.send(new Message.Add("more"));
      wretch.call(new Message.Count());
      return pledges(wretch).outbox().isEmpty();
    });
    assertThat(kept(pledges(wretch))).containsExactly(new Requests.Answered(answer));
  }

  private static Bytes bytes(Object value) {
    return Bytes.of(Codec.encode(value));
  }

  @Test
  void query_leavesNoTrace() throws Exception {
    Ref<Message> wretch = replicated();
    assertThat(wretch.call(new Message.Count())).isZero();
    assertThat(pledges(wretch)).isEqualTo(Pledges.NONE);
    assertThat(node.cell(wretch).committed().sequence()).isEqualTo(1);
  }

  @Test
  void sends_areInTheOutboxInTheirOrder() throws Exception {
    Ref<Message> wretch = replicated();
    Ref<Message> other = wretch();
    wretch.send(new Message.Flood(other, 3));
    wretch.call(new Message.Count());
    assertThat(pledges(wretch).outbox().unconfirmed())
        .extracting(Outbox.Entry::effect)
        .containsExactly(flood(other, 0), flood(other, 1), flood(other, 2));
    assertThat(pledges(wretch).outbox().unconfirmed())
        .extracting(Outbox.Entry::index)
        .containsExactly(0, 1, 2);
  }

  private static Outgoing flood(Ref<Message> to, int i) {
    return new Outgoing.ToProcess(
        to.pid(), null, new Signal.Mail.Message(bytes(new Message.Add("flood " + i))));
  }

  @Test
  void handlerThatFails_pledgesNothing() throws Exception {
    Ref<Message> wretch = replicated();
    assertThatThrownBy(() -> wretch.call(new Message.Fail("no")))
        .isInstanceOf(CallFailedException.class);
    assertThat(pledges(wretch)).isEqualTo(Pledges.NONE);
  }

  @Test
  void answer_thatCannotTravel_isACrashAndNoPledge() throws Exception {
    Ref<Message> wretch = replicated();
    assertThatThrownBy(() -> wretch.call(new Message.ReplyWrongly()))
        .isInstanceOf(CallFailedException.class);
    assertThat(pledges(wretch)).isEqualTo(Pledges.NONE);
  }

  /** Has children, and watches them. */
  public static final class Parent implements Behavior<Parent.State, Parent.Bear> {

    public record State(long children) {}

    public record Bear() implements Request<Bear, Long> {}

    @Override
    public State handle(State state, Bear message, Context<Bear> context) {
      context.monitor(context.spawn(Wretch.class, Wretch.State.EMPTY));
      context.reply(message, state.children() + 1);
      return new State(state.children() + 1);
    }
  }

  @Test
  void birthsAndNotices_areInTheOutboxBesideTheAnswer() throws Exception {
    Ref<Parent.Bear> parent = node.processes().spawn(null, Parent.class, new Parent.State(0));
    replicate(node.cell(parent));
    parent.call(new Parent.Bear());
    assertThat(pledges(parent).outbox().unconfirmed())
        .extracting(entry -> entry.effect().getClass().getSimpleName())
        .containsExactly("Birth", "ToProcess", "Answer");
  }

  @Test
  void pledges_travelWithTheProcess_withoutWhatHasLeft() throws Exception {
    Ref<Message> wretch = wretch();
    Keeper keeper = replicate(node.cell(wretch));
    wretch.call(new Message.AddAsked("one"));
    assertThat(traveled(wretch).pledges())
        .isEqualTo(pledges(wretch).released(pledges(wretch).outbox().next()));
    keeper.acknowledgesNothing();
    wretch.send(new Message.Flood(wretch, 2));
    Await.until(() -> pledges(wretch).outbox().unconfirmed().size() == 3);
    assertThat(traveled(wretch).pledges()).isEqualTo(pledges(wretch).released(1));
    assertThat(
            node.processes().images().revision(traveled(wretch), bundle(wretch)).ledger().pledges())
        .isEqualTo(pledges(wretch).released(1));
  }

  private Bundle bundle(Ref<?> process) {
    return node.cell(process).committed().kind().program().bundle();
  }

  private ProcessImage traveled(Ref<?> process) throws InterruptedException {
    Halt halt = halt(node.cell(process));
    try {
      byte[] bytes = Codec.encode(halt.export(Cause.MOVED));
      return Codec.of(Schema.of(ProcessImage.class), Refs.NONE).decode(bytes, ProcessImage.class);
    } finally {
      halt.resume();
    }
  }
}
