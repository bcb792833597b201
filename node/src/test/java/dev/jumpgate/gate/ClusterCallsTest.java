package dev.jumpgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Role;
import dev.jumpgate.process.Pid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which node is asked about a process, when the operator is at the gate of ship. */
class ClusterCallsTest {

  private static final Identity KIM = new Identity("kim", "ship", "socket", Role.ADMIN);
  private static final Pid NAV = new Pid("home", 1, 7);

  private final Table table = new Table();
  private final List<String> asked = new ArrayList<>();
  private String runsAt = "home";
  private final ClusterCalls calls = calls();

  private ClusterCalls calls() {
    var nodes = new HashMap<String, Transport.Receiver>();
    for (String node : List.of("home", "far")) {
      var _ = new Relay(new Wire(node, nodes), (_, _) -> answer(node));
    }
    var relay = new Relay(new Wire("ship", nodes), (_, _) -> answer("ship"));
    return new ClusterCalls(new Three(), table, (_, _) -> answer("ship"), relay);
  }

  private Result answer(String node) {
    asked.add(node);
    if (!node.equals(runsAt)) {
      throw LocalCalls.unknown("nav");
    }
    return new Result.Done();
  }

  @Test
  void process_whoseOwnerIsKnownHere_isAskedForWithoutAskingTheCluster() throws Exception {
    table.known = new Owner(NAV, "home", 1, 1, null, 1);
    assertThat(calls.execute(KIM, new Call.About("nav", false))).isEqualTo(new Result.Done());
    assertThat(asked).containsExactly("home");
    assertThat(table.finds).isZero();
  }

  @Test
  void process_thatHasNeverMoved_isAskedForByItsPidWhereItWasBorn() throws Exception {
    assertThat(calls.execute(KIM, new Call.Suspend(NAV.toString()))).isEqualTo(new Result.Done());
    assertThat(asked).containsExactly("home");
    assertThat(table.finds).isZero();
  }

  @Test
  void process_thatWentOnBeforeItWasHeardHere_isFoundByTheCluster() throws Exception {
    table.known = new Owner(NAV, "home", 1, 1, null, 1);
    table.there = new Owner(NAV, "far", 1, 2, null, 2);
    runsAt = "far";
    assertThat(calls.execute(KIM, new Call.About("nav", false))).isEqualTo(new Result.Done());
    assertThat(asked).containsExactly("home", "far");
  }

  @Test
  void process_thatNobodyKnows_isSaidToBeUnknown() {
    assertThatThrownBy(() -> calls.execute(KIM, new Call.About("nav", false)))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("no process is named nav");
    assertThat(asked).isEmpty();
  }

  @Test
  void process_thatIsNoLongerWhereTheClusterSays_isAskedForThereOnce() {
    table.known = new Owner(NAV, "home", 1, 1, null, 1);
    table.there = table.known;
    runsAt = "nowhere";
    assertThatThrownBy(() -> calls.execute(KIM, new Call.About("nav", false)))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("no process is named nav");
    assertThat(asked).containsExactly("home");
  }

  /** What ship sends and gets, straight into the others' hands. */
  private record Wire(String self, Map<String, Transport.Receiver> nodes) implements Transport {

    @Override
    public Receipt send(String node, Channel channel, byte[] frame) {
      Receiver there = nodes.get(node);
      if (there == null) {
        return Receipt.GONE;
      }
      there.received(new Member(self, 1, self + ":1"), frame);
      return Receipt.SENT;
    }

    @Override
    public void receive(Channel channel, Receiver receiver) {
      nodes.put(self, receiver);
    }
  }

  private static final class Three implements Membership {

    @Override
    public Member self() {
      return members().getFirst();
    }

    @Override
    public List<Member> members() {
      return List.of(
          new Member("ship", 1, "ship:1"),
          new Member("home", 1, "home:1"),
          new Member("far", 1, "far:1"));
    }

    @Override
    public void listen(Membership.Listener listener) {
      throw new UnsupportedOperationException();
    }
  }

  /** One entry, as this node knows it and as the cluster does. */
  private static final class Table implements Registry {

    private @Nullable Owner known;
    private @Nullable Owner there;
    private int finds;

    @Override
    public Optional<Owner> known(String key) {
      return Optional.ofNullable(known);
    }

    @Override
    public CompletionStage<Optional<Owner>> lookUp(String key) {
      finds++;
      return CompletableFuture.completedStage(Optional.ofNullable(there));
    }

    @Override
    public CompletionStage<Map<String, Claim>> change(Map<String, Change> changes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> refusal() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int quorum() {
      return 0;
    }

    @Override
    public void adopt(String key, Owner owner) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void keep(Registry.Holder holder) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void listen(Registry.Listener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
