package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.ClusterConfig;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.OwnerTable;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.SystemClock;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Archive;
import dev.jumpgate.process.JumpgateException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A node's part in a Hazelcast cluster. */
public final class HazelcastCluster implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(HazelcastCluster.class);

  /** How often a node tries to join whose handshakes come to nothing. */
  private static final int ATTEMPTS = 3;

  private final HazelcastInstance instance;
  private final MemberList membership;
  private final PacketTransport transport;
  private final SystemClock clock = new SystemClock("jumpgate-clock");
  private final OwnerTable registry;
  private final Archive archive;

  private HazelcastCluster(HazelcastInstance instance, PacketTransport transport) {
    this.instance = instance;
    this.transport = transport;
    this.membership =
        new MemberList(instance.getCluster(), instance.getTopic(HazelcastSettings.FAREWELLS));
    this.archive = new MapArchive(instance.getMap(HazelcastSettings.ARCHIVE));
    this.registry =
        new OwnerTable(
            membership,
            new MapTable(
                instance.getMap(HazelcastSettings.REGISTRY), instance.getPartitionService()),
            clock);
  }

  /**
   * Starts a member and joins the cluster of its seeds.
   *
   * @throws JumpgateException with one line: the port is in use, the name is taken, no seed could
   *     be joined
   */
  public static HazelcastCluster start(ClusterConfig config) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(config);
      } catch (UnfinishedJoin e) {
        if (attempt == ATTEMPTS) {
          throw new JumpgateException(String.valueOf(e.getMessage()), e);
        }
        LOG.warn("{} (attempt {} of {})", e.getMessage(), attempt, ATTEMPTS);
      }
    }
  }

  /** Nobody has refused, and yet it is not a member in full: worth another attempt. */
  private static final class UnfinishedJoin extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfinishedJoin(String message) {
      super(message);
    }

    UnfinishedJoin(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static HazelcastCluster attempt(ClusterConfig config) {
    var transport = new PacketTransport(config.keys() != null);
    HazelcastInstance instance = open(config, transport);
    try {
      var cluster = new HazelcastCluster(instance, transport);
      transport.connect(instance, cluster.membership);
      if (config.keys() != null) {
        secure(config, instance);
      }
      cluster.membership.begin();
      cluster.registry.begin();
      instance.getLifecycleService().addLifecycleListener(cluster::lived);
      return cluster;
    } catch (HazelcastException e) {
      // Listeners need a cluster that stays as it is for a moment.
      instance.getLifecycleService().terminate();
      throw new UnfinishedJoin(
          "others came or went while %s joined: %s".formatted(config.name(), e.getMessage()), e);
    } catch (RuntimeException e) {
      instance.getLifecycleService().terminate();
      throw e;
    }
  }

  // A node that was given seeds, and shares no keys with them, is not to go on alone.
  private static void secure(ClusterConfig config, HazelcastInstance instance) {
    Node node = ((HazelcastInstanceProxy) instance).getOriginal().node;
    Rejection rejected = ((MemberExtension) node.getNodeExtension()).rejected();
    if (rejected != null && instance.getCluster().getMembers().size() == 1) {
      String complaint = rejected.complaint(config.name());
      throw rejected.refused() ? new JumpgateException(complaint) : new UnfinishedJoin(complaint);
    }
    PeerNames.watch(
        node.getServer().getConnectionManager(EndpointQualifier.MEMBER),
        instance.getCluster(),
        config.refusals());
  }

  // The halves of a divided cluster have become one, and so have their tables.
  private void lived(LifecycleEvent event) {
    if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
      registry.merged();
    }
  }

  private static HazelcastInstance open(ClusterConfig config, PacketTransport transport) {
    var context =
        new DefaultNodeContext() {
          @Override
          public NodeExtension createNodeExtension(Node node) {
            return new MemberExtension(node, transport, config);
          }
        };
    try {
      return HazelcastInstanceFactory.newHazelcastInstance(
          HazelcastSettings.of(config),
          "jumpgate-" + config.name() + "-" + Long.toString(config.incarnation(), 36),
          context);
    } catch (HazelcastException | IllegalStateException e) {
      throw new JumpgateException(reason(config, e), e);
    }
  }

  private static String reason(ClusterConfig config, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("already in use") || message.contains("ddress already")) {
        return "port %d is in use: name another with --port, or leave it out"
            .formatted(config.port());
      }
      if (cause instanceof java.net.BindException) {
        return "cannot listen at %s:%d: %s".formatted(config.bind(), config.port(), message);
      }
    }
    return "the cluster did not take %s: it has a node of that name, or another version, or does not accept its keys (see the log)"
        .formatted(config.name());
  }

  public Membership membership() {
    return membership;
  }

  public Transport transport() {
    return transport;
  }

  public Archive archive() {
    return archive;
  }

  public Clock clock() {
    return clock;
  }

  public Registry registry() {
    return registry;
  }

  /** Is gone at once, without a word to the others. */
  public void crash() {
    clock.close();
    transport.close();
    instance.getLifecycleService().terminate();
  }

  /** Leaves the cluster in good order: what this member holds of the registry goes to others. */
  @Override
  public void close() {
    membership.sayFarewell();
    clock.close();
    transport.close();
    instance.shutdown();
  }
}
