package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The owner or the synchronous standby of a process is lost while others call it, each node a JVM
 * of its own; the ship is the oldest member of the cluster.
 */
class LostOwnerTest {

  private static final Logger LOG = LogManager.getLogger(LostOwnerTest.class);

  private ChildNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = ChildNodes.onLoopback();
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  /** Adds one after the other from a node, and knows which were acknowledged. */
  private static final class Adder {
    private final ChildNode from;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Adder(ChildNode from) {
      this.from = from;
      Thread.ofVirtual().start(this::run);
    }

    private void run() {
      for (long n = 1; !over.get(); n++) {
        if (from.ask("add nav " + n).startsWith("ok ")) {
          acknowledged.incrementAndGet();
        } else {
          failed.incrementAndGet();
        }
      }
      done.complete(null);
    }

    void awaitMore(long more) {
      long goal = acknowledged.get() + more;
      Await.until(() -> acknowledged.get() >= goal);
    }

    /** Nothing that was acknowledged is lost, and nothing was applied twice. */
    void check() {
      over.set(true);
      done.join();
      ChildNodes.await(from, "count nav " + from.name(), answer -> answer.startsWith("ok "));
      long applied = Long.parseLong(from.ask("count nav " + from.name()).substring(3));
      LOG.info(
          "{}: {} acknowledged, {} failed, {} applied", from.name(), acknowledged, failed, applied);
      assertThat(applied).isBetween(acknowledged.get(), acknowledged.get() + failed.get());
    }
  }

  private void keep(ChildNode owner, ChildNode standby) {
    assertThat(owner.ask("spawn nav first")).isEqualTo("ok ");
    ChildNodes.awaitOneOwner("nav", nodes.all());
    assertThat(owner.ask("follow nav " + standby.name())).startsWith("ok ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ship", "home"})
  void owner_thatIsKilled_isSucceededByItsStandbyAndNothingAcknowledgedIsLost(String name) {
    ChildNode owner = nodes.node(name);
    ChildNode standby = nodes.others(owner).getFirst();
    ChildNode far = nodes.others(owner).getLast();
    keep(owner, standby);
    var near = new Adder(standby);
    var distant = new Adder(far);
    near.awaitMore(50);
    distant.awaitMore(50);

    long killed = System.nanoTime();
    owner.kill();
    distant.awaitMore(1);
    LOG.info("{} killed, served again after {} ms", name, (System.nanoTime() - killed) / 1_000_000);
    near.awaitMore(20);
    distant.awaitMore(20);

    near.check();
    distant.check();
    assertThat(far.ask("notes nav")).contains("first").contains("PROMOTED");
    ChildNodes.await(far, "owners nav", owners -> owners.startsWith("ok " + standby.name()));
    // It has a standby again: the node that is left.
    ChildNodes.await(far, "standby nav", ("ok " + far.name())::equals);
  }

  @Test
  void standby_thatIsKilled_isReplacedAndTheOwnerGoesOn() {
    ChildNode owner = nodes.node("ship");
    ChildNode standby = nodes.node("home");
    ChildNode far = nodes.node("moon");
    keep(owner, standby);
    var distant = new Adder(far);
    distant.awaitMore(50);

    standby.kill();
    distant.awaitMore(50);

    distant.check();
    ChildNodes.await(far, "standby nav", "ok moon"::equals);
    assertThat(far.ask("notes nav")).isEqualTo("ok [first]");
  }

  @Test
  void owner_thatStandsStillAndGoesOn_givesWayToItsStandby() throws Exception {
    ChildNode owner = nodes.node("home");
    ChildNode standby = nodes.node("ship");
    ChildNode far = nodes.node("moon");
    keep(owner, standby);
    var distant = new Adder(far);
    distant.awaitMore(50);

    owner.halt();
    distant.awaitMore(20);
    owner.goOn();
    nodes.all().forEach(node -> ChildNodes.awaitMembers(node, 3));
    distant.awaitMore(20);

    distant.check();
    String notes = ChildNodes.awaitOneOwner("nav", nodes.all());
    assertThat(notes).contains("first").contains("PROMOTED");
  }
}
