package dev.jumpgate.examples.spaceship;

import dev.jumpgate.Node;
import dev.jumpgate.NodeApplication;
import java.time.Duration;

/** An application of one deed: it makes {@code nav} stuck. */
public final class Prod implements NodeApplication {

  @Override
  public void start(Node node) {
    var nav = node.find(Spaceship.NAV, Navigation.class);
    nav.send(new Navigation.Message.Hold(Duration.ofMinutes(2)));
  }
}
