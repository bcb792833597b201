package dev.jumpgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Client;
import dev.jumpgate.fixture.Slow;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveProgress;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A move copies while the process serves, and any failure leaves the process where it was. */
class StreamedMoveTest {

  private static NodePair nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair(ship -> ship.provide(Tool.class, new Tool()));
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  /** A service that only one of the nodes has. */
  public static final class Tool {}

  /** Has much state, and changes it all the time where told so. */
  public static final class Torrent implements Behavior<Torrent.State, Torrent.Order> {

    public record State(PMap<Long, Long> numbers, boolean runs) {}

    public sealed interface Order {

      record Fill(int count) implements Order, Request<Order, Integer> {}

      record Run(boolean on) implements Order {}

      record Change() implements Order {}

      record UseTool() implements Order, Request<Order, Integer> {}

      record Size() implements Order, Query<Order, Integer> {}
    }

    @Override
    public State handle(State state, Order message, Context<Order> context) {
      return switch (message) {
        case Order.Fill fill -> {
          context.reply(fill, fill.count());
          yield new State(filled(fill.count(), 0), state.runs());
        }
        case Order.Run(var on) -> {
          if (on) {
            context.send(context.self(), new Order.Change());
          }
          yield new State(state.numbers(), on);
        }
        case Order.Change _ -> {
          if (state.runs()) {
            context.send(context.self(), new Order.Change());
          }
          yield new State(
              filled(state.numbers().size(), state.numbers().getOrDefault(0L, 0L) + 1),
              state.runs());
        }
        case Order.UseTool ask -> {
          context.service(Tool.class);
          context.reply(ask, 0);
          yield state;
        }
        case Order.Size ask -> {
          context.reply(ask, state.numbers().size());
          yield state;
        }
      };
    }

    private static PMap<Long, Long> filled(int count, long value) {
      var builder = PMap.<Long, Long>empty().builder();
      for (long i = 0; i < count; i++) {
        builder.put(i, value);
      }
      return builder.build();
    }
  }

  private static Ref<Torrent.Order> torrent(String name, int entries) {
    var ref = nodes.ship().spawn(name, Torrent.class, new Torrent.State(PMap.empty(), false));
    ref.call(new Torrent.Order.Fill(entries));
    return ref;
  }

  private static Cell<?, ?> cell(Node node, String name) {
    return node.processes().named(name).orElseThrow();
  }

  private static boolean isOn(Node node, Ref<?> process) {
    return node.processes().find(requireNonNull(process.pid())).isPresent();
  }

  private static MoveResult move(String name, MoveOptions options) throws InterruptedException {
    return nodes.ship().mover().move(cell(nodes.ship(), name), "home", options);
  }

  private static MoveOptions options(@Nullable Duration maxPause, Duration patience) {
    return new MoveOptions(50, maxPause, patience);
  }

  @Test
  void move_ofFiftyMegabytesUnderLoad_losesAndFailsNothing() throws Exception {
    Ref<Message> tally = nodes.ship().spawn("large", Tally.class, Tally.EMPTY);
    String text = "x".repeat(100_000);
    for (int i = 0; i < 500; i++) {
      tally.send(new Message.Note(text + i));
    }
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(new Client("ship-" + i, nodes.ship().find("large", Tally.class)));
      clients.add(new Client("home-" + i, nodes.home().find("large", Tally.class)));
    }
    List<MoveProgress> progress = new ArrayList<>();
    MoveResult moved =
        nodes
            .ship()
            .mover()
            .move(cell(nodes.ship(), "large"), "home", MoveOptions.DEFAULT, progress::add);
    long before = calls(clients);
    Await.until(() -> calls(clients) > before + 100);
    for (Client client : clients) {
      assertThat(client.stop()).isEmpty();
    }
    assertThat(moved.bytes()).isGreaterThan(50_000_000);
    assertThat(moved.rounds()).isGreaterThan(1);
    assertThat(moved.epoch()).isEqualTo(2);
    assertThat(progress).hasSize(moved.rounds());
    assertThat(progress.getLast().bytes()).isEqualTo(moved.bytes());
    assertThat(nodes.home().find("large", Tally.class).call(new Message.Notes())).hasSize(501);
    // The source holds nothing back any more.
    Await.until(() -> !isOn(nodes.ship(), tally) && isOn(nodes.home(), tally));
  }

  private static long calls(List<Client> clients) {
    return clients.stream().mapToLong(Client::calls).sum();
  }

  @Test
  void move_ofAWriterThatOutrunsTheCopy_givesUpUnlessAPauseIsAllowed() throws Exception {
    Ref<Torrent.Order> torrent = torrent("torrent", 50_000);
    torrent.send(new Torrent.Order.Run(true));
    assertThatThrownBy(() -> move("torrent", MoveOptions.DEFAULT))
        .isInstanceOf(OperatorException.class)
        .hasMessageStartingWith("torrent outruns the copy: after 8 rounds")
        .extracting(e -> ((OperatorException) e).hint())
        .asString()
        .contains("--max-pause");
    assertThat(torrent.call(new Torrent.Order.Size())).isEqualTo(50_000);
    assertThat(move("torrent", options(Duration.ofSeconds(20), Duration.ofSeconds(10))).to())
        .isEqualTo("home");
    assertThat(torrent.call(new Torrent.Order.Size())).isEqualTo(50_000);
    torrent.send(new Torrent.Order.Run(false));
  }

  @Test
  void move_thatItsOperatorGivesUp_leavesTheProcessServingAndMovable() throws Exception {
    Ref<Slow.Message> slow = nodes.ship().spawn("kept", Slow.class, new Slow.State(7));
    Slow.hold("arrival");
    var outcome = new CompletableFuture<Object>();
    Thread operator =
        Thread.startVirtualThread(() -> {
          try {
            outcome.complete(move("kept", MoveOptions.DEFAULT));
          } catch (Exception e) {
            outcome.complete(e);
          }
        });
    Slow.awaitHeld();
    assertThatThrownBy(() -> move("kept", MoveOptions.DEFAULT))
        .hasMessage("kept is being moved or upgraded already");
    operator.interrupt();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    assertThat(slow.call(new Slow.Message.Read())).isEqualTo(7);
    Slow.release();
    Await.until(() -> !isOn(nodes.home(), slow));
    // Given up under the freeze it goes on at a later epoch, which the registry gave it.
    assertThat(move("kept", MoveOptions.DEFAULT).epoch()).isBetween(2L, 3L);
    assertThat(slow.call(new Slow.Message.Read())).isEqualTo(7);
  }

  @Test
  void move_ofAStuckProcess_saysSoAndLeavesItThere() throws Exception {
    Ref<Message> stuck = nodes.ship().spawn("stuck", Tally.class, Tally.EMPTY);
    stuck.send(new Message.Sleep(Duration.ofSeconds(2)));
    assertThatThrownBy(() -> move("stuck", options(null, Duration.ofMillis(200))))
        .hasMessageMatching(
            "stuck has been on .*Sleep.* since 20\\S+Z, for .*s, did not come to the end of its"
                + " message within 200 ms and stays where it is")
        .extracting(e -> ((OperatorException) e).hint())
        .asString()
        .contains("--wait");
    assertThat(stuck.call(new Message.Notes())).isEmpty();
    assertThat(cell(nodes.ship(), "stuck").isHalted()).isFalse();
  }

  @Test
  void move_toANodeWithoutAServiceItUses_isRefusedBeforeTheCopy() throws Exception {
    Ref<Torrent.Order> bound = torrent("bound", 10);
    bound.call(new Torrent.Order.UseTool());
    String reason = "home provides no " + Tool.class.getName();
    assertThatThrownBy(() -> move("bound", MoveOptions.DEFAULT)).hasMessage(reason);
    MovePlan plan =
        nodes.ship().mover().plan(cell(nodes.ship(), "bound"), "home", MoveOptions.DEFAULT);
    assertThat(plan.reasons()).containsExactly(reason);
    assertThat(bound.call(new Torrent.Order.Size())).isEqualTo(10);
  }

  @Test
  void plan_ofAMove_saysWhatItWouldBeLike() throws Exception {
    torrent("planned", 100_000);
    MovePlan plan =
        nodes.ship().mover().plan(cell(nodes.ship(), "planned"), "home", MoveOptions.DEFAULT);
    assertThat(plan.reasons()).isEmpty();
    assertThat(plan.stateBytes()).isBetween(300_000L, 3_000_000L);
    assertThat(plan.rounds()).isBetween(2, 3);
    MoveResult moved = move("planned", MoveOptions.DEFAULT);
    assertThat(plan.bytes()).isBetween(moved.bytes() / 2, moved.bytes() * 2);
  }

  @Test
  void move_withALongMailbox_takesItAlongInOrder() throws Exception {
    Ref<Message> tally = nodes.ship().spawn("laden", Tally.class, Tally.EMPTY);
    tally.send(new Message.Sleep(Duration.ofSeconds(2)));
    int count = 100_000;
    for (int i = 1; i <= count; i++) {
      tally.send(new Message.Add("me", i));
    }
    MoveResult moved = move("laden", MoveOptions.DEFAULT);
    assertThat(moved.bytes()).isGreaterThan(count);
    assertThat(tally.call(new Message.CountOf("me"))).isEqualTo(new Tally.Count(count, count, 0));
  }
}
