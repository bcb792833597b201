package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Kin;
import dev.jumpgate.fixture.Kin.Message;
import dev.jumpgate.fixture.TrappingKin;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What OTP documents of monitors, links and canceled timers, rule by rule, and across moves. */
class TiesTest {

  private static final ExitReason NORMAL = new ExitReason.Normal();
  private static final ExitReason CRASHED = new ExitReason.Crashed("boom");

  private static final AtomicInteger SECONDS = new AtomicInteger();

  private static NodePair nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair();
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  /** Where the two are, and who of them moved after they were tied. */
  enum Where {
    SAME_NODE,
    OTHER_NODE,
    FIRST_MOVED,
    SECOND_MOVED,
    BOTH_MOVED;

    Ref<Message> second(Class<? extends Kin> kind) {
      if (this != OTHER_NODE) {
        return nodes.ship().spawn(kind, Kin.EMPTY);
      }
      // By the other's node, so that what is sent here stays behind what the other sends there.
      String name = "second-" + SECONDS.incrementAndGet();
      nodes.home().spawn(name, kind, Kin.EMPTY);
      return nodes.ship().find(name, kind);
    }

    /** Brings both to where they are to be, when what they were told before is done. */
    void settle(Ref<Message> first, Ref<Message> second) throws IOException {
      first.call(new Message.Notes());
      second.call(new Message.Notes());
      if (this == FIRST_MOVED || this == BOTH_MOVED) {
        move(first);
      }
      if (this == SECOND_MOVED || this == BOTH_MOVED) {
        move(second);
      }
    }

    private static void move(Ref<Message> process) throws IOException {
      try (var gate = new GateConnection(nodes.ship())) {
        gate.ask(new Call.Move(String.valueOf(process.pid()), "home"));
      }
    }
  }

  private static Ref<Message> first(Class<? extends Kin> kind) {
    return nodes.ship().spawn(kind, Kin.EMPTY);
  }

  private static void awaitNotes(Ref<Message> process, String... notes) {
    Await.until(() -> process.call(new Message.Notes()).size() >= notes.length);
    assertThat(process.call(new Message.Notes())).containsExactly(notes);
  }

  private static void awaitEnd(Ref<Message> process) {
    Await.until(() -> {
      try {
        process.call(new Message.Notes());
        return false;
      } catch (NoProcessException e) {
        return true;
      }
    });
  }

  // --- monitors ---

  @ParameterizedTest
  @EnumSource
  void monitor_ofAProcessThatEnds_tellsOnceWithItsReason(Where where) throws Exception {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = where.second(Kin.class);
    watcher.send(new Message.Watch("it", watched));
    where.settle(watcher, watched);
    watched.send(new Message.End(CRASHED));
    awaitNotes(watcher, "down it Crashed boom");
  }

  @ParameterizedTest
  @EnumSource
  void monitor_doesNotEndTheWatcherNorTellTheWatched(Where where) throws Exception {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = where.second(TrappingKin.class);
    watcher.send(new Message.Watch("it", watched));
    where.settle(watcher, watched);
    watcher.send(new Message.End(CRASHED));
    awaitEnd(watcher);
    assertThat(watched.call(new Message.Notes())).isEmpty();
  }

  @Test
  void monitor_ofADeadProcess_tellsNoProcessAtOnce() {
    Ref<Message> dead = first(Kin.class);
    dead.send(new Message.End(NORMAL));
    awaitEnd(dead);
    Ref<Message> watcher = first(Kin.class);
    watcher.send(new Message.Watch("here", dead));
    Ref<Message> farther = nodes.home().spawn(Kin.class, Kin.EMPTY);
    farther.send(new Message.Watch("there", dead));
    awaitNotes(watcher, "down here NoProcess");
    awaitNotes(farther, "down there NoProcess");
  }

  @Test
  void monitor_ofANameThatNobodyHas_tellsNoProcess() {
    Ref<Message> watcher = first(Kin.class);
    watcher.send(new Message.Watch("it", nodes.ship().find("nobody-to-watch", Kin.class)));
    awaitNotes(watcher, "down it NoProcess");
  }

  @ParameterizedTest
  @EnumSource
  void monitor_twice_tellsTwice(Where where) throws Exception {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = where.second(Kin.class);
    watcher.send(new Message.Watch("one", watched));
    watcher.send(new Message.Watch("two", watched));
    where.settle(watcher, watched);
    watched.send(new Message.End(NORMAL));
    Await.until(() -> watcher.call(new Message.Notes()).size() == 2);
    assertThat(watcher.call(new Message.Notes()))
        .containsExactlyInAnyOrder("down one Normal", "down two Normal");
  }

  @ParameterizedTest
  @EnumSource
  void demonitor_ofOneOfTwo_leavesTheOther(Where where) throws Exception {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = where.second(Kin.class);
    watcher.send(new Message.Watch("one", watched));
    watcher.send(new Message.Watch("two", watched));
    where.settle(watcher, watched);
    watcher.send(new Message.Unwatch("one"));
    watcher.call(new Message.Notes());
    watched.send(new Message.End(NORMAL));
    awaitNotes(watcher, "down two Normal");
  }

  @Test
  void demonitor_dropsADownThatIsUnderWay() {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = first(Kin.class);
    watcher.send(new Message.Watch("it", watched));
    watcher.call(new Message.Notes());
    watcher.send(new Message.UnwatchOnceOver("it", watched));
    watched.send(new Message.End(CRASHED));
    Ref<Message> sign = first(Kin.class);
    watcher.send(new Message.Watch("sign", sign));
    watcher.call(new Message.Notes(), Duration.ofSeconds(30));
    sign.send(new Message.End(NORMAL));
    awaitNotes(watcher, "down sign Normal");
  }

  @ParameterizedTest
  @EnumSource
  void down_comesBehindWhatTheWatchedSentBefore(Where where) throws Exception {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = where.second(Kin.class);
    watcher.send(new Message.Watch("it", watched));
    where.settle(watcher, watched);
    String[] heard = new String[101];
    for (int i = 0; i < 100; i++) {
      heard[i] = "said " + i;
      watched.send(new Message.Say(watcher, heard[i]));
    }
    heard[100] = "down it Normal";
    watched.send(new Message.End(NORMAL));
    awaitNotes(watcher, heard);
  }

  @Test
  void crashOfAHandler_isNotTheEnd_soThatNobodyIsTold() {
    Ref<Message> watcher = first(Kin.class);
    Ref<Message> watched = first(Kin.class);
    watcher.send(new Message.Watch("it", watched));
    watcher.send(new Message.Tie(watched));
    watcher.call(new Message.Notes());
    watched.send(new Message.Fail("on purpose"));
    watched.send(new Message.Note("still here"));
    awaitNotes(watched, "still here");
    assertThat(watcher.call(new Message.Notes())).isEmpty();
  }

  // --- links ---

  @ParameterizedTest
  @EnumSource
  void link_abnormalEnd_endsTheOtherWithTheSameReason(Where where) throws Exception {
    Ref<Message> one = first(Kin.class);
    Ref<Message> other = where.second(Kin.class);
    Ref<Message> witness = first(Kin.class);
    witness.send(new Message.Watch("one", one));
    witness.call(new Message.Notes());
    one.send(new Message.Tie(other));
    where.settle(one, other);
    other.send(new Message.End(CRASHED));
    awaitNotes(witness, "down one Crashed boom");
  }

  @ParameterizedTest
  @EnumSource
  void link_worksBothWays(Where where) throws Exception {
    Ref<Message> one = first(Kin.class);
    Ref<Message> other = where.second(Kin.class);
    one.send(new Message.Tie(other));
    where.settle(one, other);
    one.send(new Message.End(CRASHED));
    awaitEnd(other);
  }

  @ParameterizedTest
  @EnumSource
  void link_normalEnd_doesNotEndTheOther(Where where) throws Exception {
    Ref<Message> one = first(Kin.class);
    Ref<Message> other = where.second(Kin.class);
    one.send(new Message.Watch("it", other));
    one.send(new Message.Tie(other));
    where.settle(one, other);
    other.send(new Message.End(NORMAL));
    awaitNotes(one, "down it Normal");
  }

  @Test
  void link_shutdown_endsTheOther() {
    Ref<Message> one = first(Kin.class);
    Ref<Message> other = first(Kin.class);
    one.send(new Message.Tie(other));
    one.call(new Message.Notes());
    other.send(new Message.End(new ExitReason.Shutdown()));
    awaitEnd(one);
  }

  @ParameterizedTest
  @EnumSource
  void link_ofOneThatTraps_givesTheExitAsAnEvent(Where where) throws Exception {
    Ref<Message> one = first(TrappingKin.class);
    Ref<Message> other = where.second(Kin.class);
    one.send(new Message.Tie(other));
    where.settle(one, other);
    other.send(new Message.End(CRASHED));
    awaitNotes(one, "exit Crashed boom");
  }

  @Test
  void link_ofOneThatTraps_givesANormalExitToo() {
    Ref<Message> one = first(TrappingKin.class);
    Ref<Message> other = first(Kin.class);
    one.send(new Message.Tie(other));
    one.call(new Message.Notes());
    other.send(new Message.End(NORMAL));
    awaitNotes(one, "exit Normal");
  }

  @ParameterizedTest
  @EnumSource
  void link_twice_countsOnce(Where where) throws Exception {
    Ref<Message> one = first(TrappingKin.class);
    Ref<Message> other = where.second(TrappingKin.class);
    one.send(new Message.Tie(other));
    one.send(new Message.Tie(other));
    other.send(new Message.Tie(one));
    one.send(new Message.Watch("sign", other));
    where.settle(one, other);
    other.send(new Message.End(CRASHED));
    awaitNotes(one, "down sign Crashed boom", "exit Crashed boom");
  }

  @Test
  void unlink_afterTwoLinks_untiesWholly() {
    Ref<Message> one = first(Kin.class);
    Ref<Message> other = first(Kin.class);
    one.send(new Message.Watch("it", other));
    one.send(new Message.Tie(other));
    one.send(new Message.Tie(other));
    one.send(new Message.Untie(other));
    one.call(new Message.Notes());
    other.send(new Message.End(CRASHED));
    awaitNotes(one, "down it Crashed boom");
  }

  @ParameterizedTest
  @EnumSource
  void unlink_byEither_untiesBoth(Where where) throws Exception {
    Ref<Message> one = first(Kin.class);
    Ref<Message> other = where.second(Kin.class);
    one.send(new Message.Tie(other));
    where.settle(one, other);
    other.send(new Message.Untie(one));
    other.send(new Message.Watch("it", one));
    other.call(new Message.Notes());
    one.send(new Message.End(CRASHED));
    awaitNotes(other, "down it Crashed boom");
  }

  @Test
  void link_toADeadProcess_isAnExitOfNoProcess() {
    Ref<Message> dead = first(Kin.class);
    dead.send(new Message.End(NORMAL));
    awaitEnd(dead);
    Ref<Message> traps = first(TrappingKin.class);
    traps.send(new Message.Tie(dead));
    awaitNotes(traps, "exit NoProcess");
    Ref<Message> does = nodes.home().spawn(Kin.class, Kin.EMPTY);
    does.send(new Message.Tie(dead));
    awaitEnd(does);
  }

  @Test
  void link_toItself_isNothing() {
    Ref<Message> one = first(TrappingKin.class);
    one.send(new Message.Tie(one));
    one.send(new Message.Note("goes on"));
    awaitNotes(one, "goes on");
  }

  @Test
  void link_chain_endsAll() {
    Ref<Message> one = first(Kin.class);
    Ref<Message> two = nodes.home().spawn(Kin.class, Kin.EMPTY);
    Ref<Message> three = first(Kin.class);
    one.send(new Message.Tie(two));
    two.send(new Message.Tie(three));
    one.call(new Message.Notes());
    two.call(new Message.Notes());
    three.send(new Message.End(CRASHED));
    awaitEnd(one);
    awaitEnd(two);
  }

  // --- a lost node ---

  @Test
  void lostNode_isNodeLostForWhatWasThere_andNotForWhatHadLeft() throws Exception {
    try (var pair = new NodePair()) {
      Ref<Message> traps = pair.ship().spawn(TrappingKin.class, Kin.EMPTY);
      Ref<Message> ends = pair.ship().spawn("ends", Kin.class, Kin.EMPTY);
      Ref<Message> there = pair.home().spawn(Kin.class, Kin.EMPTY);
      Ref<Message> left = pair.home().spawn("left", Kin.class, Kin.EMPTY);
      traps.send(new Message.Watch("there", there));
      traps.send(new Message.Watch("left", left));
      traps.send(new Message.Tie(there));
      traps.call(new Message.Notes());
      // Tied by the other side only: nothing was ever sent that way from here.
      there.send(new Message.Tie(ends));
      there.call(new Message.Notes());
      pair.home().find("ends", Kin.class).call(new Message.Notes());
      try (var gate = new GateConnection(pair.ship())) {
        gate.ask(new Call.Move("left", "ship"));
      }
      pair.home().crash();
      awaitNotes(traps, "down there NodeLost", "exit NodeLost");
      awaitEnd(ends);
      Ref<Message> here = pair.ship().find("left", Kin.class);
      here.send(new Message.End(NORMAL));
      awaitNotes(traps, "down there NodeLost", "exit NodeLost", "down left Normal");
    }
  }

  // --- timers ---

  @Test
  void cancel_takesTheMessageBack_andOnlyThatOne() {
    Ref<Message> sleeper = first(Kin.class);
    sleeper.send(new Message.Remind("never", Duration.ofMillis(20)));
    sleeper.send(new Message.Forget("never"));
    sleeper.send(new Message.Remind("soon", Duration.ofMillis(40)));
    awaitNotes(sleeper, "soon");
  }

  @Test
  void cancel_ofOneThatIsDueAndWaits_takesItBack() {
    Ref<Message> sleeper = first(Kin.class);
    sleeper.send(new Message.Remind("due", Duration.ZERO));
    sleeper.send(new Message.Forget("due"));
    sleeper.send(new Message.Forget("due"));
    sleeper.send(new Message.Remind("after", Duration.ofMillis(10)));
    Await.until(() -> sleeper.call(new Message.Notes()).contains("after"));
    // Due at once, it may have been handled before it was taken back, but never after.
    assertThat(sleeper.call(new Message.Notes())).isSubsetOf("due", "after").endsWith("after");
  }

  @Test
  void cancel_worksAfterAMove() throws Exception {
    Ref<Message> sleeper = first(Kin.class);
    sleeper.send(new Message.Remind("never", Duration.ofSeconds(1)));
    sleeper.send(new Message.Remind("later", Duration.ofMillis(1_100)));
    Where.FIRST_MOVED.settle(sleeper, sleeper);
    sleeper.send(new Message.Forget("never"));
    awaitNotes(sleeper, "later");
  }

  @Test
  void processThatEnded_takesNoMessage() {
    Ref<Message> ended = first(Kin.class);
    ended.send(new Message.End(CRASHED));
    assertThatThrownBy(() -> ended.call(new Message.Notes()))
        .isInstanceOf(NoProcessException.class);
  }
}
