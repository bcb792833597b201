package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import dev.jumpgate.cluster.ClusterConfig;
import dev.jumpgate.cluster.Seeds;
import java.util.ArrayList;
import java.util.Map;

/** Hazelcast's configuration: quick, quiet, members only. */
final class HazelcastSettings {

  static final String REGISTRY = "jumpgate.registry";
  static final String ARCHIVE = "jumpgate.bundles";
  static final String FAREWELLS = "jumpgate.farewells";
  static final String NODE_NAME = "jumpgate.node";
  static final String INCARNATION = "jumpgate.incarnation";
  static final String WITNESS = "jumpgate.witness";

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.logging.type", "log4j2"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.tcp.join.port.try.count", "1"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          Map.entry("hazelcast.max.wait.seconds.before.join", "0"),
          Map.entry("hazelcast.socket.connect.timeout.seconds", "1"),
          Map.entry("hazelcast.operation.response.thread.count", "0"),
          Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
          // What a member has in hand when it is lost is not taken for done, nor done twice:
          // whoever
          // asked makes it again, and finds its own token where it was done.
          Map.entry("hazelcast.operation.fail.on.indeterminate.state", "true"),
          // A backup that does not answer, as while partitions still move to a member that has just
          // joined, would hold up a move, and all who wait for the process, for five seconds.
          Map.entry("hazelcast.operation.backup.timeout.millis", "100"),
          // Half a second would pass before the next owner of a lost partition is asked.
          Map.entry("hazelcast.invocation.retry.pause.millis", "1"),
          Map.entry("hazelcast.invocation.max.retry.count", "100000"),
          Map.entry("hazelcast.mastership.claim.timeout.seconds", "3600"),
          Map.entry("hazelcast.partition.count", "31"),
          // A closed connection to a killed member is known at once instead of after half a second;
          // the interval keeps those that are lost meanwhile from being opened in a storm.
          Map.entry("hazelcast.connection.monitor.interval", "1000"),
          Map.entry("hazelcast.connection.monitor.max.faults", "0"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
          Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "5"));

  private HazelcastSettings() {}

  static Config of(ClusterConfig node) {
    var config = new Config().setClusterName("jumpgate");
    PROPERTIES.forEach(config::setProperty);
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
    config.getMemberAttributeConfig().setAttribute(NODE_NAME, node.name());
    config
        .getMemberAttributeConfig()
        .setAttribute(INCARNATION, Long.toString(node.incarnation(), 36));
    config.getMemberAttributeConfig().setAttribute(WITNESS, String.valueOf(node.witness()));
    config.getSerializationConfig().addDataSerializableFactory(Types.FACTORY, new Types());
    config.addMapConfig(
        new MapConfig(REGISTRY)
            // Two members may be lost at once; with two members there is but one backup anyway.
            .setBackupCount(2)
            .setMergePolicyConfig(new MergePolicyConfig().setPolicy(HighestEpoch.class.getName()))
            .setStatisticsEnabled(false)
            .setPerEntryStatsEnabled(false));
    config.addMapConfig(
        new MapConfig(ARCHIVE)
            .setBackupCount(1)
            .setStatisticsEnabled(false)
            .setPerEntryStatsEnabled(false));
    config.getSerializationConfig().setJavaSerializationFilterConfig(allowList());
    // Only a member endpoint: a stock client is not even listened to.
    config
        .getAdvancedNetworkConfig()
        .setEnabled(true)
        .setMemberEndpointConfig(endpoint(node))
        .setJoin(join(node));
    return config;
  }

  private static ServerSocketEndpointConfig endpoint(ClusterConfig node) {
    var endpoint = new ServerSocketEndpointConfig();
    boolean choose = node.port() == 0;
    endpoint.setPort(choose ? ClusterConfig.FIRST_PORT : node.port());
    endpoint.setPortAutoIncrement(choose);
    endpoint.setPortCount(1000);
    endpoint.setReuseAddress(true);
    endpoint.getInterfaces().setEnabled(true).addInterface(node.bind());
    return endpoint;
  }

  private static JoinConfig join(ClusterConfig node) {
    var join = new JoinConfig();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    switch (Seeds.of(node.seeds())) {
      case Seeds.Members(var members) ->
          join.getTcpIpConfig()
              .setEnabled(true)
              .setMembers(new ArrayList<>(members))
              .setConnectionTimeoutSeconds(1);
      // Hazelcast's Kubernetes discovery in its DNS mode, which needs no rights at the API server.
      case Seeds.Service(var name, var port) ->
          join.getKubernetesConfig()
              .setEnabled(true)
              .setProperty("service-dns", name)
              .setProperty("service-port", Integer.toString(port))
              .setProperty("service-dns-timeout", "5");
    }
    return join;
  }

  // Narrower lists block Hazelcast's own exceptions, and their callers hang.
  private static JavaSerializationFilterConfig allowList() {
    var filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes("com.hazelcast.", "java.lang.", "java.util.", "java.io.", "java.net.", "[");
    return filter;
  }
}
