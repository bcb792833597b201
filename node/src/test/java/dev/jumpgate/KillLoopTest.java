package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.state.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes in JVMs of their own are killed one after the other, or stand still for a while, and begin
 * a new life, while callers on each of them write into processes with synchronous standbys; and the
 * ledger of what was acknowledged. {@code -Djumpgate.soak=10} is for how many minutes; {@code
 * -Dseed=N} does the same to the same nodes again.
 */
class KillLoopTest {

  private static final Logger LOG = LogManager.getLogger(KillLoopTest.class);
  private static final Duration SOAK = Duration.ofMinutes(Long.getLong("jumpgate.soak", 0));
  private static final List<String> BOOKS = List.of("log", "map", "crew");
  // Longer than a silent node is waited for, more than once.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Seed seed = Seed.fresh();
  private final Random random = seed.random();
  private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
  private final List<String> complaints = new ArrayList<>();
  private ChildNodes nodes;
  private int rounds;
  private long calls;
  private long acknowledged;
  private long failed;
  private long cut;
  private int gone;

  /** What happens in a round. */
  private enum Trouble {
    /** Any node is killed. */
    KILL,
    /** The owner of a process is killed while that moves from it. */
    KILL_IN_MOVE,
    /** The owner of a process is killed while its standby is to go on with it. */
    KILL_IN_FAILOVER,
    /** An owner stands still for longer than the others wait for it. */
    HALT,
    /** The node to which a process moves is killed meanwhile. */
    KILL_TARGET
  }

  @BeforeEach
  void start() throws Exception {
    nodes = ChildNodes.onLoopback();
    for (int i = 0; i < BOOKS.size(); i++) {
      open(BOOKS.get(i), nodes.all().get(i));
    }
    for (int i = 0; i < BOOKS.size(); i++) {
      copy(BOOKS.get(i));
    }
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void processes_whileNodesAreKilledAndStandStill_loseDoubleAndReorderNothing() throws Exception {
    long end = System.nanoTime() + SOAK.toNanos();
    List<Trouble> first = List.of(Trouble.KILL_IN_MOVE, Trouble.KILL_IN_FAILOVER, Trouble.HALT);
    for (Trouble trouble : first) {
      round(trouble);
    }
    while (System.nanoTime() < end) {
      round(Trouble.values()[random.nextInt(Trouble.values().length)]);
    }
    String ledger =
        "%d rounds %s: calls %d acknowledged %d failed %d cut %d, lost, doubled or reordered 0; gone %d; %s"
            .formatted(rounds, troubles, calls, acknowledged, failed, cut, gone, seed);
    LOG.info(ledger);
    if (SOAK.isPositive()) {
      System.out.println(ledger);
    }
  }

  private void round(Trouble trouble) throws Exception {
    rounds++;
    troubles.merge(trouble, 1, Integer::sum);
    List<Writer> writers = writers();
    writers.forEach(writer -> writer.awaitMore(3));
    String book = any(BOOKS);
    ChildNode owner = owner(book);
    ChildNode other = any(nodes.others(owner));
    ChildNode victim =
        switch (trouble) {
          case KILL -> any(nodes.all());
          case KILL_IN_MOVE, KILL_IN_FAILOVER, HALT -> owner;
          case KILL_TARGET -> other;
        };
    ChildNode witness = any(nodes.others(victim));
    LOG.info("round {}: {} of {}, {} suffers", rounds, trouble, book, victim.name());
    List<String> safe = new ArrayList<>(BOOKS);
    safe.removeIf(name -> owner(name) == victim); // what is on its way to the dead is gone
    CompletableFuture<String> asked =
        switch (trouble) {
          case KILL_IN_MOVE, KILL_TARGET -> witness.tell("move " + book + " " + other.name());
          case KILL_IN_FAILOVER -> witness.tell("failover " + book);
          case KILL, HALT -> CompletableFuture.completedFuture("");
        };
    awaitMore(writers, random.nextInt(12));
    strike(trouble, victim, writers, book);
    Await.within(PATIENCE, asked::isDone);
    nodes.all().forEach(node -> ChildNodes.awaitMembers(node, BOOKS.size()));
    boolean lost = trouble == Trouble.KILL_TARGET && isGone(book);
    List<Writer> judged = writers.stream().filter(w -> !lost || !w.book().equals(book)).toList();
    judged.stream().filter(w -> w.node() != victim).forEach(w -> w.awaitMore(5));
    writers.forEach(Writer::stop);
    writers.forEach(Writer::join);
    if (lost) {
      gone++;
      open(book, any(nodes.all()));
      BOOKS.forEach(this::copy);
    }
    BOOKS.forEach(this::awaitSafe);
    judge(judged, victim, trouble, safe);
  }

  private void strike(Trouble trouble, ChildNode victim, List<Writer> writers, String book)
      throws Exception {
    if (trouble == Trouble.HALT) {
      victim.halt();
      writers.stream()
          .filter(w -> w.node() != victim && w.book().equals(book))
          .forEach(w -> w.awaitMore(5));
      victim.goOn();
      return;
    }
    victim.kill();
    if (trouble != Trouble.KILL_TARGET && random.nextBoolean()) {
      // Those who are left serve before it is back, or while it comes.
      writers.stream().filter(w -> w.node() != victim).forEach(w -> w.awaitMore(5));
    }
    nodes.again(victim);
  }

  private void judge(List<Writer> writers, ChildNode victim, Trouble trouble, List<String> safe) {
    ChildNode reader = any(nodes.all());
    for (Writer writer : writers) {
      calls += writer.calls();
      acknowledged += writer.acknowledged();
      failed += writer.failures().size();
      cut += writer.isCut() ? 1 : 0;
      writer.failures().forEach(failure -> LOG.info("failed: {}", failure));
      complaints.addAll(writer.complaints(reader));
      String copy = copyOf(writer.book());
      complaints.addAll(writer.complaintsOfCopy(reader, copy));
      boolean excused = trouble == Trouble.HALT && writer.node() == victim;
      if (!excused) {
        complaints.addAll(writer.failures());
      }
      if (trouble == Trouble.KILL && safe.contains(copy)) {
        Await.within(PATIENCE, () -> writer.isCopied(reader, copy));
      }
    }
    LOG.info("round {}: {} calls, {} acknowledged, {} failed", rounds, calls, acknowledged, failed);
    assertThat(complaints).as("round %d, %s: %s", rounds, trouble, seed).isEmpty();
  }

  // --- the processes ---

  private List<Writer> writers() {
    List<Writer> writers = new ArrayList<>();
    for (ChildNode node : nodes.all()) {
      for (String book : BOOKS) {
        writers.add(new Writer(node, book, String.valueOf(rounds)));
      }
    }
    return writers;
  }

  private static void awaitMore(List<Writer> writers, int more) {
    int goal = sum(writers) + more;
    Await.within(PATIENCE, () -> sum(writers) >= goal);
  }

  private static int sum(List<Writer> writers) {
    return writers.stream().mapToInt(Writer::acknowledged).sum();
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private void open(String book, ChildNode on) {
    assertThat(on.ask("open " + book)).isEqualTo("ok ");
    assertThat(on.ask("follow " + book + " " + any(nodes.others(on)).name())).startsWith("ok ");
    awaitSafe(book);
  }

  private void copy(String book) {
    assertThat(nodes.all().getFirst().ask("copy " + book + " " + copyOf(book))).startsWith("ok ");
  }

  private static String copyOf(String book) {
    return BOOKS.get((BOOKS.indexOf(book) + 1) % BOOKS.size());
  }

  // It has a standby that knows all of it, whoever is asked.
  private void awaitSafe(String book) {
    for (ChildNode node : nodes.all()) {
      ChildNodes.await(node, "stable " + book, "ok true"::equals);
    }
  }

  private ChildNode owner(String book) {
    ChildNode node = nodes.all().getFirst();
    ChildNodes.await(node, "owners " + book, owners -> owners.matches("ok \\w+@\\d+"));
    String answer = node.ask("owners " + book);
    return nodes.node(answer.substring(3, answer.indexOf('@')));
  }

  // Once it has moved only the target has it, until there is a standby again: README, "What
  // remains".
  private boolean isGone(String book) {
    ChildNode node = nodes.all().getFirst();
    var answer = new AtomicReference<>("");
    Await.within(
        PATIENCE,
        () -> {
          answer.set(node.ask("read " + book + " anybody"));
          return answer.get().matches("(ok |NoProcessException ).*");
        });
    return !answer.get().startsWith("ok ");
  }
}
