package dev.jumpgate.cluster.hazelcast;

import dev.jumpgate.cluster.ClusterContract;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.fixture.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The cluster on Hazelcast: members in this JVM, over loopback. */
class HazelcastContractTest extends ClusterContract {

  private final List<Real> parts = new ArrayList<>();

  private record Real(HazelcastCluster cluster) implements Part {
    @Override
    public Membership membership() {
      return cluster.membership();
    }

    @Override
    public Transport transport() {
      return cluster.transport();
    }

    @Override
    public Registry registry() {
      return cluster.registry();
    }

    @Override
    public void crash() {
      cluster.crash();
    }

    @Override
    public void leave() {
      cluster.close();
    }
  }

  @AfterEach
  void end() {
    parts.forEach(Real::crash);
  }

  @Override
  protected Part join(String name) {
    List<String> seeds =
        parts.isEmpty() ? List.of() : List.of(parts.getFirst().membership().self().address());
    var part = new Real(TestMember.start(name, seeds));
    parts.add(part);
    return part;
  }

  @Override
  protected void open(Part part) {
    for (Transport.Channel channel : Transport.Channel.values()) {
      if (channel != Transport.Channel.PROCESSES) {
        part.transport().receive(channel, (from, frame) -> {});
      }
    }
  }

  @Override
  protected void until(BooleanSupplier condition) {
    Await.until(condition);
  }
}
