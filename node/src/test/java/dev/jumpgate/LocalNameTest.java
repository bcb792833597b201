package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Joiner;
import dev.jumpgate.fixture.Joiner.Message;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.RefusedException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names of one node, which the other one neither sees nor minds. */
class LocalNameTest {

  private static NodePair nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair();
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  private static Ref<Message> spawn(Node node) {
    return node.spawn(Joiner.class, Joiner.NEW);
  }

  private static Optional<Ref<Message>> whereis(Node node, String name) {
    return node.whereis(name, Joiner.class);
  }

  @Test
  void register_isFoundHereAndNotThere() {
    Ref<Message> printer = spawn(nodes.ship());
    nodes.ship().register("local/printer", printer);
    assertThat(whereis(nodes.ship(), "local/printer")).contains(printer);
    assertThat(whereis(nodes.home(), "local/printer")).isEmpty();
  }

  @Test
  void register_onEachNode_isNoConflict() {
    Ref<Message> here = spawn(nodes.ship());
    Ref<Message> there = spawn(nodes.home());
    nodes.ship().register("log", here);
    nodes.home().register("log", there);
    assertThat(whereis(nodes.ship(), "log")).contains(here);
    assertThat(whereis(nodes.home(), "log")).contains(there);
  }

  @Test
  void register_takenName_isRefusedWithItsHolder() {
    Ref<Message> first = spawn(nodes.ship());
    nodes.ship().register("unique", first);
    nodes.ship().register("unique", first); // again is no error
    assertThatThrownBy(() -> nodes.ship().register("unique", spawn(nodes.ship())))
        .isInstanceOf(NameTakenException.class)
        .hasMessage("the name unique is taken by " + first.pid() + " on ship");
  }

  @Test
  void register_processOfTheOtherNode_isRefused() {
    Ref<Message> there = spawn(nodes.home());
    assertThatThrownBy(() -> nodes.ship().register("far", there))
        .isInstanceOf(NoProcessException.class)
        .hasMessageContaining("is not on ship");
    assertThat(whereis(nodes.ship(), "far")).isEmpty();
  }

  @Test
  void register_whatIsNoName_isRefused() {
    assertThatThrownBy(() -> nodes.ship().register("9 lives", spawn(nodes.ship())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'9 lives' is no name for a process");
  }

  @Test
  void unregister_freesTheName() {
    Ref<Message> first = spawn(nodes.ship());
    nodes.ship().register("desk", first);
    nodes.ship().unregister("desk");
    nodes.ship().unregister("desk"); // that nobody has it is no error
    assertThat(whereis(nodes.ship(), "desk")).isEmpty();
    nodes.ship().register("desk", spawn(nodes.ship()));
  }

  @Test
  void end_freesTheName() {
    Ref<Message> brief = spawn(nodes.ship());
    nodes.ship().register("brief", brief);
    brief.send(new Message.End());
    Await.until(() -> whereis(nodes.ship(), "brief").isEmpty());
    Ref<Message> next = spawn(nodes.ship());
    nodes.ship().register("brief", next);
    assertThat(whereis(nodes.ship(), "brief")).contains(next);
  }

  @Test
  void handler_registersItself() {
    Ref<Message> self = spawn(nodes.ship());
    assertThat(self.call(new Message.Register("self"))).isTrue();
    assertThat(whereis(nodes.ship(), "self")).contains(self);
    assertThat(spawn(nodes.ship()).call(new Message.Whereis("self"))).contains(self);
    assertThat(spawn(nodes.home()).call(new Message.Whereis("self"))).isEmpty();
  }

  @Test
  void handlerThatThrows_hasTakenNoName() {
    Ref<Message> fails = spawn(nodes.ship());
    assertThatThrownBy(() -> fails.call(new Message.RegisterAndFail("undone")))
        .isInstanceOf(CallFailedException.class);
    assertThat(whereis(nodes.ship(), "undone")).isEmpty();
    assertThat(spawn(nodes.ship()).call(new Message.Register("undone"))).isTrue();
  }

  @Test
  void handlerThatThrows_keepsTheNameItHadBefore() {
    Ref<Message> fails = spawn(nodes.ship());
    fails.call(new Message.Register("kept"));
    assertThatThrownBy(() -> fails.call(new Message.RegisterAndFail("kept")))
        .isInstanceOf(CallFailedException.class);
    assertThat(whereis(nodes.ship(), "kept")).contains(fails);
  }

  @Test
  void move_freesTheNameAndStartedTakesItThere() throws Exception {
    Ref<Message> desk =
        nodes.ship().spawn("clerk", Joiner.class, new Joiner.State(0, Optional.of("front")));
    Await.until(() -> whereis(nodes.ship(), "front").isPresent());
    nodes.move("clerk", nodes.home());
    assertThat(whereis(nodes.ship(), "front")).isEmpty();
    Await.until(() -> whereis(nodes.home(), "front").equals(Optional.of(desk)));
  }
}
