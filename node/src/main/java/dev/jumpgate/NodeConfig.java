package dev.jumpgate;

import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.process.JumpgateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How to start a node. Each method changes one thing and returns this. */
public final class NodeConfig {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final String name;
  private final List<String> seeds = new ArrayList<>();
  private final List<Path> apps = new ArrayList<>();
  private final Map<Class<?>, Object> services = new HashMap<>();
  private String bind = "127.0.0.1";
  private int port;
  private @Nullable String main;
  private GateSockets sockets = GateSockets.ofThisUser();

  private NodeConfig(String name) {
    this.name = name;
  }

  /**
   * A node of that name, alone, at the first free port from 5801 up on loopback.
   *
   * @throws JumpgateException when it is no name: a lower-case letter, then letters, digits and -
   */
  public static NodeConfig named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new JumpgateException(
          "'%s' is no name for a node: a lower-case letter, then letters, digits and -"
              .formatted(name));
    }
    return new NodeConfig(name);
  }

  /** The port for members; 0 takes the first free one from 5801 up. */
  public NodeConfig port(int port) {
    if (port < 0 || port > 65_535) {
      throw new JumpgateException("a port is from 1 to 65535, not " + port);
    }
    this.port = port;
    return this;
  }

  /** The address to listen at; loopback only, until there are keys. */
  public NodeConfig bind(String address) {
    if (!address.startsWith("127.")) {
      throw new JumpgateException(
          "a node binds to loopback (127.0.0.1) only as long as there are no keys, not to "
              + address);
    }
    this.bind = address;
    return this;
  }

  /**
   * Members of the cluster to join, {@code host:port}, or one {@code dns:NAME:PORT} for those at
   * all addresses of a name; without any the node starts a cluster.
   */
  public NodeConfig join(List<String> seeds) {
    this.seeds.addAll(seeds);
    return this;
  }

  /** Jars or folders of classes, each version 1 of a bundle in a loader of its own. */
  public NodeConfig app(List<Path> jarsOrFolders) {
    apps.addAll(jarsOrFolders);
    return this;
  }

  /** The {@link NodeApplication} to start, a class of one of the bundles. */
  public NodeConfig main(String applicationClass) {
    this.main = applicationClass;
    return this;
  }

  /** A service for the processes of this node: what cannot travel, such as a connection pool. */
  public <T> NodeConfig provide(Class<T> type, T service) {
    services.put(type, service);
    return this;
  }

  /** Where the gate's socket is made; the user's own folder unless told otherwise. */
  public NodeConfig sockets(GateSockets folder) {
    this.sockets = folder;
    return this;
  }

  GateSockets sockets() {
    return sockets;
  }

  String name() {
    return name;
  }

  String bind() {
    return bind;
  }

  int port() {
    return port;
  }

  List<String> seeds() {
    return List.copyOf(seeds);
  }

  List<Path> apps() {
    return List.copyOf(apps);
  }

  @Nullable String main() {
    return main;
  }

  Map<Class<?>, Object> services() {
    return Map.copyOf(services);
  }
}
