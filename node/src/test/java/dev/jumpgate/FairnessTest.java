package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Blocker;
import dev.jumpgate.fixture.Blocker.Message;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.process.Ref;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes share workers: what one of them does must not keep the others from running. */
class FairnessTest {

  /** Nobody is late before the machine is broken. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path run;
  private Node node;

  @BeforeEach
  void start() {
    node = Node.start(NodeConfig.named("ship").sockets(new GateSockets(run)));
    Blocker.hold();
  }

  @AfterEach
  void stop() {
    Blocker.release();
    node.close();
  }

  @Test
  void handlersThatBlock_letOthersRun() {
    List<Ref<Message>> blocked = blockers(1_000, new Message.Wait());
    Await.until(() -> Blocker.busy() == blocked.size());

    Ref<Message> other = blocker();
    for (int i = 0; i < 1_000; i++) {
      assertAnswers(other);
    }

    assertThat(Blocker.busy()).isEqualTo(blocked.size());
    Blocker.release();
    blocked.forEach(FairnessTest::assertAnswers);
  }

  @Test
  void handlersThatSpin_letOthersRunOnTheCarriersLeft() {
    int carriers = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", 1);
    List<Ref<Message>> spinning = blockers(carriers / 2, new Message.Spin());
    Await.until(() -> Blocker.busy() == spinning.size());

    Ref<Message> other = blocker();
    for (int i = 0; i < 1_000; i++) {
      assertAnswers(other);
    }

    Blocker.release();
    spinning.forEach(FairnessTest::assertAnswers);
  }

  @Test
  void aLongQueueThatNeverEnds_letsOthersRun() {
    Ref<Message> flooded = blocker();
    for (int i = 0; i < 1_000_000; i++) {
      flooded.send(new Message.Repeat());
    }

    Ref<Message> other = blocker();
    for (int i = 0; i < 100; i++) {
      assertAnswers(other);
    }

    Blocker.release();
    assertAnswers(flooded);
  }

  @Test
  void moreFloodedProcessesThanCarriers_letOthersRun() {
    List<Ref<Message>> flooded = blockers(100, new Message.Repeat());
    flooded.forEach(process -> process.send(new Message.Repeat()));

    Ref<Message> other = blocker();
    for (int i = 0; i < 100; i++) {
      assertAnswers(other);
    }

    Blocker.release();
    flooded.forEach(FairnessTest::assertAnswers);
  }

  private Ref<Message> blocker() {
    return node.spawn(Blocker.class, new Blocker.State());
  }

  private List<Ref<Message>> blockers(int count, Message first) {
    List<Ref<Message>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ref<Message> one = blocker();
      one.send(first);
      all.add(one);
    }
    return all;
  }

  private static void assertAnswers(Ref<Message> process) {
    assertThat(process.call(new Message.Ping(), PATIENCE)).isEqualTo("here");
  }
}
