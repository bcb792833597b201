package dev.jumpgate;

import dev.jumpgate.cluster.ClusterConfig;
import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.hazelcast.HazelcastCluster;
import dev.jumpgate.code.Bundle;
import dev.jumpgate.code.BundleFiles;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.gate.Audit;
import dev.jumpgate.gate.Gate;
import dev.jumpgate.gate.GatePlace;
import dev.jumpgate.gate.NodeFacts;
import dev.jumpgate.gate.evaluator.Evaluator;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Follower;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Child;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.replica.Evacuation;
import dev.jumpgate.replica.Mover;
import dev.jumpgate.replica.standby.Standbys;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.upgrade.Upgrader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** One JVM's part in a cluster: the processes that live here, and its gate for operators. */
public final class Node implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Node.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final Path gateSocket;
  private final HazelcastCluster cluster;
  private final Bundles bundles;
  private final EventLog events;
  private final Processes processes;
  private final Mover mover;
  private final Evacuation evacuation;
  private final Duration drain;
  private final Standbys standbys;
  private final Gate gate;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Node(
      NodeConfig config,
      Path gateSocket,
      @Nullable GatePlace place,
      Audit audit,
      HazelcastCluster cluster) {
    this.name = config.name();
    this.gateSocket = gateSocket;
    this.cluster = cluster;
    var membership = cluster.membership();
    var transport = cluster.transport();
    var registry = cluster.registry();
    this.bundles = new Bundles(cluster.archive(), InstantSource.system());
    this.events = new EventLog(membership, transport, InstantSource.system());
    this.processes =
        new Processes(membership, transport, registry, bundles, events, config.services());
    this.mover = new Mover(membership, transport, registry, processes, events);
    this.evacuation = new Evacuation(membership, transport, processes, events, mover);
    this.drain = config.drain();
    this.standbys =
        new Standbys(membership, transport, registry, cluster.clock(), processes, events);
    processes.watch(membership);
    var upgrader = new Upgrader(bundles, processes, events);
    var facts = new NodeFacts(membership.self(), Version.current(), gateSocket);
    this.gate =
        Gate.open(
            gateSocket,
            place,
            audit,
            facts,
            membership,
            transport,
            registry,
            processes,
            mover,
            evacuation,
            standbys,
            bundles,
            upgrader,
            events,
            operator -> new Evaluator(name, this, bundles::newest, operator));
  }

  /**
   * Starts a node: loads its applications, joins the cluster, opens the gate and starts the
   * application's main class.
   *
   * @throws JumpgateException with one line where something is wrong with what was asked for; then
   *     nothing is left running
   */
  public static Node start(NodeConfig config) {
    Path socket = config.sockets().socket(config.name());
    Gate.refuseLiving(socket);
    Map<String, List<BundleFile>> apps = apps(config);
    checkMain(config, apps);
    var audit = new Audit(config.name(), InstantSource.system());
    GatePlace place = config.gatePlace();
    var cluster =
        HazelcastCluster.start(
            new ClusterConfig(
                config.name(),
                System.currentTimeMillis(),
                config.bind(),
                config.port(),
                config.seeds(),
                config.memberKeys(),
                audit,
                config.isWitness()));
    Node node = assemble(config, socket, place, audit, cluster);
    try {
      node.run(config, apps);
    } catch (Exception e) {
      node.close();
      throw e instanceof JumpgateException ours
          ? ours
          : new JumpgateException("%s did not start: %s".formatted(config.main(), e), e);
    }
    LOG.info("{} is up at {}", node.name, node.address());
    return node;
  }

  private static Node assemble(
      NodeConfig config,
      Path socket,
      @Nullable GatePlace place,
      Audit audit,
      HazelcastCluster cluster) {
    try {
      return new Node(config, socket, place, audit, cluster);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Map<String, List<BundleFile>> apps(NodeConfig config) {
    Map<String, List<BundleFile>> apps = new LinkedHashMap<>();
    for (Path place : config.apps()) {
      String bundle = BundleFiles.nameOf(place);
      if (apps.putIfAbsent(bundle, BundleFiles.read(place)) != null) {
        throw new JumpgateException("two applications are named " + bundle);
      }
    }
    return apps;
  }

  // Before anything is joined: a class that is not there is the caller's slip, not the cluster's.
  private static void checkMain(NodeConfig config, Map<String, List<BundleFile>> apps) {
    String main = config.main();
    if (main == null) {
      return;
    }
    if (apps.isEmpty()) {
      throw new JumpgateException(
          "--main %s needs --app with the jar or folder it is in".formatted(main));
    }
    if (apps.values().stream().noneMatch(files -> contains(files, main))) {
      throw new JumpgateException("no application has a class " + main);
    }
  }

  private static boolean contains(List<BundleFile> files, String type) {
    String path = type.replace('.', '/') + ".class";
    return files.stream().anyMatch(file -> file.path().equals(path));
  }

  private void run(NodeConfig config, Map<String, List<BundleFile>> apps) throws Exception {
    String main = config.main();
    for (var app : apps.entrySet()) {
      Bundle bundle = bundles.publish(app.getKey(), app.getValue()).bundle();
      if (main != null && contains(app.getValue(), main)) {
        application(bundle, main).start(this);
      }
    }
  }

  private static NodeApplication application(Bundle bundle, String main) {
    try {
      return Class.forName(main, true, bundle.loader())
          .asSubclass(NodeApplication.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new JumpgateException(
          "%s is no NodeApplication with a public constructor: %s".formatted(main, e), e);
    }
  }

  public String name() {
    return name;
  }

  /** Where members reach it, {@code host:port}. */
  public String address() {
    return cluster.membership().self().address();
  }

  /** How many nodes its cluster has, itself among them. */
  public int members() {
    return cluster.membership().members().size();
  }

  /** The socket of its gate. */
  public Path gate() {
    return gateSocket;
  }

  /** Where its gate listens over TCP, {@code host:port}; null where it does not. */
  public @Nullable String tcpGate() {
    return gate.tcpAddress();
  }

  /**
   * Starts a process under a global name.
   *
   * @throws NameTakenException when the cluster has a process of that name
   */
  public <S, M> Ref<M> spawn(String name, Class<? extends Behavior<S, M>> behavior, S state) {
    return processes.spawn(name, behavior, state);
  }

  /** Starts a process without a name. */
  public <S, M> Ref<M> spawn(Class<? extends Behavior<S, M>> behavior, S state) {
    return processes.spawn(null, behavior, state);
  }

  /**
   * Starts a supervisor under a global name. Its children start in order; {@link
   * Supervisor.Message.Children} tells how far they are.
   *
   * @throws NameTakenException when the cluster has a process of that name
   */
  public Ref<Supervisor.Message> supervise(String name, Supervisor plan) {
    return processes.supervise(name, plan);
  }

  /**
   * A child for a supervisor's plan, or to be added to one: permanent, with five seconds to end,
   * unless said otherwise.
   *
   * @param id tells it from the supervisor's other children
   * @throws dev.jumpgate.process.RefusedException when the behavior cannot run, or the state cannot
   *     travel
   */
  public <S, M> Child child(String id, Class<? extends Behavior<S, M>> behavior, S state) {
    return processes.child(id, behavior, state);
  }

  /**
   * A reference by global name. It follows the name wherever that goes, and may be made before
   * anybody has the name; {@code behavior} says which messages can be sent.
   */
  public <M> Ref<M> find(String name, Class<? extends Behavior<?, M>> behavior) {
    return processes.ref(null, name);
  }

  /**
   * Gives a process of this node a name here, of which the cluster knows nothing. It is free again
   * when the process ends or leaves the node. To give it again is no error.
   *
   * @throws NameTakenException when another process of this node has the name
   * @throws NoProcessException when the process is not on this node
   */
  public void register(String name, Ref<?> process) {
    processes.names().register(name, process);
  }

  /** Takes a name of this node away from its process; one that nobody has is no error. */
  public void unregister(String name) {
    processes.names().unregister(name);
  }

  /** The process of this node that has the name here; asks no other node. */
  public <M> Optional<Ref<M>> whereis(String name, Class<? extends Behavior<?, M>> behavior) {
    return processes.names().whereis(name);
  }

  /** The processes of the cluster that joined a group, as this node sees them at each look. */
  public <M> Group<M> group(String name, Class<? extends Behavior<?, M>> behavior) {
    return processes.memberships().group(name, Ref::send);
  }

  /**
   * Tells what happens to the members of a group from now on, until closed. Who reads the members
   * after this call misses nothing, and may be told of what it has read.
   */
  public <M> Operator.Subscription follow(
      String group, Class<? extends Behavior<?, M>> behavior, Follower<Group.Change<M>> follower) {
    return processes.memberships().follow(group, follower);
  }

  /**
   * Tells what happens in the cluster from now on, until closed; of each node that reports it, in
   * that node's order. A follower that is more than 1,024 events behind loses the oldest.
   */
  public Operator.Subscription follow(Follower<Event> follower) {
    return events.follow(follower);
  }

  /** True until the node is closed. */
  public boolean isOpen() {
    return !closed.get();
  }

  /** What moves processes from here. */
  Mover mover() {
    return mover;
  }

  /** The processes that are here. */
  Processes processes() {
    return processes;
  }

  private void drain() throws InterruptedException {
    evacuation.leaving();
    int all = processes.all().size();
    try {
      for (MoveFailure failure : evacuation.drain(drain)) {
        LOG.warn("{} did not leave {}: {}", failure.name(), name, failure.reason());
      }
    } catch (RuntimeException e) {
      // The node leaves all the same, in good order for what is still here.
      LOG.error("{} could not be drained", name, e);
    }
    int left = processes.all().size();
    if (all > 0) {
      LOG.info("{} of {} processes have left {}", all - left, all, name);
    }
  }

  /** Ends at once, as a kill would; for tests. */
  void crash() {
    closed.set(true);
    gate.close();
    cluster.crash();
    processes.close();
    mover.close();
    events.close();
  }

  /**
   * Leaves in good order: brings its processes to other nodes where {@link NodeConfig#drain} gives
   * time for that, ends those that are still here, frees their names, leaves the cluster.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    gate.leaving();
    standbys.leave();
    try {
      if (!drain.isZero()) {
        drain();
      }
      processes.stopAll(new ExitReason.Shutdown(), STOP_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gate.close();
    processes.close();
    mover.close();
    cluster.close();
    events.close();
    LOG.info("{} has left", name);
  }
}
