package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.process.Ref;
import dev.jumpgate.runtime.SuccessorTest.Adder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a lost process had asked for is in its copy, and leaves with the successor: once the
 * registry has given that the process, and once for whoever gets it.
 */
class ReleaseAgainTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Fleet fleet = new Fleet();
  private final Fleet.Ship ship = fleet.join("ship");
  private final Fleet.Ship home = fleet.join("home");
  private final Fleet.Ship port = fleet.join("port");
  private Ref<Message> tally;
  private Ref<Adder.Job> adder;
  private Keeper keeper;

  /** The adder is on the ship, and its copy at home has nothing that is not acknowledged here. */
  @BeforeEach
  void start() throws Exception {
    tally = port.processes().spawn("tally", Tally.class, Tally.EMPTY);
    adder = ship.processes().spawn("adder", Adder.class, new Adder.State(0, 0));
    Cell<?, ?> cell = ship.cell(adder);
    keeper = new Keeper(cell);
    Halt halt = ship.processes().halt(cell, Hold.UPGRADING, LONG).orElseThrow();
    cell.shadow(keeper);
    halt.resume();
    own(Owner.at(cell.pid(), ship.self(), 1).followedBy(new Standby("home", 0, true, false)));
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void own(Owner owner) {
    fleet.own(owner.pid().toString(), owner);
    fleet.own("adder", owner);
  }

  private CompletableFuture<Long> add() {
    Ref<Adder.Job> far = port.processes().ref(adder.pid(), "adder");
    var sent = new CompletableFuture<Long>();
    Thread.startVirtualThread(() -> sent.complete(far.call(new Adder.Job.Add(tally), LONG)));
    return sent;
  }

  /** The ship is lost, and its successor is ready; the registry has not given it the process. */
  private Cell<?, ?> prepared() throws Exception {
    ProcessImage image = ship.processes().images().snapshot(ship.cell(adder));
    ship.lose();
    return home.processes().landing().prepare(image);
  }

  private void won(Cell<?, ?> successor) {
    own(Owner.at(successor.pid(), home.self(), 2));
  }

  private Tally.Count count() {
    return tally.call(new Message.CountOf("adder"), LONG);
  }

  @Test
  void send_thatHadNotLeft_leavesOnceTheSuccessorHasTheProcessAndNotBefore() throws Exception {
    CompletableFuture<Long> sent = add();
    Await.until(() -> keeper.last() == 2);
    Cell<?, ?> successor = prepared();
    assertThat(count()).isEqualTo(new Tally.Count(0, 0, 0));
    assertThat(sent).isNotDone();
    won(successor);
    home.processes().landing().activate(successor);
    assertThat(sent).succeedsWithin(LONG).isEqualTo(1L);
    assertThat(add()).succeedsWithin(LONG).isEqualTo(2L); // behind whatever else would come
    Await.until(() -> count().last() == 2);
    assertThat(count()).isEqualTo(new Tally.Count(2, 2, 0));
  }

  @Test
  void send_thatHadLeft_leavesAgainAndIsDroppedByWhoeverHasIt() throws Exception {
    CompletableFuture<Long> sent = add();
    Await.until(() -> keeper.last() == 2);
    keeper.acknowledgesAll();
    assertThat(sent).succeedsWithin(LONG).isEqualTo(1L);
    Await.until(() -> count().last() == 1);
    Cell<?, ?> successor = prepared();
    assertThat(Objects.requireNonNull(successor.committed().ledger().pledges()).outbox().isEmpty())
        .isFalse();
    won(successor);
    home.processes().landing().activate(successor);
    assertThat(add()).succeedsWithin(LONG).isEqualTo(2L);
    Await.until(() -> count().last() == 2);
    assertThat(count()).isEqualTo(new Tally.Count(2, 2, 0));
  }

  @Test
  void request_thatIsSentAgain_isNotAppliedAgainThoughTheCopyIsGoneMeanwhile() throws Exception {
    CompletableFuture<Long> sent = add();
    Await.until(() -> keeper.last() == 2);
    port.hearsNothing();
    ship.cell(adder).betweenShadows();
    Ref<Adder.Job> near = ship.processes().ref(adder.pid(), "adder");
    assertThat(near.call(new Adder.Job.Add(tally), LONG)).isEqualTo(2);
    assertThat(sent).isNotDone();
    port.hearsAgain(ship);
    assertThat(sent).succeedsWithin(LONG).isEqualTo(1L);
    assertThat(add()).succeedsWithin(LONG).isEqualTo(3L);
  }

  @Test
  void request_toAnOwnerThatWasTakenForLost_isSentAgainOnceThatIsBack() throws Exception {
    port.hearsNothing();
    CompletableFuture<Long> sent = add();
    Await.until(() -> keeper.last() == 2);
    keeper.acknowledgesAll();
    Ref<Adder.Job> near = ship.processes().ref(adder.pid(), "adder");
    assertThat(near.call(new Adder.Job.Add(tally), LONG)).isEqualTo(2); // the first has left
    assertThat(sent).isNotDone();
    port.missesAndMeets(ship);
    assertThat(sent).succeedsWithin(LONG.dividedBy(2)).isEqualTo(1L);
    assertThat(add()).succeedsWithin(LONG).isEqualTo(3L);
  }

  @Test
  void successor_thatGoesOnByTheRegistrysThreadAndHasToLookANameUp_doesNotWaitForItself()
      throws Exception {
    CompletableFuture<Long> sent = add();
    Await.until(() -> keeper.last() == 2);
    Cell<?, ?> successor = prepared();
    won(successor);
    home.knowsNothingOf("tally");
    home.onTheRegistrysThread(() -> home.processes().landing().activate(successor));
    assertThat(sent).succeedsWithin(LONG).isEqualTo(1L);
    Await.until(() -> count().last() == 1);
  }
}
