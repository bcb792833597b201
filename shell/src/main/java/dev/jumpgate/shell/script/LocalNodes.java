package dev.jumpgate.shell.script;

import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.GateClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kills nodes whose JVMs run on this machine, as found by the process ids that they report. */
public final class LocalNodes implements NodeKiller {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(2);

  private final Operator operator;

  public LocalNodes(Operator operator) {
    this.operator = operator;
  }

  @Override
  public void kill(String node) {
    // Behind a gate over TCP even a loopback address may be that of another machine.
    if (operator instanceof GateClient client && !client.isLocal()) {
      throw refused(node, "this shell reaches it over TCP", "kill it on its own machine");
    }
    NodeStatus status = find(node);
    if (status.pid() == ProcessHandle.current().pid()) {
      throw refused(node, "it runs in this very JVM", "kill it from another shell");
    }
    if (!isHere(status.address())) {
      throw refused(node, "it runs on another machine: " + status.address(), null);
    }
    Optional<ProcessHandle> process = ProcessHandle.of(status.pid());
    if (process.isPresent()) {
      end(node, process.get());
    }
  }

  private NodeStatus find(String node) {
    return operator.nodes().stream()
        .filter(n -> n.name().equals(node))
        .findFirst()
        .orElseThrow(() ->
            new OperatorException(
                OperatorException.Code.UNKNOWN_NODE,
                "there is no node " + node,
                "/nodes lists them"));
  }

  /** A process id of another machine must never be looked up on this one. */
  private static boolean isHere(String address) {
    int port = address.lastIndexOf(':');
    String host = port < 0 ? address : address.substring(0, port);
    try {
      InetAddress at = InetAddress.getByName(host);
      return at.isLoopbackAddress()
          || at.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(at) != null;
    } catch (IOException e) {
      return false;
    }
  }

  // Polled, because the JDK looks after a process that is no child of ours only three times a
  // second.
  private static void end(String node, ProcessHandle process) {
    process.destroyForcibly();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() - deadline > 0) {
        throw failed(node, process, "was killed, but is still there after 10 s");
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed(node, process, "was killed; the wait for its end was interrupted");
      }
    }
  }

  private static OperatorException refused(String node, String why, @Nullable String hint) {
    return new OperatorException(
        OperatorException.Code.FAILED, "cannot kill node " + node + ": " + why, hint);
  }

  private static OperatorException failed(String node, ProcessHandle process, String what) {
    return new OperatorException(
        OperatorException.Code.FAILED,
        "node " + node + " (process " + process.pid() + ") " + what,
        null);
  }
}
