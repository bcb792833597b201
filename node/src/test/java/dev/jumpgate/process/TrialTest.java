package dev.jumpgate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Joiner;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.process.Trial.Effect.Asked;
import dev.jumpgate.process.Trial.Effect.Joined;
import dev.jumpgate.process.Trial.Effect.Left;
import dev.jumpgate.process.Trial.Effect.Registered;
import dev.jumpgate.process.Trial.Effect.Sent;
import dev.jumpgate.process.Trial.Effect.Spawned;
import dev.jumpgate.process.Trial.Effect.Stopped;
import dev.jumpgate.process.Trial.Effect.Timer;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Behaviors on trial, as the author of one would do it. */
class TrialTest {

  private static final Ref<Tally.Message> OTHER = Trial.ref("other");

  private final Trial<Tally.State, Tally.Message> tally = Trial.of(new Tally()).given(Tally.EMPTY);
  private final Trial<Desk.State, Desk.Message> desk =
      Trial.of(new Desk()).named("desk").given(new Desk.State(0, Optional.empty()));

  /** What {@link Tally} does not do: spawns, calls services, chats with others in one handler. */
  private static final class Desk implements Behavior<Desk.State, Desk.Message> {

    record State(int served, Optional<ReplyTo<String>> kept) {}

    sealed interface Message {
      record Hire() implements Message {}

      record Greet() implements Message, Request<Message, String> {}

      record Chat(boolean sendFirst) implements Message {}

      record CallYourself() implements Message {}

      record Cheat() implements Message, Query<Message, Integer> {}

      record ReplyTwice() implements Message, Request<Message, Integer> {}

      record Nothing() implements Message {}

      record Keep() implements Message, Request<Message, String> {}

      record Release(String answer) implements Message {}

      record Tell(String group) implements Message {}
    }

    interface Greeter {
      String greeting();
    }

    @Override
    @SuppressWarnings("NullAway") // that is what Nothing is about
    public State handle(State state, Message message, Context<Message> context) {
      switch (message) {
        case Message.Hire _ -> context.spawn(Tally.class, Tally.EMPTY).pid();
        case Message.Greet ask -> context.reply(ask, context.service(Greeter.class).greeting());
        case Message.Chat(var sendFirst) -> {
          if (sendFirst) {
            context.send(OTHER, new Tally.Message.Note("hello"));
          }
          int notes = context.call(OTHER, new Tally.Message.Notes()).size();
          return new State(notes, state.kept());
        }
        case Message.CallYourself _ -> context.call(context.self(), new Message.Cheat());
        case Message.Cheat ask -> {
          context.reply(ask, 1);
          return new State(state.served() + 1, state.kept());
        }
        case Message.ReplyTwice ask -> {
          context.reply(ask, 1);
          context.reply(ask, 2);
        }
        case Message.Nothing _ -> {
          return null;
        }
        case Message.Keep ask -> {
          return new State(state.served(), Optional.of(context.later(ask)));
        }
        case Message.Release(var answer) -> {
          state.kept().ifPresent(caller -> context.reply(caller, answer));
          state.kept().ifPresent(caller -> context.reply(caller, "again"));
        }
        case Message.Tell(var group) ->
            context.group(group, Tally.class).send(new Tally.Message.Note("all"));
      }
      return state;
    }

    @Override
    public void stopped(State state, ExitReason reason, Context<Message> context) {
      context.send(OTHER, new Tally.Message.Note("closed"));
    }
  }

  @Test
  void when_severalMessages_showsTheStateAndAllReplies() {
    var trial =
        tally
            .when(new Tally.Message.AddAndCount("me", 1))
            .when(new Tally.Message.Add("me", 2))
            .when(new Tally.Message.AddAndCount("me", 3));
    assertThat(trial.state().clients().get("me")).isEqualTo(new Tally.Count(3, 3, 0));
    assertThat(trial.replies()).containsExactly(new Tally.Count(1, 1, 0), new Tally.Count(3, 3, 0));
  }

  @Test
  void when_leavesTheTrialBeforeAsItWas() {
    var one = tally.when(new Tally.Message.Note("one"));
    var two = one.when(new Tally.Message.Note("two"));
    assertThat(tally.state()).isEqualTo(Tally.EMPTY);
    assertThat(one.state().notes()).containsExactly("one");
    assertThat(two.state().notes()).containsExactly("one", "two");
  }

  @Test
  void handlerThatThrows_throwsTheSameAndNothingLeaves() {
    assertThatThrownBy(() -> tally.when(new Tally.Message.Fail("on purpose")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
    assertThat(tally.effects()).isEmpty();
    assertThat(tally.state()).isEqualTo(Tally.EMPTY);
  }

  @Test
  void handlerThatReturnsNull_fails() {
    assertThatThrownBy(() -> desk.when(new Desk.Message.Nothing()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the handler returned null");
  }

  @Test
  void after_firesOnceItsTimeHasPassed() {
    var trial =
        tally
            .when(new Tally.Message.Remind(Duration.ofSeconds(3), "later"))
            .when(new Tally.Message.Remind(Duration.ofSeconds(1), "soon"));
    assertThat(trial.timers())
        .containsExactly(
            new Timer(Duration.ofSeconds(1), new Tally.Message.Note("soon")),
            new Timer(Duration.ofSeconds(3), new Tally.Message.Note("later")));

    var second = trial.pass(Duration.ofSeconds(2));
    assertThat(second.state().notes()).containsExactly("soon");
    assertThat(second.timers())
        .containsExactly(new Timer(Duration.ofSeconds(1), new Tally.Message.Note("later")));

    var third = second.pass(Duration.ofSeconds(1)).pass(Duration.ofDays(1));
    assertThat(third.state().notes()).containsExactly("soon", "later");
    assertThat(third.timers()).isEmpty();
  }

  @Test
  void ask_isAnsweredByTheTest() {
    var trial = tally.when(new Tally.Message.AskNotesOf(OTHER, "notes"));
    assertThat(trial.asked()).containsExactly(new Asked(OTHER, new Tally.Message.Notes(), "notes"));
    assertThat(trial.answered("notes", PVec.of("n")).state().notes()).containsExactly("notes [n]");
    assertThat(trial.failed("notes", "no process").state().notes()).containsExactly("notes failed");
    assertThatThrownBy(() -> trial.answered("notes", 1).answered("notes", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no question with the tag notes is open");
  }

  @Test
  void ask_withoutAnAnswer_failsWhenItsTimeHasPassed() {
    var trial = tally.when(new Tally.Message.AskNotesOf(OTHER, "notes"));
    assertThat(trial.pass(Ref.PATIENCE.minusNanos(1)).state().notes()).isEmpty();
    assertThat(trial.pass(Ref.PATIENCE).state().notes()).containsExactly("notes failed");
    assertThat(trial.answered("notes", 1).pass(Ref.PATIENCE).state().notes()).hasSize(1);
  }

  @Test
  void call_isAnsweredByWhatTheTestGave() {
    var trial = desk.answering(OTHER, new Tally.Message.Notes(), PVec.of("a", "b"));
    assertThat(trial.when(new Desk.Message.Chat(false)).state().served()).isEqualTo(2);
    assertThatThrownBy(() -> desk.when(new Desk.Message.Chat(false)))
        .isInstanceOf(NoProcessException.class)
        .hasMessageContaining("answering(...)");
  }

  @Test
  void call_thatWouldOvertakeASend_isRefused() {
    var trial = desk.answering(OTHER, new Tally.Message.Notes(), PVec.of());
    assertThatThrownBy(() -> trial.when(new Desk.Message.Chat(true)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("a call of desk to other would overtake what it has just sent there");
  }

  @Test
  void call_toItself_isRefused() {
    assertThatThrownBy(() -> desk.when(new Desk.Message.CallYourself()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("desk would wait for itself");
  }

  @Test
  void query_thatChangesOrAsksForSomething_isRefused() {
    String refusal = "a query must change nothing and ask for nothing but its answer";
    assertThatThrownBy(() -> desk.when(new Desk.Message.Cheat()))
        .isInstanceOf(RefusedException.class)
        .hasMessage(refusal);
    var joiner = Trial.of(new Joiner()).given(Joiner.NEW);
    assertThatThrownBy(() -> joiner.when(new Joiner.Message.Sneak("workers"))).hasMessage(refusal);
    assertThatThrownBy(() -> joiner.when(new Joiner.Message.Linger())).hasMessage(refusal);
    assertThat(joiner.when(new Joiner.Message.Heard()).replies()).containsExactly(0);
  }

  @Test
  void reply_twice_fails() {
    assertThatThrownBy(() -> desk.when(new Desk.Message.ReplyTwice()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is answered already");
  }

  @Test
  void later_isAnsweredOnceInALaterMessage() {
    var kept = desk.when(new Desk.Message.Keep());
    assertThat(kept.replies()).isEmpty();
    assertThat(kept.when(new Desk.Message.Release("here it is")).replies())
        .containsExactly("here it is");
  }

  @Test
  void service_isTheOneProvided() {
    var trial = desk.provide(Desk.Greeter.class, () -> "good day");
    assertThat(trial.when(new Desk.Message.Greet()).replies()).containsExactly("good day");
    assertThatThrownBy(() -> desk.when(new Desk.Message.Greet()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("provides no");
  }

  @Test
  void spawn_givesAReferenceToTheChild() {
    var trial = desk.when(new Desk.Message.Hire()).when(new Desk.Message.Hire());
    assertThat(trial.spawned())
        .extracting(Spawned::behavior, Spawned::state)
        .containsOnly(org.assertj.core.groups.Tuple.tuple(Tally.class, Tally.EMPTY))
        .hasSize(2);
    assertThat(trial.spawned().getFirst().child()).isNotEqualTo(trial.spawned().getLast().child());
  }

  @Test
  void stop_runsStoppedAndEndsTheTrial() {
    var ended = tally.when(new Tally.Message.End());
    assertThat(ended.stopped()).contains(new ExitReason.Normal());
    assertThatThrownBy(() -> ended.when(new Tally.Message.Note("too late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");

    var armed = tally.when(new Tally.Message.Remind(Duration.ofSeconds(1), "never"));
    assertThat(armed.stopped(new ExitReason.Shutdown()).timers()).isEmpty();

    var closed = desk.stopped(new ExitReason.Shutdown());
    assertThat(closed.effects())
        .containsExactly(
            new Stopped(new ExitReason.Shutdown()),
            new Sent(OTHER, new Tally.Message.Note("closed")));
  }

  @Test
  void started_saysWhy() {
    assertThat(tally.started(Cause.MOVED).state().notes()).containsExactly("MOVED");
  }

  @Test
  void groups_areJoinedAndLeft() {
    var trial =
        Trial.of(new Joiner())
            .given(Joiner.NEW)
            .when(new Joiner.Message.Join("workers", PMap.of("kind", "fast")))
            .when(new Joiner.Message.Join("workers", PMap.of("kind", "fast")));
    assertThat(trial.groups()).isEqualTo(PMap.of("workers", PMap.of("kind", "fast")));
    assertThat(trial.effects())
        .filteredOn(Joined.class::isInstance)
        .as("the second time says nothing new")
        .hasSize(1);
    var left =
        trial.when(new Joiner.Message.Leave("workers")).when(new Joiner.Message.Leave("workers"));
    assertThat(left.groups()).isEmpty();
    assertThat(left.effects()).filteredOn(Left.class::isInstance).hasSize(1);
  }

  @Test
  void group_hasTheMembersGiven() {
    Ref<Tally.Message> second = Trial.ref("second");
    var trial =
        desk.member("all", OTHER, PMap.empty())
            .member("all", second, PMap.of("kind", "fast"))
            .when(new Desk.Message.Tell("all"));
    assertThat(trial.sent())
        .containsExactly(
            new Sent(OTHER, new Tally.Message.Note("all")),
            new Sent(second, new Tally.Message.Note("all")));
  }

  @Test
  void localNames_areTakenAndFound() {
    var joiner = Trial.of(new Joiner()).given(Joiner.NEW);
    var named = joiner.when(new Joiner.Message.Register("desk"));
    assertThat(named.effects()).contains(new Registered("desk"));
    assertThat(named.when(new Joiner.Message.Whereis("desk")).replies().getLast())
        .isEqualTo(Optional.of(named.self()));
    assertThatThrownBy(
            () -> joiner.register("desk", OTHER).when(new Joiner.Message.Register("desk")))
        .isInstanceOf(NameTakenException.class)
        .hasMessage("the name desk is taken by other");
  }

  @Test
  void reference_ofATrial_isThereForTheContext() {
    assertThat(OTHER).isEqualTo(Trial.ref("other")).isNotEqualTo(Trial.ref("another"));
    assertThatThrownBy(() -> OTHER.send(new Tally.Message.End()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("other is there to be used through a context");
    assertThat(List.of(tally.self(), desk.self())).doesNotHaveDuplicates();
  }
}
