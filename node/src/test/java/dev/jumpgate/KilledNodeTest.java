package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node's JVM is killed without a word; the ship is the oldest member of the cluster. */
class KilledNodeTest {

  private static final Logger LOG = LogManager.getLogger(KilledNodeTest.class);

  /** Generous: it takes well below a second where the machine has time. */
  private static final Duration BOUND = Duration.ofSeconds(10);

  private ChildNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = ChildNodes.onLoopback();
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ship", "home"})
  void names_ofANodeThatIsKilled_areFreeAndCallsToThemFail(String name) throws Exception {
    ChildNode victim = nodes.node(name);
    ChildNode near = nodes.others(victim).getFirst();
    ChildNode far = nodes.others(victim).getLast();
    assertThat(victim.ask("spawn nav lost")).isEqualTo("ok ");
    assertThat(near.ask("spawn log kept")).isEqualTo("ok ");
    ChildNodes.awaitOneOwner("nav", nodes.all());
    CompletableFuture<String> underWay = far.tell("keep nav");
    ChildNodes.await(near, "owners nav", ("ok " + name + "@1")::equals); // it has that call

    long killed = System.nanoTime();
    victim.kill();

    assertThat(underWay.get(BOUND.toMillis(), TimeUnit.MILLISECONDS))
        .startsWith("CallFailedException ");
    for (ChildNode node : nodes.others(victim)) {
      assertThat(node.tell("notes nav").get(BOUND.toMillis(), TimeUnit.MILLISECONDS))
          .matches("(CallFailedException|NoProcessException) .*");
      ChildNodes.await(node, "notes nav", answer -> answer.startsWith("NoProcessException "));
    }
    ChildNodes.await(near, "spawn nav again", "ok "::equals);
    Duration claimed = Duration.ofNanos(System.nanoTime() - killed);
    LOG.info("{} killed, its name claimed after {} ms", name, claimed.toMillis());
    assertThat(claimed).isLessThan(BOUND);
    assertThat(far.ask("notes nav")).isEqualTo("ok [again]");
    assertThat(far.ask("notes log")).isEqualTo("ok [kept]");
    assertThat(far.ask("spawn log twice")).startsWith("NameTakenException ");
    nodes.others(victim).forEach(node -> ChildNodes.awaitMembers(node, 2));
  }
}
