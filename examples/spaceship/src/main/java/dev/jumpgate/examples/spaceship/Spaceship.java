package dev.jumpgate.examples.spaceship;

import dev.jumpgate.Node;
import dev.jumpgate.NodeApplication;
import java.nio.file.Path;

/**
 * The application: the ship's processes on the node named {@code ship}, and where a ledger is given
 * the clients on every node.
 *
 * <p>System properties: {@code spaceship.ledger}, the path of the ledger's Unix-domain socket;
 * {@code spaceship.clients}, how many clients a node runs (4).
 */
public final class Spaceship implements NodeApplication {

  static final String NAV = "nav";

  private static final String HOME_OF_PROCESSES = "ship";

  @Override
  public void start(Node node) {
    if (node.name().equals(HOME_OF_PROCESSES)) {
      spawn(node);
    }
    String ledger = System.getProperty("spaceship.ledger");
    if (ledger != null) {
      int clients = Integer.getInteger("spaceship.clients", 4);
      new Load(node, Path.of(ledger)).start(clients);
    }
  }

  private static void spawn(Node node) {
    var engine = node.spawn("engine", Engine.class, Engine.State.full());
    var nav = node.spawn(NAV, Navigation.class, Navigation.State.docked(engine));
    node.spawn("radar", Radar.class, Radar.State.dark(nav, engine));
  }
}
