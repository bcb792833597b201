package dev.jumpgate.shell.client;

import java.io.IOException;
import java.nio.file.Path;

/** Nobody listens at a socket: its node is dead, or never was. */
final class NoGateException extends RuntimeException {

  NoGateException(Path socket, IOException cause) {
    super("no gate at " + socket + ": " + cause.getMessage(), cause);
  }
}
