package dev.jumpgate.shell.client;

import static dev.jumpgate.operator.OperatorException.Code.UNREACHABLE;

import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gates of this machine, found by their sockets, and those that are named by host and port.
 *
 * <p>A dead node leaves its socket behind; nobody listens there, so it counts as absent.
 */
public final class Gates {

  private final GateSockets sockets;
  private final KeyFolder keys;
  private final Duration patience;

  public Gates(GateSockets sockets) {
    this(sockets, KeyFolder.ofThisUser(), Link.PATIENCE);
  }

  Gates(GateSockets sockets, Duration patience) {
    this(sockets, KeyFolder.ofThisUser(), patience);
  }

  private Gates(GateSockets sockets, KeyFolder keys, Duration patience) {
    this.sockets = sockets;
    this.keys = keys;
    this.patience = patience;
  }

  /** The same gates; those over TCP with keys of another folder. */
  public Gates with(KeyFolder folder) {
    return new Gates(sockets, folder, patience);
  }

  /** Where their sockets are. */
  public Path folder() {
    return sockets.folder();
  }

  /** Those that the user who runs this JVM may enter. */
  public static Gates ofThisUser() {
    return new Gates(GateSockets.ofThisUser());
  }

  /**
   * Connects to the gate that an operator named, or to any of this machine.
   *
   * @param endpoint a local node's name, a socket's path, or {@code host:port}, with {@code
   *     operator@} before it where there are keys of several; null for any
   * @throws OperatorException {@code UNREACHABLE} with what is there instead
   */
  public GateClient connect(@Nullable String endpoint) {
    if (endpoint == null) {
      return any()
          .orElseThrow(() ->
              new OperatorException(
                  UNREACHABLE,
                  "no node runs on this machine",
                  "start one: jumpgate node NAME, or the demo: jumpgate demo"));
    }
    Optional<TcpEndpoint> tcp = TcpEndpoint.parse(endpoint);
    if (tcp.isPresent()) {
      return GateClient.connect(() -> tcp.get().open(keys, patience));
    }
    boolean isPath = endpoint.contains("/") || endpoint.endsWith(".sock");
    return isPath ? at(Path.of(endpoint)) : named(endpoint);
  }

  /**
   * Connects to the evaluator of a node of this machine.
   *
   * @param node its name
   * @param socket its gate
   * @param printer takes what snippets print, on a thread of the connection's
   * @throws OperatorException {@code UNREACHABLE} when that node does not answer there
   */
  public static NodeEvaluator evaluator(String node, Path socket, NodeEvaluator.Printer printer) {
    Link link;
    try {
      link = Link.open(socket, Link.PATIENCE);
    } catch (NoGateException e) {
      throw new OperatorException(
          UNREACHABLE,
          Files.exists(socket)
              ? "node %s does not answer at its gate".formatted(node)
              : "node %s has no gate on this machine".formatted(node),
          "/nodes says where it runs; /attach works on its own machine, or over its own gate");
    }
    if (!link.node().equals(node)) {
      link.close();
      throw new OperatorException(
          UNREACHABLE, "the gate at %s is that of %s".formatted(socket, link.node()), null);
    }
    link.printTo(printer);
    return link;
  }

  /**
   * The first gate of this machine that answers, or empty where no node runs.
   *
   * @throws OperatorException where there are nodes but none of their gates can be used
   */
  public Optional<GateClient> any() {
    OperatorException refusal = null;
    for (Path socket : present()) {
      try {
        return Optional.of(GateClient.connect(socket, patience));
      } catch (NoGateException e) {
        // The socket of a dead node.
      } catch (OperatorException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
    return Optional.empty();
  }

  /**
   * The addresses of the members of the cluster that runs on this machine; empty where none does,
   * or where it does not answer.
   */
  public List<String> members() {
    try {
      return any().map(Gates::members).orElse(List.of());
    } catch (OperatorException e) {
      return List.of();
    }
  }

  private static List<String> members(GateClient gate) {
    try (gate) {
      return gate.nodes().stream().map(NodeStatus::address).toList();
    }
  }

  private GateClient at(Path socket) {
    try {
      return GateClient.connect(socket, patience);
    } catch (NoGateException e) {
      throw new OperatorException(UNREACHABLE, "no gate answers at " + socket, "is its node up?");
    }
  }

  private GateClient named(String node) {
    try {
      return GateClient.connect(sockets.socket(node), patience);
    } catch (NoGateException e) {
      List<String> others = alive();
      throw new OperatorException(
          UNREACHABLE,
          "no node named %s runs on this machine".formatted(node),
          others.isEmpty()
              ? "start it: jumpgate node " + node
              : "those that do: " + String.join(", ", others));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(UNREACHABLE, String.valueOf(e.getMessage()), null);
    }
  }

  private List<String> alive() {
    List<String> names = new ArrayList<>();
    for (Path socket : present()) {
      try (var client = GateClient.connect(socket, patience)) {
        names.add(client.node());
      } catch (NoGateException | OperatorException e) {
        // Not one to recommend.
      }
    }
    return names;
  }

  private List<Path> present() {
    try {
      return sockets.present();
    } catch (IOException e) {
      throw new OperatorException(
          UNREACHABLE,
          "the sockets of this machine's gates cannot be listed: " + e.getMessage(),
          "look at " + sockets.folder());
    }
  }
}
