package dev.jumpgate.shell.script;

/** A script's {@code require} that did not hold, or an {@code await} whose time ran out. */
public final class RequireFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RequireFailedException(String message) {
    super(message);
  }
}
