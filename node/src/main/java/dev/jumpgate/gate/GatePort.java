package dev.jumpgate.gate;

import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.HalfOpen;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.keys.Refusals;
import dev.jumpgate.keys.TlsChannel;
import dev.jumpgate.process.JumpgateException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The TCP port at which operators with keys reach the node, from wherever they are. The certificate
 * is the identity, and carries the role.
 */
final class GatePort implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(GatePort.class);

  /** What refusals call it. */
  static final String DOOR = "gate";

  private static final int HALF_OPEN_MAX = 64;
  private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final Credentials own;
  private final String node;
  private final HalfOpen halfOpen;
  private final Guests guests;

  /** Takes who has proved to be an operator. */
  @FunctionalInterface
  interface Guests {
    void admit(Identity operator, ByteChannel channel);
  }

  private GatePort(
      ServerSocket server, Credentials own, String node, Refusals refusals, Guests guests) {
    this.server = server;
    this.own = own;
    this.node = node;
    this.halfOpen = new HalfOpen(DOOR, HALF_OPEN_MAX, HANDSHAKE_PATIENCE, refusals);
    this.guests = guests;
  }

  /**
   * Listens.
   *
   * @throws JumpgateException when that place cannot be listened at
   */
  static GatePort open(GatePlace place, String node, Refusals refusals, Guests guests) {
    ServerSocket server = bind(place.address());
    var port = new GatePort(server, place.keys(), node, refusals, guests);
    Thread.ofVirtual().name("jumpgate-gate-port").start(port::accept);
    return port;
  }

  private static ServerSocket bind(InetSocketAddress address) {
    try {
      var server = new ServerSocket();
      try {
        server.setReuseAddress(true);
        server.bind(address);
        return server;
      } catch (IOException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JumpgateException(
          "cannot open the gate at %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  /** Where it listens, {@code host:port}. */
  String address() {
    var bound = (InetSocketAddress) server.getLocalSocketAddress();
    return bound.getAddress().getHostAddress() + ":" + bound.getPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        HalfOpen.Entry entry = halfOpen.enter(socket.getRemoteSocketAddress(), socket);
        Thread.ofVirtual().name("jumpgate-gate-handshake").start(() -> greet(socket, entry));
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("an operator could not be let in: {}", e.toString());
        }
      }
    }
  }

  private void greet(Socket socket, HalfOpen.Entry entry) {
    try {
      socket.setTcpNoDelay(true);
      var channel = TlsChannel.called(socket, own);
      if (!(channel.handshake() instanceof Holder.OfOperator operator)) {
        entry.refuse("no operator");
      } else if (entry.admit()) {
        guests.admit(Identity.of(operator, node, socket.getRemoteSocketAddress()), channel);
      }
    } catch (IOException e) {
      entry.refuse(HalfOpen.reason(e));
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("the gate's port did not close in good order", e);
    }
    halfOpen.close();
  }
}
