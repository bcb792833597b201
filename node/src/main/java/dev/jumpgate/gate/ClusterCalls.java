package dev.jumpgate.gate;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Relay.Executor local;
  private final Relay relay;

  ClusterCalls(Membership membership, Registry registry, Relay.Executor local, Relay relay) {
    this.membership = membership;
    this.registry = registry;
    this.local = local;
    this.relay = relay;
  }

  Result execute(Identity operator, Call call) throws InterruptedException {
    return switch (call) {
      case Call.Nodes _ -> {
        List<NodeStatus> nodes = new ArrayList<>();
        everywhere(operator, call)
            .values()
            .forEach(result -> nodes.addAll(((Result.Nodes) result).nodes()));
        nodes.sort(Comparator.comparing(NodeStatus::name));
        yield new Result.Nodes(nodes);
      }
      case Call.Ps _ -> {
        List<ProcessStatus> found = new ArrayList<>();
        everywhere(operator, call)
            .values()
            .forEach(result -> found.addAll(((Result.Processes) result).processes()));
        found.sort(NAMED_FIRST);
        yield new Result.Processes(found);
      }
      case Call.Evals _ -> {
        List<EvalStatus> evals = new ArrayList<>();
        everywhere(operator, call)
            .values()
            .forEach(result -> evals.addAll(((Result.Evals) result).evals()));
        yield new Result.Evals(evals);
      }
      case Call.About(var process, var _) -> ofOwner(operator, process, call, LOOK_WAIT);
      case Call.Move(var process, var node, var _) -> {
        checkNode(node);
        yield ofOwner(operator, process, call, ACT_WAIT);
      }
      case Call.PlanMove(var process, var node, var _) -> {
        checkNode(node);
        yield ofOwner(operator, process, call, LOOK_WAIT);
      }
      case Call.MoveMany(var processes, var node, var options) -> {
        checkNode(node);
        yield new ManyMoves(one -> execute(operator, one)).move(processes, node, options);
      }
      case Call.Evacuate(var node, var to, var _) -> {
        checkNode(node);
        to.forEach(this::checkNode);
        yield at(operator, node, call, ACT_WAIT);
      }
      case Call.Export(var process) -> ofOwner(operator, process, call, ACT_WAIT);
      case Call.Relocate(var node, var _, var _) -> at(operator, node, call, ACT_WAIT);
      case Call.Balance(var dryRun) -> new Balancing(one -> execute(operator, one)).balance(dryRun);
      case Call.PlanMoveMany(var processes, var node, var options) -> {
        checkNode(node);
        yield new ManyMoves(one -> execute(operator, one)).plan(processes, node, options);
      }
      case Call.Keep(var process, var node, var _) -> {
        if (node != null) {
          checkNode(node);
        }
        yield ofOwner(operator, process, call, ACT_WAIT);
      }
      case Call.FailOver(var process, var _) -> failOver(operator, process, call);
      case Call.Events _, Call.Follow _, Call.BundleContent _, Call.Import _ ->
          local.execute(operator, call);
      case Call.Bundles _ -> new Result.Bundles(Census.of(everywhere(operator, call).values()));
      case Call.Push push -> push(operator, push);
      case Call.Upgrade(var target, var _, var _) -> upgrade(operator, target, call);
      case Call.Rollback(var target) -> upgrade(operator, target, call);
      case Call.OfProcess about -> ofOwner(operator, about.process(), call, ACT_WAIT);
      case Call.OfRecord about -> at(operator, keeper(about.id()), call, ACT_WAIT);
      case Call.Top _ -> Lists.loads(everywhere(operator, call).values());
      case Call.Crashes _ -> Lists.crashes(everywhere(operator, call).values());
      case Call.DeadLetters _ -> Lists.deadLetters(everywhere(operator, call).values());
      case Call.Conflicts _ -> Lists.conflicts(everywhere(operator, call).values());
      case Call.Audit _ -> Lists.audit(everywhere(operator, call).values());
      case Call.Trace _ -> throw new IllegalArgumentException("a trace is the session's");
    };
  }

  private void checkNode(String node) {
    if (membership.member(node).isEmpty()) {
      throw new OperatorException(
          Code.UNKNOWN_NODE, "no node is named " + node, "/nodes lists them");
    }
  }

  // Where the owner is lost, its standby is asked.
  private Result failOver(Identity operator, String process, Call call)
      throws InterruptedException {
    Owner owner = registry.find(process).orElse(null);
    if (owner == null || membership.members().stream().anyMatch(owner::isOn)) {
      return ofOwner(operator, process, call, ACT_WAIT);
    }
    String standby =
        membership.members().stream()
            .filter(owner::isFollowedBy)
            .map(Member::name)
            .findFirst()
            .orElseThrow(() ->
                new OperatorException(
                    Code.FAILED,
                    "%s is lost, and no living node has a copy of %s"
                        .formatted(owner.node(), process),
                    null));
    return at(operator, standby, call, ACT_WAIT);
  }

  private Result push(Identity operator, Call.Push push) throws InterruptedException {
    PushResult stored = ((Result.Pushed) local.execute(operator, push)).push();
    List<PushResult.Fit> live = new ArrayList<>();
    everywhere(operator, new Call.Upgrade(stored.bundle(), stored.version(), true))
        .forEach((node, tried) -> live.addAll(fits(node, ((Result.Upgraded) tried).upgrade())));
    return new Result.Pushed(
        new PushResult(
            stored.bundle(),
            stored.version(),
            stored.hash(),
            stored.already(),
            stored.classes(),
            stored.refused(),
            live));
  }

  private static List<PushResult.Fit> fits(String node, UpgradeResult tried) {
    List<PushResult.Fit> fits = new ArrayList<>();
    tried.converted().forEach(name -> fits.add(new PushResult.Fit(name, node, true, "", "")));
    tried
        .failed()
        .forEach(f -> fits.add(new PushResult.Fit(f.name(), node, false, f.path(), f.reason())));
    return fits;
  }

  // A process is asked of its owner, so that a bundle of the same name is not meant with it.
  private Result upgrade(Identity operator, String target, Call call) throws InterruptedException {
    long start = System.nanoTime();
    List<UpgradeResult> parts = new ArrayList<>();
    if (registry.find(target).isPresent() || Pid.matches(target)) {
      parts.add(((Result.Upgraded) ofOwner(operator, target, call, ACT_WAIT)).upgrade());
    } else {
      everywhere(operator, call)
          .values()
          .forEach(part -> parts.add(((Result.Upgraded) part).upgrade()));
    }
    return new Result.Upgraded(
        Rollout.merge(target, parts, Duration.ofNanos(System.nanoTime() - start)));
  }

  // What this node knows may be late by a moment, but costs nothing; the cluster is asked only
  // where it leads to nobody.
  private Result ofOwner(Identity operator, String process, Call call, Duration patience)
      throws InterruptedException {
    String likely = node(process, registry.known(process)).orElse(null);
    OperatorException gone = null;
    if (likely != null) {
      try {
        return at(operator, likely, call, patience);
      } catch (OperatorException e) {
        if (e.code() != Code.UNKNOWN_PROCESS) {
          throw e;
        }
        gone = e;
      }
    }
    Optional<Owner> stands = registry.find(process);
    String owner = node(process, stands).orElseThrow(() -> LocalCalls.unknown(process));
    if (gone == null || !owner.equals(likely)) {
      return at(operator, owner, call, patience);
    }
    // It may have let the process go to the one that is named behind it.
    OperatorException nobody = gone;
    String next = stands.map(Owner::standby).map(Standby::node).orElseThrow(() -> nobody);
    return at(operator, next, call, patience);
  }

  // Who has never moved is where it was born.
  private static Optional<String> node(String process, Optional<Owner> owner) {
    return owner
        .map(Owner::node)
        .or(() -> Pid.matches(process) ? Optional.of(Pid.parse(process).node()) : Optional.empty());
  }

  // Nodes' names may have dashes; the number behind the last one has none.
  private String keeper(String id) {
    String node = id.substring(0, Math.max(0, id.lastIndexOf('-')));
    if (membership.member(node).isEmpty()) {
      throw new OperatorException(
          Code.UNKNOWN_NODE,
          "there is no " + id + ": no node is named '" + node + "'",
          "an id is the name of its node and a number, like ship-3");
    }
    return node;
  }

  private Result at(Identity operator, String node, Call call, Duration patience)
      throws InterruptedException {
    if (node.equals(membership.self().name())) {
      return local.execute(operator, call);
    }
    if (membership.member(node).isEmpty()) {
      throw new OperatorException(
          Code.UNKNOWN_PROCESS, "its node " + node + " is not in the cluster", "/nodes lists them");
    }
    return relay.ask(operator, node, call, patience);
  }

  /** What each node answers, by its name. */
  private Map<String, Result> everywhere(Identity operator, Call call) throws InterruptedException {
    Duration patience =
        call instanceof Call.Upgrade || call instanceof Call.Rollback ? ACT_WAIT : LOOK_WAIT;
    List<String> nodes = membership.members().stream().map(Member::name).toList();
    Map<String, Result> results = new LinkedHashMap<>();
    Together.each(nodes, nodes.size(), node -> ifThere(operator, node, call, patience))
        .forEach((node, result) -> result.ifPresent(there -> results.put(node, there)));
    return results;
  }

  // A node that goes while it is asked is a node that is not there.
  private Optional<Result> ifThere(Identity operator, String node, Call call, Duration patience)
      throws InterruptedException {
    try {
      return Optional.of(at(operator, node, call, patience));
    } catch (OperatorException e) {
      if (e.code() == Code.UNREACHABLE || e.code() == Code.UNKNOWN_PROCESS) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
