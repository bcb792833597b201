package dev.jumpgate.replica;

import dev.jumpgate.cluster.Transport;
import dev.jumpgate.cluster.Transport.Channel;
import java.time.Duration;

/** Sends frames that are not owed to anybody on one channel, and waits for room. */
final class PatientSender {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Transport transport;
  private final Channel channel;

  PatientSender(Transport transport, Channel channel) {
    this.transport = transport;
    this.channel = channel;
  }

  /** False where the node is gone, or has no room for long. */
  boolean send(String node, byte[] frame) throws InterruptedException {
    while (true) {
      switch (transport.send(node, channel, frame)) {
        case SENT -> {
          return true;
        }
        case GONE, TOO_LARGE -> {
          return false;
        }
        case FULL -> {
          if (!transport.awaitRoom(node, channel, PATIENCE)) {
            return false;
          }
        }
      }
    }
  }
}
