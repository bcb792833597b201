package dev.jumpgate.shell.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the clients of both nodes connect to write into the ledger, a connection each.
 *
 * <p>It lives in the demo's own JVM, so that what a client wrote outlives the client's node.
 */
final class LedgerServer implements AutoCloseable {

  private final Ledger ledger;
  private final ServerSocketChannel server;
  // Shared by the acceptor and the connections' readers; bounded by the number of clients.
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  // Published before the connections are told; who connects later is told by the acceptor.
  private volatile boolean stopping;

  private LedgerServer(Ledger ledger, ServerSocketChannel server) {
    this.ledger = ledger;
    this.server = server;
  }

  static LedgerServer open(Path path, Ledger ledger) throws IOException {
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(path));
    var server = new LedgerServer(ledger, channel);
    Thread.ofVirtual().name("ledger-accept").start(server::accept);
    return server;
  }

  /** Asks every client to finish what it has open and go. */
  void stopClients() {
    stopping = true;
    connections.forEach(LedgerServer::tellStop);
  }

  private static void tellStop(SocketChannel connection) {
    try {
      connection.write(ByteBuffer.wrap("stop\n".getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // Gone before it was told; its reader closes its page.
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().name("ledger-client").start(() -> read(connection));
        if (stopping) {
          tellStop(connection);
        }
      }
    } catch (IOException e) {
      if (server.isOpen()) {
        ledger.spoil("the ledger takes no more clients: " + e.getMessage());
      }
    }
  }

  private void read(SocketChannel connection) {
    String client = null;
    try (var text = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8))) {
      for (String line = line(text); line != null; line = line(text)) {
        ledger.line(line);
        client = client == null ? line.split(" ", 3)[1] : client;
      }
    } catch (IOException | IllegalArgumentException e) {
      // A killed client's end, or a line that has spoiled the ledger by now.
    } finally {
      connections.remove(connection);
      close(client);
    }
  }

  /** The next whole line, or null at the end; a kill may have cut the last one short. */
  private static @Nullable String line(BufferedReader text) throws IOException {
    var line = new StringBuilder();
    for (int c = text.read(); c >= 0; c = text.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    return null;
  }

  private void close(@Nullable String client) {
    if (client != null) {
      ledger.closed(client);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
