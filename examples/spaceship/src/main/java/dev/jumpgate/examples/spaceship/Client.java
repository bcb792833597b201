package dev.jumpgate.examples.spaceship;

import dev.jumpgate.examples.spaceship.Navigation.Message;
import dev.jumpgate.examples.spaceship.Navigation.Waypoint;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Ref;
import java.io.IOException;
import java.time.Duration;

/**
 * One that steers {@code nav} without pause: one or two sends, then a call whose answer accounts
 * for them all.
 */
final class Client {

  private static final Duration PACE = Duration.ofMillis(15);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Ref<Message> nav;
  private final LedgerPen pen;
  private long number;

  Client(String name, Ref<Message> nav, LedgerPen pen) {
    this.name = name;
    this.nav = nav;
    this.pen = pen;
  }

  /**
   * Goes on until the ledger says stop, and ends with a call so that nothing is unaccounted for.
   */
  void run() throws IOException, InterruptedException {
    for (long round = 0; !pen.told(); round++) {
      thrust();
      if (round % 2 == 1) {
        chart();
      }
      turn();
      Thread.sleep(PACE);
    }
  }

  private void thrust() throws IOException {
    pen.sent(++number);
    nav.send(new Message.Thrust(name, number, 1, 0.25));
  }

  /** Writes where the client thinks it is, always at the same place: the chart stays small. */
  private void chart() throws IOException {
    pen.sent(++number);
    nav.send(new Message.Chart(name, number, name, new Waypoint(number, -number)));
  }

  private void turn() throws IOException {
    pen.called(++number);
    try {
      pen.answered(number, nav.call(new Message.Turn(name, number, 1), PATIENCE));
    } catch (JumpgateException e) {
      pen.failed(number, String.valueOf(e.getMessage()));
    }
  }
}
