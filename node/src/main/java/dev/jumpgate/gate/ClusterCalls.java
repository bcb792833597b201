package dev.jumpgate.gate;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does commands for the whole cluster: asks every node, or the one that owns the process. */
final class ClusterCalls {

  private static final Duration LOOK_WAIT = Duration.ofSeconds(5);
  private static final Duration ACT_WAIT = Duration.ofMinutes(10);

  private static final Comparator<ProcessStatus> NAMED_FIRST =
      Comparator.comparing(
              ProcessStatus::name, Comparator.nullsLast(Comparator.<String>naturalOrder()))
          .thenComparing(p -> p.pid().node())
          .thenComparingLong(p -> p.pid().serial());

  private final Membership membership;
  private final Registry registry;
  private final LocalCalls local;
  private final Relay relay;

  ClusterCalls(Membership membership, Registry registry, LocalCalls local, Relay relay) {
    this.membership = membership;
    this.registry = registry;
    this.local = local;
    this.relay = relay;
  }

  Result execute(Call call) throws InterruptedException {
    return switch (call) {
      case Call.Nodes _ -> {
        List<NodeStatus> nodes = new ArrayList<>();
        everywhere(call).forEach(result -> nodes.addAll(((Result.Nodes) result).nodes()));
        nodes.sort(Comparator.comparing(NodeStatus::name));
        yield new Result.Nodes(nodes);
      }
      case Call.Ps _ -> {
        List<ProcessStatus> found = new ArrayList<>();
        everywhere(call).forEach(result -> found.addAll(((Result.Processes) result).processes()));
        found.sort(NAMED_FIRST);
        yield new Result.Processes(found);
      }
      case Call.About(var process) -> at(owner(process), call, LOOK_WAIT);
      case Call.Move(var process, var node) -> {
        if (membership.member(node).isEmpty()) {
          throw new OperatorException(
              Code.UNKNOWN_NODE, "no node is named " + node, "/nodes lists them");
        }
        yield at(owner(process), call, ACT_WAIT);
      }
      case Call.Events _, Call.Follow _ -> local.execute(call);
    };
  }

  private String owner(String process) {
    Owner owner = registry.find(process).orElse(null);
    if (owner != null) {
      return owner.node();
    }
    if (Pid.matches(process)) {
      return Pid.parse(process).node();
    }
    throw LocalCalls.unknown(process);
  }

  private Result at(String node, Call call, Duration patience) throws InterruptedException {
    if (node.equals(membership.self().name())) {
      return local.execute(call);
    }
    if (membership.member(node).isEmpty()) {
      throw new OperatorException(
          Code.UNKNOWN_PROCESS, "its node " + node + " is not in the cluster", "/nodes lists them");
    }
    return relay.ask(node, call, patience);
  }

  private List<Result> everywhere(Call call) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> asked =
          membership.members().stream()
              .map(Member::name)
              .map(node -> threads.submit(() -> at(node, call, LOOK_WAIT)))
              .toList();
      List<Result> results = new ArrayList<>();
      for (Future<Result> future : asked) {
        Result result = result(future);
        if (result != null) {
          results.add(result);
        }
      }
      return results;
    }
  }

  // A node that goes while it is asked is a node that is not there.
  private static @Nullable Result result(Future<Result> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OperatorException refused) {
        if (refused.code() == Code.UNREACHABLE || refused.code() == Code.UNKNOWN_PROCESS) {
          return null;
        }
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
