package dev.jumpgate;

import dev.jumpgate.gate.GatePlace;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.process.JumpgateException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How to start a node. Each method changes one thing and returns this. */
public final class NodeConfig {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern HOST_AND_PORT = Pattern.compile("([^:\\s]+):(\\d{1,5})");
  private static final int PORT_MAX = 65_535;

  private final String name;
  private final List<String> seeds = new ArrayList<>();
  private final List<Path> apps = new ArrayList<>();
  private final Map<Class<?>, Object> services = new HashMap<>();
  private String bind = "127.0.0.1";
  private int port;
  private @Nullable KeyFolder keys;
  private @Nullable InetSocketAddress gate;
  private @Nullable String main;
  private Duration drain = Duration.ZERO;
  private boolean witness;
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
    if (port < 0 || port > PORT_MAX) {
      throw new JumpgateException("a port is from 1 to 65535, not " + port);
    }
    this.port = port;
    return this;
  }

  /** The address to listen at; one that is not loopback needs {@link #keys}. */
  public NodeConfig bind(String address) {
    this.bind = address;
    return this;
  }

  /**
   * A folder of keys, as {@code jumpgate keys} makes it, with those of this node: what members say
   * to each other is encrypted, and nobody takes part who has no keys of the same authority.
   */
  public NodeConfig keys(Path folder) {
    this.keys = new KeyFolder(folder);
    return this;
  }

  /**
   * A gate over TCP beside the socket, for operators with keys; needs {@link #keys} of its own.
   *
   * @param hostAndPort {@code host:port}; port 0 takes any free one
   */
  public NodeConfig gate(String hostAndPort) {
    Matcher form = HOST_AND_PORT.matcher(hostAndPort);
    if (!form.matches() || Integer.parseInt(form.group(2)) > PORT_MAX) {
      throw new JumpgateException(
          "'%s' is no place for a gate: write host:port".formatted(hostAndPort));
    }
    this.gate = new InetSocketAddress(form.group(1), Integer.parseInt(form.group(2)));
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

  /** Hosts nothing, and is there to make a majority: a third of two nodes that lose each other. */
  public NodeConfig witness() {
    this.witness = true;
    return this;
  }

  /** A service for the processes of this node: what cannot travel, such as a connection pool. */
  public <T> NodeConfig provide(Class<T> type, T service) {
    services.put(type, service);
    return this;
  }

  /**
   * How long the node may take, when it is closed, to bring its processes to other nodes; zero,
   * which is the default, ends them with it.
   */
  public NodeConfig drain(Duration time) {
    if (time.isNegative()) {
      throw new JumpgateException("a negative time to drain: " + time);
    }
    this.drain = time;
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

  /**
   * What this node proves its name to other nodes with.
   *
   * @return null where it has no keys and needs none
   * @throws JumpgateException with one line when they are missing
   */
  @Nullable Credentials memberKeys() {
    if (keys == null && !isLoopback(bind)) {
      throw new JumpgateException(
          needsKeys("%s is not loopback, and a node that others can reach".formatted(bind)));
    }
    return keys == null ? null : credentials(keys, Holder.OfNode.class);
  }

  /**
   * Where the gate listens over TCP.
   *
   * @return null where it does not
   * @throws JumpgateException with one line when there are no keys for that
   */
  @Nullable GatePlace gatePlace() {
    if (gate == null) {
      return null;
    }
    if (keys == null) {
      throw new JumpgateException(needsKeys("a gate over TCP"));
    }
    return new GatePlace(gate, credentials(keys, Holder.OfOperator.class));
  }

  private Credentials credentials(KeyFolder folder, Class<? extends Holder> callers) {
    return Credentials.of(folder, new Holder.OfNode(name), callers)
        .requireValid(InstantSource.system());
  }

  private String needsKeys(String what) {
    return "%s needs keys: run jumpgate keys init and jumpgate keys node %s, and name their folder with --keys"
        .formatted(what, name);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new JumpgateException("there is no address %s to listen at".formatted(address), e);
    }
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

  boolean isWitness() {
    return witness;
  }

  @Nullable String main() {
    return main;
  }

  Duration drain() {
    return drain;
  }

  Map<Class<?>, Object> services() {
    return Map.copyOf(services);
  }
}
