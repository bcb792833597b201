package dev.jumpgate.shell.demo;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.Gates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The demo's two JVMs, {@code ship} and {@code home}, from their start to their end. */
final class DemoNodes {

  static final String SHIP = "ship";
  static final String HOME = "home";

  private static final String APPLICATION = "dev.jumpgate.examples.spaceship.Spaceship";
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration STOPPING = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);
  private static final int ATTEMPTS = 3;

  private final List<ChildNode> children;

  private DemoNodes(List<ChildNode> children) {
    this.children = children;
  }

  /** Throws {@link OperatorException} where a node of this machine has a name that we need. */
  static void refuseStrangers(Gates gates) {
    for (String name : List.of(SHIP, HOME)) {
      if (gateAnswers(gates, name)) {
        throw new OperatorException(
            OperatorException.Code.FAILED,
            "a node named " + name + " runs on this machine already",
            "stop it first; the demo starts its own");
      }
    }
  }

  /**
   * Starts both and returns when both gates answer.
   *
   * @param stage where the JVMs' output and the ledger's socket are
   */
  static DemoNodes start(Path spaceship, Path stage, Path ledger, Gates gates)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (var ports = Ports.choose()) {
        var nodes = new DemoNodes(launch(ports, spaceship, stage, ledger));
        // From here on no way out of this JVM leaves one of them behind.
        Runtime.getRuntime().addShutdownHook(new Thread(nodes::stopQuietly, "demo-end"));
        try {
          nodes.awaitGates(gates);
          return nodes;
        } catch (OperatorException e) {
          boolean portWasTaken = nodes.children.stream().anyMatch(DemoNodes::lostItsPort);
          nodes.stopQuietly();
          if (!portWasTaken || attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    }
  }

  private static List<ChildNode> launch(Ports ports, Path spaceship, Path stage, Path ledger)
      throws IOException {
    String seeds = "127.0.0.1:" + ports.ship() + ",127.0.0.1:" + ports.home();
    List<String> arguments =
        List.of(
            "--join",
            seeds,
            "--app",
            spaceship.toString(),
            "--main",
            APPLICATION,
            // Both end together: there is nowhere to go.
            "--drain-timeout",
            "0s");
    List<String> properties = List.of("spaceship.ledger=" + ledger);
    return List.of(
        ChildNode.start(SHIP, ports.ship(), arguments, properties, stage.resolve("ship.out")),
        ChildNode.start(HOME, ports.home(), arguments, properties, stage.resolve("home.out")));
  }

  private static boolean lostItsPort(ChildNode child) {
    return !child.alive() && !Ports.free(child.port());
  }

  private void awaitGates(Gates gates) throws InterruptedException {
    for (ChildNode child : children) {
      await(
          STARTING,
          () -> gateAnswers(gates, child.name()),
          "the gate of %s did not answer".formatted(child.name()));
    }
  }

  private static boolean gateAnswers(Gates gates, String name) {
    try (var gate = gates.connect(name)) {
      return gate.nodes().stream().anyMatch(node -> node.name().equals(name));
    } catch (OperatorException e) {
      return false;
    }
  }

  List<ChildNode> children() {
    return children;
  }

  /**
   * Waits for a condition, or for the end of a node.
   *
   * @param complaint what to say when it never came true
   */
  void await(Duration patience, Condition condition, String complaint) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!condition.holds()) {
      for (ChildNode child : children) {
        if (!child.alive()) {
          throw failed(child.obituary());
        }
      }
      if (Instant.now().isAfter(deadline)) {
        throw failed("%s within %d s".formatted(complaint, patience.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /**
   * Asks both to shut down, waits, and kills what is still there after that.
   *
   * @return a line for each that did not end as it should
   */
  List<String> stop() throws InterruptedException {
    List<String> complaints = new ArrayList<>();
    for (ChildNode child : children) {
      if (!child.alive() && !child.endedWell()) {
        complaints.add(child.obituary());
      }
      child.terminate();
    }
    Instant deadline = Instant.now().plus(STOPPING);
    for (ChildNode child : children) {
      if (!child.awaitExit(Duration.between(Instant.now(), deadline))) {
        complaints.add(
            "node %s did not shut down within %d s".formatted(child.name(), STOPPING.toSeconds()));
        child.kill();
        child.awaitExit(STOPPING);
      }
    }
    return complaints;
  }

  private void stopQuietly() {
    try {
      stop();
    } catch (InterruptedException e) {
      children.forEach(ChildNode::kill);
      Thread.currentThread().interrupt();
    }
  }

  private static OperatorException failed(String message) {
    return new OperatorException(OperatorException.Code.FAILED, message, null);
  }

  /** Something to wait for. */
  @FunctionalInterface
  interface Condition {
    boolean holds();
  }
}
