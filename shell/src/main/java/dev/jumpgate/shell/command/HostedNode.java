package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;
import static dev.jumpgate.operator.OperatorException.Code.FAILED;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.operator.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node in this JVM. The only class of the shell that starts one; it is closed when the JVM ends,
 * whoever ends it.
 */
final class HostedNode implements AutoCloseable {

  private final Node node;

  private HostedNode(Node node) {
    this.node = node;
  }

  /**
   * Which node to start.
   *
   * @param port for members; 0 for the first free one
   * @param bind the address to listen at, or null for loopback
   * @param join {@code host:port} of members to join
   * @param gate {@code host:port} of a gate over TCP, or null for none
   * @param keys the folder of its keys, or null for a node that needs none
   * @param app jars and folders of classes
   * @param main the application's class, or null
   * @param drain how long its processes may take to leave it when it ends; zero ends them with it
   * @param witness true where it is to host nothing
   */
  record Order(
      String name,
      int port,
      @Nullable String bind,
      List<String> join,
      @Nullable String gate,
      @Nullable Path keys,
      List<Path> app,
      @Nullable String main,
      Duration drain,
      boolean witness) {

    private static final Pattern SEED = Pattern.compile("(dns:)?[^:\\s]+:\\d{1,5}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    Order {
      if (!NAME.matcher(name).matches()) {
        throw new OperatorException(
            BAD_USAGE,
            "%s cannot be a node's name".formatted(name),
            "a letter, then letters, digits and dashes, all in lower case");
      }
      if (port < 0 || port > 65_535) {
        throw new OperatorException(BAD_USAGE, "no port has the number " + port, "1 to 65535");
      }
      for (String seed : join) {
        if (!SEED.matcher(seed).matches()) {
          throw new OperatorException(
              BAD_USAGE,
              "%s is no node to join".formatted(seed),
              "write host:port, as in a:5801, or dns:NAME:PORT");
        }
      }
      if (gate != null && !SEED.matcher(gate).matches()) {
        throw new OperatorException(
            BAD_USAGE,
            "%s is no place for a gate".formatted(gate),
            "write host:port, as in a:5901");
      }
      join = List.copyOf(join);
      app = List.copyOf(app);
    }

    static Order named(String name) {
      return new Order(name, 0, null, List.of(), null, null, List.of(), null, Duration.ZERO, false);
    }
  }

  /** Returns when the node has joined its cluster, opened its gate and started its application. */
  static HostedNode start(Order order) {
    var hosted = new HostedNode(open(order));
    Runtime.getRuntime().addShutdownHook(new Thread(hosted::close, "node-close"));
    return hosted;
  }

  private static Node open(Order order) {
    try {
      return Node.start(config(order));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(FAILED, String.valueOf(e.getMessage()), null);
    }
  }

  private static NodeConfig config(Order order) {
    NodeConfig config =
        NodeConfig.named(order.name())
            .port(order.port())
            .join(order.join())
            .app(order.app())
            .drain(order.drain());
    if (order.bind() != null) {
      config = config.bind(order.bind());
    }
    if (order.gate() != null) {
      config = config.gate(order.gate());
    }
    if (order.keys() != null) {
      config = config.keys(order.keys());
    }
    if (order.witness()) {
      config = config.witness();
    }
    return order.main() == null ? config : config.main(order.main());
  }

  /** How many nodes its cluster has, itself among them. */
  int members() {
    return node.members();
  }

  /** Where members reach it, {@code host:port}. */
  String address() {
    return node.address();
  }

  /** The socket of its gate. */
  Path gate() {
    return node.gate();
  }

  /** Where its gate listens over TCP, or null. */
  @Nullable String tcpGate() {
    return node.tcpGate();
  }

  /** Closes the node; again does nothing. */
  @Override
  public synchronized void close() {
    node.close();
  }
}
