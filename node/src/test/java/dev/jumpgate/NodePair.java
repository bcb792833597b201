package dev.jumpgate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two nodes in this JVM that are a cluster over loopback. */
final class NodePair implements AutoCloseable {

  private final Path run;
  private final Node ship;
  private final Node home;

  NodePair() throws IOException {
    this(config -> config);
  }

  NodePair(UnaryOperator<NodeConfig> ofShip) throws IOException {
    run = Files.createTempDirectory("jg");
    ship = Node.start(ofShip.apply(config("ship")));
    home = Node.start(config("home").join(List.of(ship.address())));
  }

  NodeConfig config(String name) {
    return NodeConfig.named(name).sockets(new GateSockets(run));
  }

  Node ship() {
    return ship;
  }

  Node home() {
    return home;
  }

  /** Moves a process of either to {@code target}. */
  void move(String process, Node target) throws IOException {
    try (var gate = new GateConnection(ship)) {
      gate.ask(new Call.Move(process, target.name()));
    }
  }

  @Override
  public void close() throws IOException {
    home.close();
    ship.close();
    Files.deleteIfExists(run);
  }
}
