package dev.jumpgate.gate;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.gate.evaluator.Evaluator;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.replica.Archive;
import dev.jumpgate.replica.Evacuation;
import dev.jumpgate.replica.Mover;
import dev.jumpgate.replica.standby.Standbys;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.upgrade.Upgrader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A node's gate: what operators can reach, and the node's part in the commands of others. */
public final class Gate implements AutoCloseable {

  private final LocalCalls local;
  private final GateServer server;
  private final @Nullable GatePort port;

  private Gate(LocalCalls local, GateServer server, @Nullable GatePort port) {
    this.local = local;
    this.server = server;
    this.port = port;
  }

  /**
   * Refuses a socket at which a living node answers; to be asked before the node joins anything.
   *
   * @throws JumpgateException when there is one
   */
  public static void refuseLiving(Path socket) {
    GateServer.refuseLiving(socket);
  }

  /**
   * Opens the gate.
   *
   * @param place where to listen over TCP too, or null for the socket alone
   * @throws JumpgateException when the socket cannot be made, or that place not be listened at
   */
  public static Gate open(
      Path socket,
      @Nullable GatePlace place,
      Audit audit,
      NodeFacts facts,
      Membership membership,
      Transport transport,
      Registry registry,
      Processes processes,
      Mover mover,
      Evacuation evacuation,
      Standbys standbys,
      Bundles bundles,
      Upgrader upgrader,
      EventLog events,
      EvaluatorFactory evaluators) {
    var code = new CodeCalls(facts.self().name(), bundles, processes, upgrader, events);
    var evaluator = new AtomicReference<@Nullable Evaluator>();
    var local =
        new LocalCalls(
            facts,
            processes,
            new PlaceCalls(
                facts.self().name(),
                mover,
                evacuation,
                new Archive(facts.self().name(), processes, bundles, InstantSource.system()),
                standbys),
            standbys,
            code,
            events,
            new WatchCalls(facts.self().name(), processes),
            () -> {
              Evaluator made = evaluator.get();
              return made == null ? List.of() : made.evals();
            },
            audit);
    Relay.Executor here = Audited.here(facts.self().name(), local::execute, audit);
    var relay = new Relay(transport, here);
    membership.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            relay.lost(member);
          }
        });
    var cluster = new ClusterCalls(membership, registry, here, relay);
    Relay.Executor calls = Audited.atGate(cluster::execute, audit);
    Evaluator made =
        evaluators.over(new GateOperator(Identity.ofSnippets(facts.self().name()), calls, events));
    evaluator.set(made);
    var server = GateServer.open(socket, facts, calls, events, made, audit);
    try {
      String self = facts.self().name();
      GatePort port = place == null ? null : GatePort.open(place, self, audit, server::admit);
      return new Gate(local, server, port);
    } catch (JumpgateException e) {
      server.close();
      throw e;
    }
  }

  /** Where it listens over TCP, {@code host:port}; null where it does not. */
  public @Nullable String tcpAddress() {
    return port == null ? null : port.address();
  }

  /** Makes the evaluator of a node, over the facade that its snippets are to use. */
  @FunctionalInterface
  public interface EvaluatorFactory {
    Evaluator over(Operator operator);
  }

  /** From now on the node says that it is leaving. */
  public void leaving() {
    local.leaving();
  }

  @Override
  public void close() {
    if (port != null) {
      port.close();
    }
    server.close();
  }
}
