package dev.jumpgate.gate;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.gate.evaluator.Evaluator;
import dev.jumpgate.gate.protocol.Connection;
import dev.jumpgate.process.JumpgateException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The Unix-domain socket at which operators of this machine reach the node. */
final class GateServer implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(GateServer.class);

  private final Path path;
  private final NodeFacts facts;
  private final Relay.Executor calls;
  private final EventLog events;
  private final Evaluator evaluator;
  private final Audit audit;
  private final ServerSocketChannel server;
  private final Set<GateSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private GateServer(
      Path path,
      NodeFacts facts,
      Relay.Executor calls,
      EventLog events,
      Evaluator evaluator,
      Audit audit,
      ServerSocketChannel server) {
    this.path = path;
    this.facts = facts;
    this.calls = calls;
    this.events = events;
    this.evaluator = evaluator;
    this.audit = audit;
    this.server = server;
  }

  /**
   * Opens the gate.
   *
   * @throws JumpgateException when a living node has that socket, or it cannot be made
   */
  static GateServer open(
      Path path,
      NodeFacts facts,
      Relay.Executor calls,
      EventLog events,
      Evaluator evaluator,
      Audit audit) {
    try {
      var gate = new GateServer(path, facts, calls, events, evaluator, audit, bind(path));
      Thread.ofVirtual().name("jumpgate-gate").start(gate::accept);
      return gate;
    } catch (IOException e) {
      throw new JumpgateException("cannot open the gate at %s: %s".formatted(path, e), e);
    }
  }

  // Nobody but the user may ever reach the socket: the folder is closed before it is there.
  private static ServerSocketChannel bind(Path path) throws IOException {
    Path folder = path.getParent();
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    refuseLiving(path);
    Files.deleteIfExists(path);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Refuses a path at which a gate answers; one that a dead node left behind is free. */
  static void refuseLiving(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new JumpgateException(
          "a node with that name runs on this machine already, its gate is " + path);
    } catch (IOException e) {
      LOG.debug("nobody listens at {}", path);
    }
  }

  private void accept() {
    try {
      while (true) {
        admit(server.accept());
      }
    } catch (ClosedChannelException e) {
      LOG.debug("the gate is closed");
    } catch (IOException e) {
      LOG.error("the gate at {} takes no more operators", path, e);
    }
  }

  private void admit(SocketChannel socket) throws IOException {
    Identity operator;
    try {
      operator = Identity.at(socket, facts.self().name());
    } catch (IOException e) {
      LOG.debug("an operator left before anything was said", e);
      socket.close();
      return;
    }
    admit(operator, socket);
  }

  /** Serves who has been let in, from wherever. */
  void admit(Identity operator, ByteChannel channel) {
    var session =
        new GateSession(
            operator, Connection.fromGate(channel), facts, calls, events, evaluator, audit);
    sessions.add(session);
    if (closed) {
      session.close();
    }
    Thread.ofVirtual()
        .name("jumpgate-gate-session")
        .start(() -> {
          session.run();
          sessions.remove(session);
        });
  }

  @Override
  public void close() {
    // Before the sessions are closed: who is let in meanwhile sees it, and closes its own.
    closed = true;
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("the gate at {} did not close in good order", path, e);
    }
    sessions.forEach(GateSession::close);
  }
}
