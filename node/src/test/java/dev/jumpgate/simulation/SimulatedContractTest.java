package dev.jumpgate.simulation;

import dev.jumpgate.cluster.ClusterContract;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The simulated cluster keeps the contract of a real one, in any weather. */
class SimulatedContractTest extends ClusterContract {

  private final SimulatedCluster cluster = SimulatedCluster.seeded(17, Weather.rough());

  private record Simulated(SimulatedCluster cluster, SimulatedNode node) implements Part {
    @Override
    public Membership membership() {
      return node;
    }

    @Override
    public Transport transport() {
      return node.transport();
    }

    @Override
    public Registry registry() {
      return node.registry();
    }

    @Override
    public void crash() {
      cluster.crash(node);
    }

    @Override
    public void leave() {
      cluster.leave(node);
    }
  }

  @Override
  protected Part join(String name) {
    return new Simulated(cluster, cluster.join(name));
  }

  @Override
  protected void open(Part part) {}

  @Override
  protected void until(BooleanSupplier condition) {
    if (!cluster.time().passUntil(condition, Duration.ofMinutes(1))) {
      throw new AssertionError("not true within a minute of virtual time");
    }
  }
}
