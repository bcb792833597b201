package dev.jumpgate.shell.demo;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.script.LocalNodes;
import dev.jumpgate.shell.script.NodeKiller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two nodes under load with a frontend on top, from the first JVM to the ledger's last line.
 *
 * <p>The exit code is the frontend's, or 1 where the frontend was content but the ledger is not
 * clean or a node did not shut down as it should.
 */
public final class Demo {

  private static final int CLIENTS_A_NODE = 4;
  private static final Duration FLOWING = Duration.ofSeconds(60);
  // A client may have a call open, and that has five seconds.
  private static final Duration CLIENTS_STOPPING = Duration.ofSeconds(10);
  private static final Duration CLIENTS_DYING = Duration.ofSeconds(5);

  private final DemoOptions options;
  private final Gates gates = Gates.ofThisUser();
  private final Ledger ledger = new Ledger();

  public Demo(DemoOptions options) {
    this.options = options;
  }

  /**
   * Runs the demo to its end and leaves no JVM behind.
   *
   * @return the exit code
   * @throws OperatorException when it cannot start; nothing is left running then
   */
  public int run(DemoFrontend frontend) {
    DemoNodes.refuseStrangers(gates);
    Path stage = openStage();
    try (var server = LedgerServer.open(stage.resolve("ledger.sock"), ledger)) {
      return play(frontend, stage, server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("the demo was interrupted");
    } catch (IOException e) {
      throw failed("the demo cannot start: " + e.getMessage());
    } finally {
      strike(stage);
    }
  }

  private int play(DemoFrontend frontend, Path stage, LedgerServer server)
      throws IOException, InterruptedException {
    tell("starting two nodes, ship and home");
    DemoNodes nodes =
        DemoNodes.start(options.spaceship(), stage, stage.resolve("ledger.sock"), gates);
    int code;
    List<String> complaints = new ArrayList<>();
    try (var operator = gates.connect(DemoNodes.HOME)) {
      nodes.children().forEach(node -> node.onKilled(() -> ledger.killed(node.name())));
      long clients = (long) CLIENTS_A_NODE * nodes.children().size();
      nodes.await(FLOWING, () -> ledger.answered() >= clients, "not all clients had an answer");
      tell(clients + " clients steer nav, and keep a ledger");
      NodeKiller local = new LocalNodes(operator);
      code = frontend.run(operator, name -> kill(name, local));
      // An interrupt was meant for the frontend; the end of the demo is waited for in any case.
      Thread.interrupted();
      stopClients(server);
    } finally {
      tell("stopping the nodes");
      complaints.addAll(nodes.stop());
    }
    return close(code, complaints);
  }

  private void kill(String node, NodeKiller local) {
    say("ledger before kill of " + node + ": " + ledger.accounts());
    local.kill(node);
    ledger.killed(node);
    // Only when its clients are gone does the ledger know what was cut.
    awaitClosed(node, CLIENTS_DYING);
  }

  private void stopClients(LedgerServer server) {
    server.stopClients();
    for (String node : List.of(DemoNodes.SHIP, DemoNodes.HOME)) {
      if (!awaitClosed(node, CLIENTS_STOPPING)) {
        ledger.spoil("the clients of " + node + " did not stop");
      }
    }
  }

  private boolean awaitClosed(String node, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    try {
      while (ledger.connected(node) > 0) {
        if (Instant.now().isAfter(deadline)) {
          return false;
        }
        Thread.sleep(5);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int close(int code, List<String> complaints) {
    say("ledger of sends: " + ledger.accounts().ofSends());
    say("ledger: " + ledger.accounts());
    complaints.addAll(ledger.complaints());
    complaints.forEach(this::tell);
    if (code != 0) {
      return code;
    }
    return ledger.clean() && complaints.isEmpty() ? 0 : 1;
  }

  private static Path openStage() {
    try {
      Path stage = Files.createTempDirectory("jumpgate-demo-");
      // For the ends that do not come back here: Ctrl-C, SIGTERM.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> strike(stage), "demo-strike"));
      return stage;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the demo", e);
    }
  }

  /** Removes what the demo kept in files; again does nothing. */
  private static void strike(Path stage) {
    if (!Files.exists(stage)) {
      return;
    }
    try (Stream<Path> files = Files.list(stage)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(stage);
    } catch (IOException e) {
      // A few bytes in the temporary folder; the demo itself is over.
    }
  }

  private void say(String line) {
    options.out().println(line);
    options.out().flush();
  }

  private void tell(String line) {
    options.progress().println("demo: " + line);
    options.progress().flush();
  }

  private static OperatorException failed(String message) {
    return new OperatorException(OperatorException.Code.FAILED, message, null);
  }
}
