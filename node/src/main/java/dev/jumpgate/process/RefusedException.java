package dev.jumpgate.process;

/** The runtime will not do that; the message says why. */
public final class RefusedException extends JumpgateException {

  public RefusedException(String message) {
    super(message);
  }
}
