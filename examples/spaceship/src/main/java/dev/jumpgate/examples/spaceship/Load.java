package dev.jumpgate.examples.spaceship;

import dev.jumpgate.Node;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The clients of one node, each on a virtual thread with a ledger connection of its own. */
final class Load {

  private static final System.Logger LOG = System.getLogger(Load.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Node node;
  private final Path ledger;

  Load(Node node, Path ledger) {
    this.node = node;
    this.ledger = ledger;
  }

  /** Starts the clients and returns; each begins when there is a {@code nav} to steer. */
  void start(int clients) {
    for (int i = 1; i <= clients; i++) {
      String name = node.name() + "-" + i;
      Thread.ofVirtual().name("client-" + name).start(() -> run(name));
    }
  }

  private void run(String name) {
    try (var pen = LedgerPen.open(ledger, name, node.name())) {
      new Client(name, awaitNav(), pen).run();
    } catch (IOException e) {
      // The ledger's JVM is gone, and with it the reason to go on.
      LOG.log(Level.INFO, "client {0} ends: {1}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The other node may be the one that spawns it, and still on its way up. */
  private Ref<Navigation.Message> awaitNav() throws InterruptedException, IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        var nav = node.find(Spaceship.NAV, Navigation.class);
        nav.call(new Navigation.Message.Position());
        return nav;
      } catch (JumpgateException e) {
        if (Instant.now().isAfter(deadline)) {
          throw new IOException("nobody steers: " + e.getMessage(), e);
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    }
  }
}
