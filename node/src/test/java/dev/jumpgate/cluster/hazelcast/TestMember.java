package dev.jumpgate.cluster.hazelcast;

import dev.jumpgate.cluster.ClusterConfig;
import java.util.List;

/** Members in this JVM, over loopback and in the clear; a refusal fails the test. */
final class TestMember {

  private TestMember() {}

  static HazelcastCluster start(String name, List<String> seeds) {
    return HazelcastCluster.start(
        new ClusterConfig(
            name,
            System.currentTimeMillis(),
            "127.0.0.1",
            0,
            seeds,
            null,
            (door, from, why) -> {
              throw new AssertionError(door + " refused " + from + ": " + why);
            }));
  }
}
