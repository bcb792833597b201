package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Flow;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.replica.Balance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spreads processes evenly over the nodes that are up: each node sends away what it has above. */
final class Balancing {

  private final ManyMoves.Asker cluster;

  Balancing(ManyMoves.Asker cluster) {
    this.cluster = cluster;
  }

  Result balance(boolean dryRun) throws InterruptedException {
    long start = System.nanoTime();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (NodeStatus node : ((Result.Nodes) cluster.ask(new Call.Nodes())).nodes()) {
      if (node.state().equals("up")) {
        counts.put(node.name(), node.processes());
      }
    }
    if (counts.size() < 2) {
      throw new OperatorException(
          Code.FAILED, "there is no other node to spread processes over", "/nodes shows who is up");
    }
    List<Flow> flows = new ArrayList<>();
    List<MoveFailure> failed = new ArrayList<>();
    Map<String, Map<String, Integer>> plan = Balance.of(counts);
    Together.each(
            plan.keySet(),
            counts.size(),
            node -> cluster.ask(new Call.Relocate(node, plan.getOrDefault(node, Map.of()), dryRun)))
        .values()
        .forEach(result -> {
          switch (result) {
            case Result.RelocationPlanned(var part) -> {
              flows.addAll(part.flows());
              failed.addAll(part.staying());
            }
            case Result.Relocated(var part) -> {
              flows.addAll(part.flows());
              failed.addAll(part.failed());
            }
            default -> throw new IllegalStateException("no relocation: " + result);
          }
        });
    return dryRun
        ? new Result.RelocationPlanned(new RelocationPlan(flows, failed))
        : new Result.Relocated(
            new RelocationResult(flows, failed, Duration.ofNanos(System.nanoTime() - start)));
  }
}
