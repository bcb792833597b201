package dev.jumpgate.examples.spaceship;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One client's line to the ledger: each record is in the kernel's hands when the method returns, so
 * that it outlives a kill of this JVM.
 *
 * <pre>
 * client NAME NODE
 * sent NAME NUMBER                                 before a one-way send
 * called NAME NUMBER                               before a call
 * answered NAME NUMBER APPLIED LAST DISORDER       after it
 * failed NAME NUMBER REASON                        or this
 * </pre>
 *
 * The one line that comes back is {@code stop}.
 */
final class LedgerPen implements AutoCloseable {

  private final SocketChannel socket;
  private final String client;
  // Published: set once by the reader.
  private volatile boolean told;

  private LedgerPen(SocketChannel socket, String client) {
    this.socket = socket;
    this.client = client;
  }

  static LedgerPen open(Path ledger, String client, String node) throws IOException {
    var pen = new LedgerPen(SocketChannel.open(UnixDomainSocketAddress.of(ledger)), client);
    pen.write("client " + client + " " + node);
    Thread.ofVirtual().name("ledger-" + client).start(pen::listen);
    return pen;
  }

  /** True once the ledger asked to stop, or is gone. */
  boolean told() {
    return told;
  }

  void sent(long number) throws IOException {
    write("sent " + client + " " + number);
  }

  void called(long number) throws IOException {
    write("called " + client + " " + number);
  }

  void answered(long number, Navigation.Log log) throws IOException {
    String account = log.applied() + " " + log.last() + " " + log.disorder();
    write("answered " + client + " " + number + " " + account);
  }

  void failed(long number, String reason) throws IOException {
    write("failed " + client + " " + number + " " + reason.replace('\n', ' '));
  }

  private void write(String line) throws IOException {
    var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      socket.write(bytes);
    }
  }

  private void listen() {
    // Not closed here: it would take the socket with it, and a call may still be open.
    var lines = new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8));
    try {
      String line;
      do {
        line = lines.readLine();
      } while (line != null && !line.equals("stop"));
    } catch (IOException e) {
      // Gone: as good as told.
    }
    told = true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
