package dev.jumpgate;

import dev.jumpgate.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Three nodes in JVMs of their own that are a cluster; the ship is the oldest of them. */
final class ChildNodes implements AutoCloseable {

  // Parts of a cluster may need several attempts to become one again.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int STARTS_MAX = 10;

  private final List<ChildNode> all = new ArrayList<>();
  private final String run;

  ChildNodes() throws IOException {
    run = Files.createTempDirectory("jg").toString();
  }

  /** Over loopback. */
  static ChildNodes onLoopback() throws IOException {
    var nodes = new ChildNodes();
    nodes.start(name -> List.of(), name -> List.of("127.0.0.1", nodes.run), "-");
    return nodes;
  }

  /** What is said of each node. */
  interface Of {
    List<String> node(String name);
  }

  /**
   * @param before what goes before each one's {@code java}
   * @param place where it listens, and the folder of its gate
   * @param keys the folder of keys, or a dash
   */
  void start(Of before, Of place, String keys) throws IOException {
    start("ship", before, place, "-", keys);
    String seed = all.getFirst().address();
    start("home", before, place, seed, keys);
    start("moon", before, place, seed, keys);
    all.forEach(ChildNode::address);
    all.forEach(node -> awaitMembers(node, 3));
  }

  private void start(String name, Of before, Of place, String seed, String keys)
      throws IOException {
    List<String> arguments =
        Stream.concat(place.node(name).stream(), Stream.of(seed, keys)).toList();
    all.add(ChildNode.start(name, before.node(name), arguments));
  }

  /** A killed node begins a new life, and all are a cluster again. */
  ChildNode again(ChildNode dead) throws IOException {
    all.remove(dead);
    List<String> arguments = List.of("127.0.0.1", run, all.getFirst().address(), "-");
    ChildNode next = ChildNode.start(dead.name(), List.of(), arguments);
    // Not taken while the others have not seen that its last life is over.
    for (int starts = 1; !next.isUp() && starts < STARTS_MAX; starts++) {
      next = ChildNode.start(dead.name(), List.of(), arguments);
    }
    all.add(next);
    next.address();
    all.forEach(node -> awaitMembers(node, all.size()));
    return next;
  }

  List<ChildNode> all() {
    return all;
  }

  ChildNode node(String name) {
    return all.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  List<ChildNode> others(ChildNode one) {
    return all.stream().filter(node -> node != one).toList();
  }

  static void awaitMembers(ChildNode node, int count) {
    await(node, "members", ("ok " + count)::equals);
  }

  /** Asks until the answer is as it should be. */
  static void await(ChildNode node, String command, Predicate<String> asExpected) {
    var last = new AtomicReference<>("");
    try {
      Await.within(
          PATIENCE,
          () -> {
            last.set(node.ask(command));
            return asExpected.test(last.get());
          });
    } catch (AssertionError e) {
      throw new AssertionError("%s: %s: %s".formatted(node.name(), command, last), e);
    }
  }

  /** Waits until one process has the name, and all of {@code nodes} find it. */
  static String awaitOneOwner(String name, List<ChildNode> nodes) {
    for (ChildNode node : nodes) {
      await(node, "owners " + name, owners -> owners.matches("ok \\w+@\\d+"));
    }
    await(nodes.getFirst(), "notes " + name, answer -> answer.startsWith("ok "));
    String notes = nodes.getFirst().ask("notes " + name);
    nodes.forEach(node -> await(node, "notes " + name, notes::equals));
    return notes;
  }

  /** Waits until every node lists the conflict about a name, with the state of who lost. */
  void awaitKept(String name, String loser) {
    for (ChildNode node : all) {
      await(
          node,
          "conflicts",
          conflicts -> conflicts.contains(name + " of ") && conflicts.contains(loser));
    }
  }

  @Override
  public void close() {
    all.forEach(ChildNode::close);
  }
}
