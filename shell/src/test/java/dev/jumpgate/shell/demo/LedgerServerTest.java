package dev.jumpgate.shell.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger's socket, with a client of bare lines. */
@Timeout(30)
final class LedgerServerTest {

  private final Ledger ledger = new Ledger();
  private Path folder;
  private LedgerServer server;

  @BeforeEach
  void open() throws IOException {
    // Not the test's own temporary folder: a socket's path is short.
    folder = Files.createTempDirectory("jg");
    server = LedgerServer.open(folder.resolve("l.sock"), ledger);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    Files.delete(folder.resolve("l.sock"));
    Files.delete(folder);
  }

  @Test
  void client_writesAndGoes_itsLinesAreInTheLedger() throws IOException {
    try (var client = connect()) {
      write(client, "client a ship\ncalled a 1\nanswered a 1 1 1 0\n");
    }

    await(() -> ledger.connected("ship") == 0 && ledger.answered() == 1);
    assertThat(ledger.accounts())
        .hasToString("calls 1 failed 0 lost 0 doubled 0 reordered 0 cut 0");
  }

  @Test
  void client_killedWithinALine_thatLineDoesNotCount() throws IOException {
    try (var client = connect()) {
      write(client, "client a ship\ncalled a 1\nanswered a 1 1 1 0\ncalled a 2\nanswered a 2 2");
    }
    ledger.killed("ship");

    await(() -> ledger.answered() == 1 && ledger.connected("ship") == 0);
    assertThat(ledger.accounts())
        .hasToString("calls 2 failed 0 lost 0 doubled 0 reordered 0 cut 1");
    assertThat(ledger.clean()).isTrue();
  }

  @Test
  void stopClients_openCall_isStillWrittenDown() throws IOException {
    try (var client = connect()) {
      write(client, "client a ship\ncalled a 1\n");
      await(() -> ledger.connected("ship") == 1);

      server.stopClients();

      var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("stop");
      write(client, "answered a 1 1 1 0\n");
    }
    await(() -> ledger.connected("ship") == 0);
    assertThat(ledger.clean()).isTrue();
  }

  @Test
  void stopClients_lateClient_isToldToo() throws IOException {
    server.stopClients();

    try (var client = connect()) {
      var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("stop");
    }
  }

  @Test
  void client_nonsense_spoilsTheLedgerAndIsDropped() throws IOException {
    try (var client = connect()) {
      write(client, "client a ship\nhello\n");
      var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isNull();
    }
    assertThat(ledger.clean()).isFalse();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("l.sock")));
  }

  private static void write(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
