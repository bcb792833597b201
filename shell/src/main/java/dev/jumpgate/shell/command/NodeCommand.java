package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.FAILED;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a node until it is told to stop. */
@Command(
    name = "node",
    customSynopsis = {
      "jumpgate node NAME [--port N] [--bind ADDR] [--join HOST:PORT,...]",
      "         [--gate HOST:PORT] [--keys DIR] [--app JAR-OR-DIR]... [--main CLASS]",
      "         [--drain-timeout DURATION] [--witness]"
    },
    description = {
      "Runs a node until Ctrl-C or SIGTERM; then its processes move to the other nodes, if there"
          + " are any, before it leaves.",
      "Joins the nodes of this machine or those of --join, opens its gate, starts the application.",
      "With --keys, --gate or a --bind beyond loopback, nodes prove their names to each other and"
          + " what they say is encrypted; then all nodes of the cluster need keys."
    },
    footer = {
      "",
      "Example:",
      "  jumpgate node ship --app spaceship.jar --main com.example.Spaceship"
    })
final class NodeCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "NAME", description = "The node's name in its cluster.")
  private String name = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port for other nodes. Default: the first free one from 5801.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDR",
      description = "The address to listen at. Default: loopback; any other needs keys.")
  private @Nullable String bind;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "Nodes to join, or dns:NAME:PORT for those at all addresses of NAME. Default: those of"
              + " this machine.")
  private List<String> join = new ArrayList<>();

  @Option(
      names = "--gate",
      paramLabel = "HOST:PORT",
      description = "A gate over TCP as well, for operators with keys.")
  private @Nullable String gate;

  @Option(
      names = "--app",
      paramLabel = "JAR-OR-DIR",
      description = "The application's classes; may be given several times.")
  private List<Path> app = new ArrayList<>();

  @Option(
      names = "--main",
      paramLabel = "CLASS",
      description = "The NodeApplication that spawns the application's processes.")
  private @Nullable String main;

  @Option(
      names = "--drain-timeout",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How long its processes may take to move to other nodes when it is told to stop; 0s ends"
              + " them with it. Default: 30s.")
  private Duration drain = Duration.ofSeconds(30);

  @Option(
      names = "--witness",
      description = "Host nothing: be the third of two nodes that may lose each other.")
  private boolean witness;

  NodeCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    nameLog();
    try (var node = start()) {
      announce(
          new Up(
              name,
              node.address(),
              ProcessHandle.current().pid(),
              node.gate().toString(),
              node.tcpGate()));
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }

  // Before the first logger is made: the log file bears the node's name.
  private void nameLog() {
    System.setProperty("jumpgate.log", name);
    String folder = System.getProperty("jumpgate.logs", "");
    try {
      Files.createDirectories(Path.of(folder));
    } catch (IOException e) {
      invocation.remark("no log is written, its folder cannot be made: " + e.getMessage());
    }
  }

  /** A node that has started; its components bear the names of {@code nodes --json}. */
  private record Up(String name, String address, long pid, String gate, @Nullable String tcpGate) {}

  private void announce(Up up) {
    invocation.println(
        invocation.json
            ? Json.document(up)
            : "%s: member %s, gate %s%s"
                .formatted(
                    up.name(),
                    up.address(),
                    up.gate(),
                    up.tcpGate() == null ? "" : " and " + up.tcpGate()));
  }

  private HostedNode start() {
    if (!join.isEmpty()) {
      HostedNode node = HostedNode.start(order(join));
      if (node.members() == 1) {
        invocation.remark(
            "no node answered at %s%s: %s began a cluster of its own"
                .formatted(
                    String.join(",", join),
                    keys() == null ? " (those that have keys need --keys here too)" : "",
                    name));
      }
      return node;
    }
    // Nodes of one machine find each other by their gates, one after the other.
    try (var _ = StartTurn.take(invocation.gates().folder())) {
      return HostedNode.start(order(invocation.gates().members()));
    } catch (IOException e) {
      throw new OperatorException(
          FAILED, "the folder of the gates cannot be used: " + e.getMessage(), null);
    }
  }

  private HostedNode.Order order(List<String> seeds) {
    return new HostedNode.Order(name, port, bind, seeds, gate, keys(), app, main, drain, witness);
  }

  // Where others can reach the node its keys are not a matter of choice, only their place is.
  private @Nullable Path keys() {
    boolean needed = gate != null || (bind != null && !bind.startsWith("127."));
    return needed || invocation.keys != null ? invocation.keyFolder().path() : null;
  }
}
